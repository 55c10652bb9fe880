// A scene while it is made: the parts of compose() and what they hand to each other.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scene/compose.hpp"
#include "scene/selection.hpp"

namespace joist::scene {

// In code points: names may be of any length, and are repeated often.
inline constexpr std::size_t longest_spoken = 120, longest_tooltip = 1000;

// What findings put on a line.
struct LineMarks {
  std::vector<Badge> badges;
  std::string remarks;  // for its tooltip, a line each
};

struct Draft {
  const Subject& subject;
  const Options& options;
  const Selection& selection;
  Scene& scene;
  std::vector<BoxId> box_of;  // by component: its own box, or that of the closed group around it
  std::vector<PanelId> panel_of;  // by group: its frame, where it is open and not empty
  std::vector<BoxId> closed_box;  // by group: its box, where it is closed
  std::map<std::string, LineMarks> line_marks;  // by id, for lines yet to be made

  const model::Model& model() const { return subject.model; }
};

// The scene of the data model: tables as cards in frames of their stores, references as lines.
Composed compose_tables(const Subject& subject, const Options& options);

// Each fills its part of the scene; in this order.
void add_boxes(Draft& draft);
void add_findings(Draft& draft);  // badges and rings, and the list
void add_lines(Draft& draft);
void add_link_lines(Draft& draft);  // between closed groups that no arrow joins
void add_legend(Draft& draft);
void add_headlines(Draft& draft);
void describe(Draft& draft);

std::string_view icon_of(const Draft& draft, model::KindId kind, const model::Attributes& own);
// "80 ms to Europe": of the links of a group, those that no arrow in the picture crosses.
std::string words_of_links(const Draft& draft, model::GroupId group);
// In the picture of one flow, where other flows load the component as well: what its own share is.
std::optional<double> share_of_flow(const Draft& draft, model::ComponentId id);
// 1 minus the free capacity that is wanted.
double bound(const model::Model& model, model::ComponentId id);
Band band(double utilization, double bound);
std::string share_words(double utilization);  // "136%"; "∞" where there is no end

}  // namespace joist::scene

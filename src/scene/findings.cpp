// Findings where they are: numbers, badges, rings, and the list under the picture.
#include <map>

#include "scene/card.hpp"
#include "scene/draft.hpp"

namespace joist::scene {
namespace {

constexpr std::size_t most_badges = 3, most_listed = 20;
constexpr std::string_view single_point_rule = "single-point-of-failure";

// By qualified name: the box or frame that stands for it.
struct Places {
  std::map<std::string_view, BoxId> boxes;
  std::map<std::string_view, PanelId> panels;
  std::map<std::string_view, bool> elsewhere;  // names of the design that this picture leaves out
};

Places places(const Draft& draft) {
  Places result;
  const model::Model& model = draft.model();
  for (std::size_t i = 0; i < model.components.size(); ++i) {
    if (draft.box_of[i])
      result.boxes[model.components[i].path] = draft.box_of[i];
    else
      result.elsewhere[model.components[i].path] = true;
  }
  for (std::size_t i = 0; i < model.groups.size(); ++i) {
    const std::string& path = model.groups[i].path;
    if (draft.closed_box[i])
      result.boxes.try_emplace(path, draft.closed_box[i]);
    else if (draft.panel_of[i])
      result.panels[path] = draft.panel_of[i];
    else
      result.elsewhere.try_emplace(path, true);
  }
  return result;
}

// Notes are left to `joist check`: a picture shows what has to be seen to. What breaks at a stage
// is a note on the design as it stands, and a warning in the picture of the stage.
bool is_drawn(const Finding& finding, const model::Model& model) {
  const bool matters = finding.severity != Severity::note || !finding.stage.empty();
  return !finding.allowed && matters && finding.stage == model.stage;
}

Severity drawn_severity(const Finding& finding) {
  return finding.severity == Severity::note ? Severity::warning : finding.severity;
}

void put(Draft& draft, const Places& places, const std::string& subject, const Badge& badge) {
  if (const auto box = places.boxes.find(subject); box != places.boxes.end()) {
    Box& at = draft.scene.boxes[box->second.index()];
    if (at.badges.size() < most_badges)
      at.badges.push_back(badge);
    else
      ++at.more_badges;
  } else if (const auto panel = places.panels.find(subject); panel != places.panels.end()) {
    auto& badges = draft.scene.panels[panel->second.index()].badges;
    if (badges.size() < most_badges) badges.push_back(badge);
  }
}

// `api -> db`, as findings about arrows name them.
void put_on_line(Draft& draft, const Places& places, const std::string& subject,
                 const Badge& badge) {
  constexpr std::string_view arrow = " -> ";
  const std::size_t at = subject.find(arrow);
  if (at == std::string::npos) return;
  const auto from = places.boxes.find(std::string_view(subject).substr(0, at));
  const auto to = places.boxes.find(std::string_view(subject).substr(at + arrow.size()));
  if (from == places.boxes.end() || to == places.boxes.end()) return;
  auto& badges = draft.line_badges[{from->second, to->second}];
  if (badges.size() < most_badges) badges.push_back(badge);
}

void put_ring(Draft& draft, const Places& places, const Finding& finding) {
  if (finding.rule != single_point_rule || finding.allowed) return;
  const auto box = places.boxes.find(finding.subject);
  if (box != places.boxes.end()) draft.scene.boxes[box->second.index()].ring = true;
}

}  // namespace

void add_findings(Draft& draft) {
  const Places known = places(draft);
  for (const Finding& finding : draft.subject.still) put_ring(draft, known, finding);
  std::uint32_t number = 0;
  for (const Finding& finding : draft.subject.findings) {
    if (!is_drawn(finding, draft.model()) || known.elsewhere.contains(finding.subject)) continue;
    put_ring(draft, known, finding);
    if (!draft.options.findings) continue;
    const Badge badge{drawn_severity(finding), ++number};
    if (number > most_listed) {
      ++draft.scene.more_findings;
      continue;
    }
    put(draft, known, finding.subject, badge);
    put_on_line(draft, known, finding.subject, badge);
    draft.scene.findings.push_back({badge, finding.message, finding.help});
  }
}

}  // namespace joist::scene

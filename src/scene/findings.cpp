// Findings where they are: numbers, badges, rings, and the list under the picture.
#include <algorithm>
#include <map>

#include <fmt/core.h>

#include "base/text.hpp"
#include "scene/card.hpp"
#include "scene/draft.hpp"
#include "scene/line_id.hpp"
#include "scene/naming.hpp"
#include "scene/together.hpp"

namespace joist::scene {
namespace {

using model::ArrowId;
using model::FlowId;

constexpr std::size_t most_badges = 3, most_listed = 20, most_names = 40;
constexpr std::string_view single_point_rule = "single-point-of-failure";
constexpr std::string_view refusal_rule = "sheds-load", overload_rule = "overload";

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

// One entry of the list: a finding, or several that say the same.
struct Entry {
  std::vector<const Finding*> findings;
};

class Marker {
 public:
  explicit Marker(Draft& draft) : draft_(draft), places_(places(draft)), naming_(draft.model()) {}

  void mark() {
    for (const Finding& finding : draft_.subject.still) put_ring(finding);
    std::vector<Entry> entries;
    for (const Finding& finding : draft_.subject.findings) {
      if (!is_drawn(finding) || !is_about_this(finding)) continue;
      put_ring(finding);
      if (draft_.options.findings) add(finding, entries);
    }
    for (const Entry& entry : entries) list(entry);
  }

 private:
  const model::Model& model() const { return draft_.model(); }

  // Notes are left to `joist check`: a picture shows what has to be seen to. What breaks at a stage
  // is a note on the design as it stands, and a warning in the picture of the stage. What a limit
  // refuses is a note, too, and looks like too much load. How something is written is no matter of
  // the picture, unless it is not understood.
  bool is_drawn(const Finding& finding) const {
    if (finding.allowed || finding.stage != model().stage) return false;
    if (finding.severity == Severity::warning && is_of_text(finding)) return false;
    return finding.severity != Severity::note || !finding.stage.empty() || is_of_full_bar(finding);
  }

  // What has no subject stands at a need or a feature, or is about the text.
  bool is_of_text(const Finding& finding) const {
    const auto stands_at = [&](const auto& part) { return part.span == finding.span; };
    return finding.subject.empty() &&
           std::none_of(model().needs.begin(), model().needs.end(), stands_at) &&
           std::none_of(model().features.begin(), model().features.end(), stands_at);
  }

  bool is_of_full_bar(const Finding& finding) const {
    const auto box = places_.boxes.find(finding.subject);
    if (finding.rule != refusal_rule || box == places_.boxes.end()) return false;
    const auto& meter = draft_.scene.boxes[box->second.index()].meter;
    return meter && meter->band == Band::over;
  }

  Severity drawn_severity(const Finding& finding) const {
    if (finding.severity != Severity::note || finding.stage.empty()) return finding.severity;
    return finding.rule == overload_rule ? Severity::error : Severity::warning;
  }

  // --- what a picture of a part leaves out

  bool is_arrow_drawn(const model::Arrow& arrow) const {
    if (draft_.selection.flow && arrow.flow != draft_.selection.flow) return false;
    return draft_.box_of[arrow.from.index()] && draft_.box_of[arrow.to.index()];
  }

  bool is_flow_drawn(FlowId flow) const {
    if (draft_.selection.flow) return draft_.selection.flow == flow;
    const auto& arrows = model().at(flow).arrows;
    return std::any_of(arrows.begin(), arrows.end(),
                       [&](ArrowId id) { return is_arrow_drawn(model().at(id)); });
  }

  bool is_part() const {
    const auto& shown = draft_.selection.components;
    return draft_.selection.flow || std::find(shown.begin(), shown.end(), false) != shown.end();
  }

  // A need is about the flows and components that it names.
  bool is_need_drawn(const model::Need& need) const {
    if (need.flow) return is_flow_drawn(need.flow);
    if (!need.condition) return false;
    const auto& figures = need.condition->left.figures;
    return std::any_of(figures.begin(), figures.end(), [&](const model::FigureName& figure) {
      return (figure.flow && is_flow_drawn(figure.flow)) ||
             (figure.component && draft_.box_of[figure.component.index()]);
    });
  }

  bool is_about_this(const Finding& finding) const {
    if (places_.elsewhere.contains(finding.subject)) return false;
    if (!is_part()) return true;
    if (places_.boxes.contains(finding.subject) || places_.panels.contains(finding.subject))
      return true;
    if (const auto arrows = arrows_of(finding); !arrows.empty()) {
      return std::any_of(arrows.begin(), arrows.end(),
                         [&](ArrowId id) { return is_arrow_drawn(model().at(id)); });
    }
    for (const model::Need& need : model().needs) {
      if (need.span == finding.span) return is_need_drawn(need);
    }
    for (std::size_t i = 0; i < model().flows.size(); ++i) {
      const bool is_meant = !finding.subject.empty() && model().flows[i].path == finding.subject;
      if (is_meant) return is_flow_drawn(FlowId(i));
    }
    return finding.severity == Severity::error && is_of_text(finding);
  }

  // --- entries

  // Several that say the same are one, and so is what one change of one thing mends.
  static bool is_same(const Finding& one, const Finding& other) {
    if (one.severity != other.severity) return false;
    if (one.rule == other.rule) return together(one) && together(one) == together(other);
    return !one.subject.empty() && one.subject == other.subject && !one.fixes.empty() &&
           !other.fixes.empty() && one.fixes.front().edits == other.fixes.front().edits;
  }

  static void add(const Finding& finding, std::vector<Entry>& entries) {
    for (Entry& entry : entries) {
      const bool is_of_one_rule = entry.findings.front()->rule == entry.findings.back()->rule;
      const bool is_full = entry.findings.size() > 1 &&
                           (!is_of_one_rule || entry.findings.front()->rule != finding.rule);
      if (is_full || !is_same(*entry.findings.front(), finding)) continue;
      entry.findings.push_back(&finding);
      return;
    }
    entries.push_back({{&finding}});
  }

  void list(const Entry& entry) {
    if (draft_.scene.findings.size() == most_listed) {
      draft_.scene.more_findings += static_cast<std::uint32_t>(entry.findings.size());
      return;
    }
    Badge badge{drawn_severity(*entry.findings.front()), number_ + 1};
    bool is_placed = false;
    for (const Finding* finding : entry.findings) is_placed |= put(*finding, badge);
    if (is_placed)
      ++number_;
    else
      badge.number = 0;
    draft_.scene.findings.push_back({badge, message_of(entry), help_of(entry)});
  }

  std::string message_of(const Entry& entry) const {
    const Finding& first = *entry.findings.front();
    if (entry.findings.size() == 1) return naming_.labelled(first.message);
    std::string text;
    if (first.rule != entry.findings.back()->rule) {
      for (const Finding* one : entry.findings) text += (text.empty() ? "" : "; ") + one->message;
      return naming_.labelled(text);
    }
    std::vector<std::string> names;
    for (const Finding* one : entry.findings) {
      if (std::find(names.begin(), names.end(), one->subject) == names.end())
        names.push_back(one->subject);
    }
    const std::size_t more = names.size() - std::min(names.size(), most_names);
    names.resize(names.size() - more);
    text = listed(names);
    if (more > 0) text += " and " + counted(more, "other", "others");
    return naming_.labelled(fmt::format("{} {}", text, together(first)->message));
  }

  std::string help_of(const Entry& entry) const {
    const Finding& first = *entry.findings.front();
    const bool is_group = entry.findings.size() > 1 && first.rule == entry.findings.back()->rule;
    return naming_.labelled(is_group ? together(first)->help : first.help);
  }

  // --- badges

  // `api -> db`, as findings about arrows name them, or the arrow that is pointed at.
  std::vector<ArrowId> arrows_of(const Finding& finding) const {
    constexpr std::string_view sign = " -> ";
    const std::string_view subject = finding.subject;
    const std::size_t at = subject.find(sign);
    std::vector<ArrowId> arrows;
    for (std::size_t i = 0; i < model().arrows.size(); ++i) {
      const model::Arrow& arrow = model().arrows[i];
      const bool is_meant = at == std::string_view::npos
                                ? arrow.span == finding.span && arrow.span.file
                                : model().at(arrow.from).path == subject.substr(0, at) &&
                                      model().at(arrow.to).path == subject.substr(at + sign.size());
      if (is_meant) arrows.push_back(ArrowId(i));
    }
    return arrows;
  }

  static bool put(std::vector<Badge>& badges, const Badge& badge) {
    if (badges.size() >= most_badges) return false;
    badges.push_back(badge);
    return true;
  }

  static bool has(const std::vector<Badge>& badges, const Badge& badge) {
    return std::any_of(badges.begin(), badges.end(),
                       [&](const Badge& one) { return one.number == badge.number; });
  }

  // True where a part of the picture has it.
  bool put(const Finding& finding, const Badge& badge) {
    const std::string remark = "\n" + badge_text(badge) + ": " + naming_.labelled(finding.message);
    if (const auto box = places_.boxes.find(finding.subject); box != places_.boxes.end()) {
      Box& at = draft_.scene.boxes[box->second.index()];
      at.tooltip += remark;
      if (!has(at.badges, badge) && !put(at.badges, badge)) ++at.more_badges;
      return true;
    }
    if (const auto panel = places_.panels.find(finding.subject); panel != places_.panels.end()) {
      Panel& at = draft_.scene.panels[panel->second.index()];
      at.tooltip += remark;
      return has(at.badges, badge) || put(at.badges, badge);
    }
    return put_on_line(finding, badge, remark);
  }

  bool put_on_line(const Finding& finding, const Badge& badge, const std::string& remark) {
    for (const ArrowId id : arrows_of(finding)) {
      const model::Arrow& arrow = model().at(id);
      if (!is_arrow_drawn(arrow)) continue;
      const BoxId from = draft_.box_of[arrow.from.index()], to = draft_.box_of[arrow.to.index()];
      if (from == to && arrow.from != arrow.to) continue;
      const auto& boxes = draft_.scene.boxes;
      LineMarks& marks =
          draft_.line_marks[line_id(boxes[from.index()].id, boxes[to.index()].id, arrow)];
      marks.remarks += remark;
      return has(marks.badges, badge) || put(marks.badges, badge);
    }
    return false;
  }

  void put_ring(const Finding& finding) {
    const bool is_note = finding.severity == Severity::note && finding.stage.empty();
    if (finding.rule != single_point_rule || finding.allowed || is_note) return;
    const auto box = places_.boxes.find(finding.subject);
    if (box != places_.boxes.end()) draft_.scene.boxes[box->second.index()].ring = true;
  }

  Draft& draft_;
  const Places places_;
  const Naming naming_;
  std::uint32_t number_ = 0;
};

}  // namespace

void add_findings(Draft& draft) {
  Marker(draft).mark();
}

}  // namespace joist::scene

// Arrows as lines: those that mean the same between two boxes become one, with their rates added.
#include <algorithm>
#include <cmath>

#include <fmt/core.h>

#include "base/text.hpp"
#include "quantity/display.hpp"
#include "scene/backward.hpp"
#include "scene/bundle.hpp"
#include "scene/card.hpp"
#include "scene/draft.hpp"
#include "scene/measure.hpp"

namespace joist::scene {
namespace {

using model::Access;
using model::ArrowId;
using model::FlowId;

constexpr double widest_pill_text = 150;
constexpr std::size_t most_labels = 3, most_tooltip_lines = 14;

Head head_of(const model::Model& model, const Bundle& bundle, Stroke stroke) {
  if (stroke == Stroke::dotted) return Head::none;
  bool reads = false, writes = false;
  for (ArrowId id : bundle.arrows) {
    const Access access = access_of(model, model.at(id));
    if (access == Access::read) reads = true;
    if (access == Access::write) writes = true;
  }
  if (reads && writes) return Head::both;
  return reads ? Head::read : writes ? Head::write : Head::call;
}

void add_rates(const Draft& draft, const Bundle& bundle, Head head, std::vector<PillRow>& pill) {
  if (!bundle.known || bundle.rate <= 0) return;
  if (head == Head::both && bundle.reads > 0 && bundle.writes > 0) {
    const auto add = [&](double rate, std::string words, Access access) {
      const std::string_view event = event_of_rate(draft, bundle, access);
      if (!event.empty()) words += fmt::format(" {}", event);
      pill.push_back({quantity::rate_text(rate), std::move(words)});
    };
    add(bundle.reads, "reads", Access::read);
    add(bundle.writes, "writes", Access::write);
    return;
  }
  pill.push_back({(bundle.partial ? "\u2265 " : "") + quantity::rate_text(bundle.rate), ""});
}

std::string spoken_rate(const Bundle& bundle) {
  return (bundle.partial ? "at least " : "") + quantity::rate_text(bundle.rate);
}

// Beside the rate, where nothing else is.
void add_distance(const Bundle& bundle, std::vector<PillRow>& pill) {
  std::string words = elided(bundle.over, widest_pill_text, pill_size);
  if (bundle.delay > 0) words += (words.empty() ? "+" : " +") + quantity::time_text(bundle.delay);
  if (words.empty()) return;
  if (pill.size() == 1 && pill[0].text.empty())
    pill[0].text = words;
  else
    pill.push_back({"", words});
}

bool joins_closed_group(const Draft& draft, const Bundle& bundle) {
  const auto is_closed = [&](BoxId id) {
    return draft.scene.boxes[id.index()].shape == Shape::closed;
  };
  return is_closed(bundle.from) || is_closed(bundle.to);
}

std::vector<PillRow> pill_of(const Draft& draft, const Bundle& bundle, Head head) {
  std::vector<PillRow> pill;
  add_rates(draft, bundle, head, pill);
  std::vector<std::string> labels = words_of(draft, bundle);
  // What is said of single arrows inside would be a list, where a whole group is one box.
  if (joins_closed_group(draft, bundle) && !pill.empty() && labels.size() > 1) labels.clear();
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (i == most_labels - 1 && labels.size() > most_labels) {
      pill.push_back({"", fmt::format("and {} more", labels.size() - i)});
      break;
    }
    const std::size_t most_rows = labels.size() == 1 ? 4 : 2;
    const std::vector<std::string> rows =
        wrapped(labels[i], widest_pill_text, pill_size, Weight::regular, most_rows);
    for (const std::string& row : rows) pill.push_back({"", row});
  }
  add_distance(bundle, pill);
  const bool fits_beside = pill.size() == 2 && pill[1].rate.empty() && !pill[0].rate.empty() &&
                           text_width(pill[1].text, pill_size) < 90;
  if (fits_beside) pill = {{pill[0].rate, pill[1].text}};
  return pill;
}

std::string short_label(const Draft& draft, BoxId id) {
  return shortened(draft.scene.boxes[id.index()].label, longest_spoken);
}

std::string flow_label(const model::Flow& flow) {
  return flow.label.empty() ? flow.path : flow.label;
}

std::string tooltip_of(const Draft& draft, const Bundle& bundle, const Line& line) {
  const model::Model& model = draft.model();
  std::string text =
      fmt::format("{} \u2192 {}", short_label(draft, line.from), short_label(draft, line.to));
  if (bundle.known) text += ": " + spoken_rate(bundle);
  if (!bundle.over.empty()) text += "\nover " + bundle.over;
  std::size_t shown = 0;
  for (ArrowId id : bundle.arrows) {
    if (shown++ == most_tooltip_lines) {
      text += fmt::format("\nand {} more", bundle.arrows.size() - most_tooltip_lines);
      break;
    }
    const model::Arrow& arrow = model.at(id);
    std::string row = arrow.flow ? flow_label(model.at(arrow.flow)) : std::string();
    const Access access = access_of(model, arrow);
    if (access == Access::read) row += row.empty() ? "read" : ", read";
    if (access == Access::write) row += row.empty() ? "write" : ", write";
    const auto& loads = draft.subject.results.arrows;
    if (id.index() < loads.size() && loads[id.index()].known) {
      row +=
          fmt::format("{}{}", row.empty() ? "" : ": ", quantity::rate_text(loads[id.index()].peak));
    }
    for (const std::string& word : {ratio_of(arrow), condition_of(model, arrow), arrow.label}) {
      if (!word.empty()) row += (row.empty() ? "" : ", ") + word;
    }
    if (!row.empty()) text += "\n" + row;
  }
  return text;
}

// Labels, ratios and conditions, each once.
std::vector<std::string> spoken_words(const Draft& draft, const Bundle& bundle) {
  const model::Model& model = draft.model();
  std::vector<std::string> words;
  for (ArrowId id : bundle.arrows) {
    const model::Arrow& arrow = model.at(id);
    const std::string ratio = bundle.known ? std::string() : ratio_of(arrow);
    const std::string label = shortened(arrow.label, longest_spoken);
    for (const std::string& word : {label, ratio, condition_of(model, arrow)}) {
      if (word.empty() || std::find(words.begin(), words.end(), word) != words.end()) continue;
      words.push_back(word);
    }
  }
  return words;
}

std::string spoken_of(const Draft& draft, const Bundle& bundle, const Line& line) {
  const char* verb = line.stroke == Stroke::dotted   ? "is related to"
                     : line.stroke == Stroke::dashed ? "sends messages to"
                     : line.head == Head::read       ? "reads from"
                     : line.head == Head::write      ? "writes to"
                     : line.head == Head::both       ? "reads from and writes to"
                                                     : "calls";
  std::string text =
      fmt::format("{} {} {}", short_label(draft, line.from), verb, short_label(draft, line.to));
  if (bundle.known && bundle.rate > 0) text += ", " + spoken_rate(bundle);
  for (const std::string& words : spoken_words(draft, bundle)) text += ", " + words;
  if (!bundle.over.empty()) text += ", over " + shortened(bundle.over, longest_spoken);
  if (bundle.delay > 0) text += ", " + quantity::time_text(bundle.delay) + " away";
  return text;
}

// The flow with the greatest rate, where there are several to compare.
FlowId hottest(const Draft& draft) {
  if (draft.selection.flow) return {};
  FlowId best;
  double most = 0;
  int rated = 0;
  const auto& flows = draft.subject.results.flows;
  for (std::size_t i = 0; i < flows.size(); ++i) {
    if (!flows[i].known || flows[i].peak <= 0) continue;
    ++rated;
    if (flows[i].peak <= most) continue;
    most = flows[i].peak;
    best = FlowId(i);
  }
  return rated > 1 ? best : FlowId();
}

Line line_of(const Draft& draft, const Bundle& bundle, FlowId hot) {
  const model::Model& model = draft.model();
  Line line;
  line.from = bundle.from;
  line.to = bundle.to;
  line.id = bundle.id;
  line.stroke = stroke_of(model.at(bundle.arrows.front()));
  line.head = head_of(model, bundle, line.stroke);
  line.rate = bundle.known ? bundle.rate : 0;
  line.width = std::clamp(1.2 + 0.34 * std::log10(1 + line.rate), 1.2, 3.6);
  line.pill = pill_of(draft, bundle, line.head);
  for (ArrowId id : bundle.arrows) {
    const model::Arrow& arrow = model.at(id);
    if (hot && arrow.flow == hot) line.hot = true;
    const model::StatedText* link = arrow.attributes.text(model::Attribute::link);
    if (link && line.link.empty()) line.link = safe_link(link->value());
  }
  line.tooltip = tooltip_of(draft, bundle, line);
  const auto marks = draft.line_marks.find(bundle.id);
  if (marks != draft.line_marks.end()) {
    line.badges = marks->second.badges;
    line.tooltip += marks->second.remarks;
  }
  line.tooltip = shortened(line.tooltip, longest_tooltip);
  line.spoken = spoken_of(draft, bundle, line);
  size_pill(line);
  return line;
}

void ask_rooms(Scene& scene) {
  std::vector<std::size_t> in(scene.boxes.size(), 0), out(scene.boxes.size(), 0);
  for (const Line& line : scene.lines) {
    ++out[line.from.index()];
    ++in[line.to.index()];
  }
  for (std::size_t i = 0; i < scene.boxes.size(); ++i) ask_room(scene.boxes[i], in[i], out[i]);
}

// Where flows begin.
std::vector<BoxId> entries(const Draft& draft) {
  std::vector<BoxId> result;
  for (const model::Flow& flow : draft.model().flows) {
    if (flow.arrows.empty()) continue;
    const BoxId box = draft.box_of[draft.model().at(flow.arrows.front()).from.index()];
    if (box) result.push_back(box);
  }
  return result;
}

}  // namespace

void add_lines(Draft& draft) {
  const FlowId hot = hottest(draft);
  bool any_hot = false;
  for (const Bundle& one : bundles_of(draft)) {
    draft.scene.lines.push_back(line_of(draft, one, hot));
    if (draft.scene.lines.back().hot) any_hot = true;
  }
  if (any_hot) draft.scene.legend.hot = flow_label(draft.model().at(hot));
  add_link_lines(draft);
  find_backward(draft.scene.lines, draft.scene.boxes, entries(draft));
  ask_rooms(draft.scene);
}

}  // namespace joist::scene

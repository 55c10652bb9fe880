// Arrows as lines: those between the same two boxes become one, with their rates added.
#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/core.h>

#include "analysis/delay.hpp"
#include "base/text.hpp"
#include "quantity/display.hpp"
#include "scene/backward.hpp"
#include "scene/card.hpp"
#include "scene/draft.hpp"
#include "scene/measure.hpp"

namespace joist::scene {
namespace {

using model::Access;
using model::ArrowId;
using model::Call;
using model::FlowId;

constexpr double widest_pill_text = 150;
constexpr std::size_t most_labels = 3, most_tooltip_lines = 14;

// What comes together on one line.
struct Bundle {
  BoxId from, to;
  std::vector<ArrowId> arrows;
  double rate = 0, reads = 0, writes = 0;
  bool known = false;
  double delay = 0;  // seconds, the most of its arrows
};

// What the network adds: its own, or that of the groups it leads between.
double delay_of(const model::Model& model, const model::Arrow& arrow) {
  const model::Stated* own = arrow.attributes.number(model::Attribute::delay);
  return own ? own->value() : analysis::delay_between_groups(model, arrow);
}

std::vector<Bundle> bundle(const Draft& draft) {
  const model::Model& model = draft.model();
  const auto& loads = draft.subject.results.arrows;
  std::map<std::pair<BoxId, BoxId>, std::size_t> places;
  std::vector<Bundle> bundles;
  for (std::size_t i = 0; i < model.arrows.size(); ++i) {
    const model::Arrow& arrow = model.arrows[i];
    if (draft.selection.flow && arrow.flow != draft.selection.flow) continue;
    const BoxId from = draft.box_of[arrow.from.index()], to = draft.box_of[arrow.to.index()];
    if (!from || !to || (from == to && arrow.from != arrow.to)) continue;
    const auto [place, is_new] = places.try_emplace({from, to}, bundles.size());
    if (is_new) bundles.push_back({from, to, {}, 0, 0, 0, false, 0});
    Bundle& into = bundles[place->second];
    into.arrows.push_back(ArrowId(i));
    into.delay = std::max(into.delay, delay_of(model, arrow));
    if (i >= loads.size() || !loads[i].known) continue;
    into.known = true;
    into.rate += loads[i].peak;
    into.reads += loads[i].reads;
    into.writes += loads[i].writes;
  }
  return bundles;
}

Stroke stroke_of(const model::Model& model, const Bundle& bundle) {
  bool async = false;
  for (ArrowId id : bundle.arrows) {
    if (model.at(id).call == Call::sync) return Stroke::solid;
    if (model.at(id).call == Call::async) async = true;
  }
  return async ? Stroke::dashed : Stroke::dotted;
}

// What one store sends to another is the writes it got.
Access access_of(const model::Model& model, const model::Arrow& arrow) {
  const bool replicates = model.at(arrow.from).role == model::Role::store &&
                          model.at(arrow.to).role == model::Role::store;
  return replicates ? Access::write : arrow.access;
}

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

// Distinct labels in order of writing.
std::vector<std::string> labels_of(const model::Model& model, const Bundle& bundle) {
  std::vector<std::string> labels;
  for (ArrowId id : bundle.arrows) {
    const std::string& label = model.at(id).label;
    if (label.empty() || std::find(labels.begin(), labels.end(), label) != labels.end()) continue;
    labels.push_back(label);
  }
  return labels;
}

void add_rates(const Bundle& bundle, Head head, std::vector<PillRow>& pill) {
  if (!bundle.known || bundle.rate <= 0) return;
  if (head == Head::both && bundle.reads > 0 && bundle.writes > 0) {
    pill.push_back({quantity::rate_text(bundle.reads), "reads"});
    pill.push_back({quantity::rate_text(bundle.writes), "writes"});
    return;
  }
  pill.push_back({quantity::rate_text(bundle.rate), ""});
}

// Beside the rate, where nothing else is.
void add_delay(double delay, std::vector<PillRow>& pill) {
  const std::string words = "+" + quantity::time_text(delay);
  if (pill.size() == 1 && pill[0].text.empty())
    pill[0].text = words;
  else
    pill.push_back({"", words});
}

std::vector<PillRow> pill_of(const model::Model& model, const Bundle& bundle, Head head) {
  std::vector<PillRow> pill;
  add_rates(bundle, head, pill);
  const std::vector<std::string> labels = labels_of(model, bundle);
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (i == most_labels - 1 && labels.size() > most_labels) {
      pill.push_back({"", fmt::format("and {} more", labels.size() - i)});
      break;
    }
    const std::vector<std::string> rows =
        wrapped(labels[i], widest_pill_text, pill_size, Weight::regular, 2);
    for (const std::string& row : rows) pill.push_back({"", row});
  }
  if (bundle.delay > 0) add_delay(bundle.delay, pill);
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
  if (bundle.known) text += ": " + quantity::rate_text(bundle.rate);
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
    if (!arrow.label.empty()) row += fmt::format("{}{}", row.empty() ? "" : ", ", arrow.label);
    if (!row.empty()) text += "\n" + row;
  }
  return text;
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
  if (bundle.known && bundle.rate > 0) text += ", " + quantity::rate_text(bundle.rate);
  for (const std::string& label : labels_of(draft.model(), bundle))
    text += ", " + shortened(label, longest_spoken);
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
  line.id =
      draft.scene.boxes[bundle.from.index()].id + "->" + draft.scene.boxes[bundle.to.index()].id;
  line.stroke = stroke_of(model, bundle);
  line.head = head_of(model, bundle, line.stroke);
  line.rate = bundle.known ? bundle.rate : 0;
  line.width = std::clamp(1.2 + 0.34 * std::log10(1 + line.rate), 1.2, 3.6);
  line.pill = pill_of(model, bundle, line.head);
  for (ArrowId id : bundle.arrows) {
    const model::Arrow& arrow = model.at(id);
    if (hot && arrow.flow == hot) line.hot = true;
    const model::StatedText* link = arrow.attributes.text(model::Attribute::link);
    if (link && line.link.empty()) line.link = safe_link(link->value());
  }
  const auto badges = draft.line_badges.find({bundle.from, bundle.to});
  if (badges != draft.line_badges.end()) line.badges = badges->second;
  line.tooltip = shortened(tooltip_of(draft, bundle, line), longest_tooltip);
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
  for (const Bundle& one : bundle(draft)) {
    draft.scene.lines.push_back(line_of(draft, one, hot));
    if (draft.scene.lines.back().hot) any_hot = true;
  }
  if (any_hot) draft.scene.legend.hot = flow_label(draft.model().at(hot));
  add_link_lines(draft);
  find_backward(draft.scene.lines, draft.scene.boxes, entries(draft));
  ask_rooms(draft.scene);
}

}  // namespace joist::scene

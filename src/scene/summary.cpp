// The design at a glance: the legend, the numbers that matter, and the whole in words.
#include <algorithm>
#include <cmath>

#include <fmt/core.h>

#include "base/text.hpp"
#include "quantity/display.hpp"
#include "scene/draft.hpp"
#include "scene/measure.hpp"

namespace joist::scene {
namespace {

constexpr std::size_t most_sentences = 60;

// At the peak, over all flows.
double total_rate(const analysis::Results& results) {
  double total = 0;
  for (const analysis::FlowLoad& flow : results.flows) {
    if (flow.known) total += flow.peak;
  }
  return total;
}

// The component nearest to its limit, be it in a closed group.
model::ComponentId hottest_component(const Draft& draft) {
  model::ComponentId hottest;
  const auto& capacity = draft.subject.results.capacity;
  const auto& loads = draft.subject.results.components;
  for (std::size_t i = 0; i < std::min(capacity.size(), loads.size()); ++i) {
    if (!draft.selection.components[i] || !capacity[i].known || !loads[i].known) continue;
    const bool is_more =
        !hottest || capacity[i].utilization > capacity[hottest.index()].utilization;
    if (loads[i].offered > 0 && is_more) hottest = model::ComponentId(i);
  }
  return hottest;
}

void add_rate(Draft& draft) {
  const analysis::Results& results = draft.subject.results;
  double rate = total_rate(results);
  if (draft.selection.flow) {
    const std::size_t flow = draft.selection.flow.index();
    rate = flow < results.flows.size() && results.flows[flow].known ? results.flows[flow].peak : 0;
  }
  if (rate > 0) {
    draft.scene.headlines.push_back({quantity::rate_text(rate), "at the peak", Band::fine});
  }
}

void add_hottest(Draft& draft) {
  const model::ComponentId id = hottest_component(draft);
  if (!id) return;
  const double utilization = draft.subject.results.capacity[id.index()].utilization;
  draft.scene.headlines.push_back(
      {share_words(utilization),
       fmt::format("{}, the hottest{}", shortened(draft.model().label(id), 40),
                   share_of_flow(draft, id) ? ", of all flows" : ""),
       band(utilization, bound(draft.model(), id))});
}

void add_breaking_point(Draft& draft) {
  const auto& scale = draft.subject.results.scale;
  if (scale.empty() || draft.selection.flow || !std::isfinite(scale.front().factor)) return;
  const analysis::Break& first = scale.front();
  if (first.factor <= 1) return;
  draft.scene.headlines.push_back(
      {quantity::number_text(first.factor) + "\u00d7", "the load would still fit", Band::fine});
}

void add_single_points(Draft& draft) {
  std::size_t rings = 0;
  for (const Box& box : draft.scene.boxes) rings += box.ring ? 1 : 0;
  if (rings == 0) return;
  draft.scene.headlines.push_back(
      {std::to_string(rings), rings == 1 ? "single point of failure" : "single points of failure",
       Band::tight});
}

}  // namespace

std::string_view text(Shape shape) {
  switch (shape) {
    case Shape::source:
      return "source";
    case Shape::pass:
      return "service";
    case Shape::split:
      return "balancer";
    case Shape::cache:
      return "cache";
    case Shape::store:
      return "store";
    case Shape::queue:
      return "queue";
    case Shape::compute:
      return "worker";
    case Shape::external:
      return "external";
    case Shape::closed:
      return "closed group";
    case Shape::table:
      return "table";
  }
  return "";
}

void add_legend(Draft& draft) {
  Scene& scene = draft.scene;
  Legend& legend = scene.legend;
  for (const Box& box : scene.boxes) {
    legend.shapes.push_back(box.shape);
    if (box.ring) legend.ring = true;
    if (box.note) legend.note = true;
    if (!box.meter) continue;
    (box.meter->band == Band::over    ? legend.over
     : box.meter->band == Band::tight ? legend.tight
                                      : legend.fine) = true;
  }
  for (const Panel& panel : scene.panels) legend.note = legend.note || panel.note;
  std::sort(legend.shapes.begin(), legend.shapes.end());
  legend.shapes.erase(std::unique(legend.shapes.begin(), legend.shapes.end()), legend.shapes.end());
  for (const Line& line : scene.lines) {
    (line.stroke == Stroke::solid    ? legend.calls
     : line.stroke == Stroke::dashed ? legend.messages
                                     : legend.relations) = true;
    if (line.head == Head::read) legend.reads = true;
    if (line.head == Head::write) legend.writes = true;
    if (line.head == Head::both) legend.both = true;
  }
}

void add_headlines(Draft& draft) {
  add_rate(draft);
  add_hottest(draft);
  add_breaking_point(draft);
  add_single_points(draft);
}

void describe(Draft& draft) {
  Scene& scene = draft.scene;
  std::string text = scene.title.empty() ? std::string() : scene.title + ". ";
  if (!scene.subtitle.empty()) text += scene.subtitle + ". ";
  text += fmt::format("{} and {}.", counted(scene.boxes.size(), "box", "boxes"),
                      counted(scene.lines.size(), "arrow", "arrows"));
  std::size_t sentences = 0;
  for (const Line& line : scene.lines) {
    if (++sentences > most_sentences) break;
    text += " " + line.spoken + ".";
  }
  if (scene.lines.size() > most_sentences) {
    text += fmt::format(" And {} more arrows.", scene.lines.size() - most_sentences);
  }
  for (const Box& box : scene.boxes) {
    if (!box.meter || box.meter->band == Band::fine) continue;
    text += fmt::format(" {} is {} at {}.", shortened(box.label, longest_spoken),
                        box.meter->band == Band::over ? "overloaded" : "close to its limit",
                        box.meter->share);
  }
  for (const ListedFinding& finding : scene.findings) {
    text += fmt::format(" {}: {}.", finding.badge.severity == Severity::error ? "Error" : "Warning",
                        without_backticks(finding.message));
  }
  scene.description = std::move(text);
}

}  // namespace joist::scene

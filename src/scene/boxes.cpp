// Components, closed groups and frames: their words, figures and shapes.
#include <algorithm>
#include <cmath>
#include <optional>

#include <fmt/core.h>

#include "base/nearest.hpp"
#include "base/text.hpp"
#include "quantity/display.hpp"
#include "scene/card.hpp"
#include "scene/draft.hpp"
#include "scene/measure.hpp"
#include "scene/prose.hpp"

namespace joist::scene {
namespace {

using model::Attribute;
using model::ComponentId;
using model::GroupId;

Shape shape_of(model::Role role) {
  switch (role) {
    case model::Role::source:
      return Shape::source;
    case model::Role::pass:
      return Shape::pass;
    case model::Role::split:
      return Shape::split;
    case model::Role::cache:
      return Shape::cache;
    case model::Role::store:
      return Shape::store;
    case model::Role::queue:
      return Shape::queue;
    case model::Role::compute:
      return Shape::compute;
    case model::Role::external:
      return Shape::external;
    case model::Role::group:
      return Shape::closed;
  }
  return Shape::pass;
}

std::string_view kind_label(const model::Model& model, model::KindId kind) {
  if (!kind) return {};
  const model::Kind& at = model.kind(kind);
  return at.label.empty() ? std::string_view(at.name) : std::string_view(at.label);
}

double stated(const model::Model& model, ComponentId id, Attribute attribute, double otherwise) {
  const model::Stated* number = model.number(id, attribute);
  return number ? number->value() : otherwise;
}

// "12 × 3" for shards and their copies, "12 shards", "9 nodes", "× 180"; empty for a single one.
std::string copies(const model::Model& model, ComponentId id) {
  const double shards = stated(model, id, Attribute::shards, 1);
  const double replicas = stated(model, id, Attribute::replicas, 1);
  const double nodes = stated(model, id, Attribute::nodes, 0);
  if (nodes > 0)
    return fmt::format(" \u00b7 {}", counted(static_cast<std::size_t>(nodes), "node", "nodes"));
  const auto number = [](double value) { return quantity::number_text(value, 9); };
  if (shards > 1 && replicas <= 1) {
    return fmt::format(" \u00b7 {}", counted(static_cast<std::size_t>(shards), "shard", "shards"));
  }
  if (shards > 1) return fmt::format(" \u00b7 {} \u00d7 {}", number(shards), number(replicas));
  if (replicas > 1) return fmt::format(" \u00d7 {}", number(replicas));
  return {};
}

std::string quiet_line(const model::Model& model, ComponentId id) {
  const model::Component& component = model.at(id);
  std::string text(kind_label(model, component.kind));
  if (const model::StatedText* tech = component.attributes.text(Attribute::tech)) {
    text = tech->value();
  }
  const std::string many = copies(model, id);
  if (edit_distance(text, model.label(id), 0) == 0) text.clear();
  if (!text.empty()) return text + many;
  return many.empty() ? many : many.substr(many.find_first_not_of(" \u00b7"));
}

std::string without_per_second(const std::string& text, const std::string& like) {
  const auto is_per_second = [](const std::string& rate) { return rate.ends_with("/s"); };
  if (!is_per_second(text) || !is_per_second(like)) return text;
  return text.substr(0, text.size() - 2);
}

std::string load_text(const analysis::ComponentLoad& load,
                      const analysis::CapacityResult& capacity) {
  const std::string offered = quantity::rate_text(load.offered);
  const double plain = capacity.capacity > 0 ? load.offered / capacity.capacity : 0;
  if (std::abs(plain - capacity.utilization) <= 0.02 * capacity.utilization) {
    return offered + " of " + without_per_second(quantity::rate_text(capacity.capacity), offered);
  }
  const std::string_view why = analysis::text(capacity.limited_by);
  return why.empty() ? offered : fmt::format("{}, {}", offered, why);
}

void add_figures(const Draft& draft, ComponentId id, Box& box) {
  const analysis::Results& results = draft.subject.results;
  if (id.index() >= results.components.size()) return;
  const analysis::ComponentLoad& load = results.components[id.index()];
  if (!load.known || load.offered <= 0) return;
  const std::optional<double> own = share_of_flow(draft, id);
  if (id.index() < results.capacity.size() && results.capacity[id.index()].known) {
    const analysis::CapacityResult& capacity = results.capacity[id.index()];
    box.meter = Meter{capacity.utilization, band(capacity.utilization, bound(draft.model(), id)),
                      load_text(load, capacity), share_words(capacity.utilization)};
    if (own) box.meter->load += ", all flows";
    return;
  }
  // A client that only gets something in this flow makes no load in it.
  const double shown = own.value_or(load.offered);
  if (shown > 0) box.load = quantity::rate_text(shown);
}

std::string color_of(const model::Attributes& attributes) {
  const model::StatedText* color = attributes.text(Attribute::color);
  if (!color) return {};
  const std::string& value = color->value();
  const bool is_hex = value.size() > 1 && value.front() == '#' && value.size() <= 7 &&
                      value.find_first_not_of("0123456789abcdefABCDEF", 1) == std::string::npos;
  const bool is_word = value.find_first_not_of("abcdefghijklmnopqrstuvwxyz") == std::string::npos;
  return is_hex || is_word ? value : std::string();
}

std::string link_of(const model::Attributes& attributes) {
  const model::StatedText* link = attributes.text(Attribute::link);
  return link ? safe_link(link->value()) : std::string();
}

// What the design says of a part in words.
void add_remarks(const model::Attributes& attributes, std::string& text) {
  const auto add = [&](Attribute attribute, std::string_view before) {
    const model::StatedText* said = attributes.text(attribute);
    if (!said) return;
    std::string all;
    for (const std::string& value : said->values) all += (all.empty() ? "" : ", ") + value;
    text += fmt::format("\n{}{}", before, all);
  };
  add(Attribute::owner, "owner: ");
  add(Attribute::tags, "tags: ");
  if (const model::StatedText* note = attributes.text(Attribute::note)) {
    text += "\n" + without_markdown(note->value());
  }
}

std::string tooltip_of(const Draft& draft, ComponentId id, const Box& box) {
  const model::Model& model = draft.model();
  std::string text = fmt::format("{} ({})", box.label, model.at(id).path);
  if (!box.quiet.empty()) text += "\n" + box.quiet;
  if (const model::Zones* zones = model.zones_of(id)) {
    const std::size_t count = zones->named.empty() ? zones->count : zones->named.size();
    text += fmt::format("\n{}", counted(count, "zone", "zones"));
  }
  const analysis::Results& results = draft.subject.results;
  if (id.index() < results.components.size() && results.components[id.index()].known) {
    const analysis::ComponentLoad& load = results.components[id.index()];
    if (const auto own = share_of_flow(draft, id)) {
      text += fmt::format("\n{} of this flow; of all flows:", quantity::rate_text(*own));
    }
    text += fmt::format("\nload at the peak {}, mean {}", quantity::rate_text(load.offered),
                        quantity::rate_text(load.mean));
    if (load.reads > 0 || load.writes > 0) {
      text += fmt::format("\nreads {}, writes {}", quantity::rate_text(load.reads),
                          quantity::rate_text(load.writes));
    }
  }
  if (box.meter) {
    const analysis::CapacityResult& capacity = results.capacity[id.index()];
    text += fmt::format("\ncapacity {}, utilisation {}", quantity::rate_text(capacity.capacity),
                        box.meter->share);
    if (capacity.needed) {
      text += fmt::format("\nneeds {}", counted(static_cast<std::size_t>(*capacity.needed),
                                                "instance", "instances"));
    }
  }
  add_remarks(model.at(id).attributes, text);
  return text;
}

Box component_box(const Draft& draft, ComponentId id) {
  const model::Model& model = draft.model();
  const model::Component& component = model.at(id);
  Box box;
  box.id = component.path;
  box.label = model.label(id);
  if (component.kind) box.kind = model.kind(component.kind).name;
  box.quiet = quiet_line(model, id);
  box.shape = shape_of(component.role);
  box.icon = icon_of(draft, component.kind, component.attributes);
  box.color = color_of(component.attributes);
  box.link = link_of(component.attributes);
  box.note = component.attributes.text(Attribute::note) != nullptr;
  add_figures(draft, id, box);
  box.tooltip = tooltip_of(draft, id, box);
  return box;
}

// The members' count, and the bar of the one nearest to its limit.
Box closed_box(const Draft& draft, GroupId id, const std::vector<ComponentId>& members) {
  const model::Model& model = draft.model();
  const model::Group& group = model.at(id);
  Box box;
  box.id = group.path;
  box.label = group.label.empty() ? group.name : group.label;
  if (group.kind) box.kind = model.kind(group.kind).name;
  box.quiet = fmt::format("{} \u00b7 {}", kind_label(model, group.kind),
                          counted(members.size(), "component", "components"));
  box.shape = Shape::closed;
  box.icon = icon_of(draft, group.kind, group.attributes);
  box.link = link_of(group.attributes);
  box.tooltip = fmt::format("{} ({})\n{}", box.label, group.path, box.quiet);
  for (ComponentId member : members) {
    Box inner;
    add_figures(draft, member, inner);
    if (!inner.meter || (box.meter && box.meter->utilization >= inner.meter->utilization)) continue;
    box.meter = inner.meter;
    box.meter->load = fmt::format("most loaded: {}", shortened(model.label(member), 24));
  }
  return box;
}

// True where the label holds the kind already: "Zone a", "the EU region".
bool says(std::string_view label, std::string_view kind) {
  for (std::string_view word : split(label, ' ')) {
    if (edit_distance(word, kind, 0) == 0) return true;
  }
  return false;
}

Panel panel(const Draft& draft, GroupId id) {
  const model::Model& model = draft.model();
  const model::Group& group = model.at(id);
  Panel result;
  result.id = group.path;
  const std::string& label = group.label.empty() ? group.name : group.label;
  result.label = elided(label, widest_tab_label, tab_size, Weight::bold);
  if (group.kind) result.kind = model.kind(group.kind).name;
  const bool only_frames = !group.domain;
  if (!only_frames && !says(result.label, kind_label(model, group.kind))) {
    result.quiet = kind_label(model, group.kind);
  }
  const std::string links = words_of_links(draft, id);
  if (!links.empty()) result.quiet += (result.quiet.empty() ? "" : " \u00b7 ") + links;
  result.icon = icon_of(draft, group.kind, group.attributes);
  result.link = link_of(group.attributes);
  result.note = group.attributes.text(Attribute::note) != nullptr;
  result.tooltip = fmt::format("{} ({})", label, group.path);
  add_remarks(group.attributes, result.tooltip);
  if (!links.empty()) result.tooltip += "\n" + links;
  result.spoken = fmt::format("{}, {}", result.label, kind_label(model, group.kind));
  if (group.parent) {
    result.parent = draft.panel_of[group.parent.index()];
    if (result.parent) result.depth = draft.scene.panels[result.parent.index()].depth + 1;
  }
  return result;
}

void add_panels(Draft& draft) {
  const model::Model& model = draft.model();
  std::vector<bool> open(model.groups.size(), false);
  for (std::size_t i = 0; i < model.components.size(); ++i) {
    if (!draft.selection.components[i]) continue;
    const GroupId closed = draft.selection.closed[i];
    GroupId group = closed ? model.at(closed).parent : model.components[i].group;
    for (; group && !open[group.index()]; group = model.at(group).parent)
      open[group.index()] = true;
  }
  draft.panel_of.assign(model.groups.size(), PanelId());
  for (std::size_t i = 0; i < open.size(); ++i) {
    if (!open[i]) continue;
    Panel made = panel(draft, GroupId(i));
    draft.panel_of[i] = PanelId(draft.scene.panels.size());
    draft.scene.panels.push_back(std::move(made));
  }
}

std::vector<std::vector<ComponentId>> members_of_closed(const Draft& draft) {
  std::vector<std::vector<ComponentId>> members(draft.model().groups.size());
  for (std::size_t i = 0; i < draft.selection.components.size(); ++i) {
    const GroupId closed = draft.selection.closed[i];
    if (draft.selection.components[i] && closed) members[closed.index()].push_back(ComponentId(i));
  }
  return members;
}

}  // namespace

std::string_view icon_of(const Draft& draft, model::KindId kind, const model::Attributes& own) {
  if (!draft.options.icons) return {};
  if (const model::StatedText* icon = own.text(Attribute::icon)) {
    const std::string_view found = draft.options.icons(icon->value());
    if (!found.empty()) return found;
  }
  for (; kind; kind = draft.model().kind(kind).parent) {
    const model::Kind& at = draft.model().kind(kind);
    const model::StatedText* icon = at.attributes.text(Attribute::icon);
    const std::string_view found = draft.options.icons(icon ? icon->value() : at.name);
    if (!found.empty()) return found;
  }
  return {};
}

std::string share_words(double utilization) {
  if (!std::isfinite(utilization)) return "\u221e";
  const double percent = 100 * utilization;
  if (percent > 0 && percent < 0.1) return "<0.1%";
  // Whole numbers are calmer, as long as they do not hide on which side of the limit it is.
  const bool near_limit = std::abs(percent - 100) < 0.5;
  std::string digits = fmt::format("{:.{}f}", percent, percent < 9.95 || near_limit ? 1 : 0);
  if (digits.ends_with(".0")) digits.resize(digits.size() - 2);
  return digits + "%";
}

double bound(const model::Model& model, ComponentId id) {
  if (const model::Stated* own = model.number(id, Attribute::headroom)) return 1 - own->value();
  const model::Stated* all = model.attributes.number(Attribute::headroom);
  return 1 - (all ? all->value() : 0.3);
}

Band band(double utilization, double bound) {
  if (utilization > 1) return Band::over;
  return utilization > bound ? Band::tight : Band::fine;
}

void add_boxes(Draft& draft) {
  const model::Model& model = draft.model();
  add_panels(draft);
  const auto members = members_of_closed(draft);
  draft.closed_box.assign(model.groups.size(), BoxId());
  draft.box_of.assign(model.components.size(), BoxId());
  for (std::size_t i = 0; i < model.components.size(); ++i) {
    if (!draft.selection.components[i]) continue;
    const GroupId closed = draft.selection.closed[i];
    if (closed && draft.closed_box[closed.index()]) {
      draft.box_of[i] = draft.closed_box[closed.index()];
      continue;
    }
    const BoxId id(draft.scene.boxes.size());
    Box box = closed ? closed_box(draft, closed, members[closed.index()])
                     : component_box(draft, ComponentId(i));
    const GroupId outer = closed ? model.at(closed).parent : model.components[i].group;
    if (outer) box.panel = draft.panel_of[outer.index()];
    if (closed) draft.closed_box[closed.index()] = id;
    draft.box_of[i] = id;
    draft.scene.boxes.push_back(std::move(box));
  }
}

}  // namespace joist::scene

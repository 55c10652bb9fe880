// Tells each part of a model in words.
#include "project/parts.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "emit/results.hpp"
#include "quantity/display.hpp"
#include "scene/line_id.hpp"

namespace joist::project {

namespace {

using model::Attributes;
using model::Model;

std::string joined(const std::vector<std::string>& words) {
  return fmt::format("{}", fmt::join(words, ", "));
}

// Counts of copies and the like are told to the last one: 1800 and 1801 are not the same design.
std::string words(const model::Stated& stated) {
  const bool count = info(stated.attribute).type == model::AttributeType::count &&
                     stated.quantity.dimension == quantity::count;
  std::string text = count && stated.quantity.is_exact() ? quantity::number_text(stated.value(), 12)
                                                         : quantity::text(stated.quantity);
  if (!stated.per.empty()) text += " per " + stated.per;
  return text;
}

std::string exactly(const quantity::Quantity& quantity) {
  const auto [low, high] = quantity::interval(quantity);
  return fmt::format("{:.12g} ({:.12g} to {:.12g})", quantity.value, low, high);
}

std::string exactly(const model::Stated& stated) {
  return fmt::format("{} {}", exactly(stated.quantity), stated.per);
}

std::string words(const Model& model, const model::Zones& zones) {
  if (zones.named.empty()) return std::to_string(zones.count);
  std::vector<std::string> named;
  for (const model::ZoneCopies& each : zones.named) {
    const std::string& name = model.at(each.zone).name;
    named.push_back(each.copies == 0 ? name : fmt::format("{} x {}", name, each.copies));
  }
  return joined(named);
}

std::string words(const model::Needs& needs) {
  switch (needs.rule) {
    case model::Needs::Rule::one:
      return "one";
    case model::Needs::Rule::quorum:
      return "quorum";
    case model::Needs::Rule::all:
      return "all";
    case model::Needs::Rule::number:
      break;
  }
  return std::to_string(needs.number);
}

std::string_view words(model::Access access) {
  if (access == model::Access::read) return "read";
  return access == model::Access::write ? "write" : "";
}

std::string_view sign(model::Call call) {
  if (call == model::Call::sync) return "->";
  return call == model::Call::async ? "~>" : "--";
}

std::string words(const Model& model, const model::Column& column) {
  std::string text = column.type;
  if (column.key) text += " key";
  if (column.partition) text += " partition";
  if (column.references) {
    text += fmt::format(" ref {}.{}", model.tables[column.references.index()].name,
                        column.referenced_column);
  }
  return text;
}

// Gathers the parts, each begun by part() and filled by fact().
class Parts {
 public:
  explicit Parts(const Model& model) : model_(model) {}

  std::vector<Part> take() {
    design();
    quantities();
    kinds();
    groups();
    components();
    flows();
    arrows();
    texts();
    decisions();
    interfaces();
    tables();
    return std::move(parts_);
  }

 private:
  void part(std::string_view sort, std::string name, std::string drawn = {}) {
    parts_.push_back({sort, std::move(name), {}, std::move(drawn)});
  }
  void fact(std::string name, std::string text) {
    if (!text.empty()) parts_.back().facts.push_back({std::move(name), text, text});
  }
  void fact(std::string name, const model::Stated& stated) {
    parts_.back().facts.push_back({std::move(name), words(stated), exactly(stated)});
  }
  template <class Optional>
  void fact_if(std::string name, const Optional& stated) {
    if (stated) fact(std::move(name), *stated);
  }

  // Several prices have one name: they are told together.
  void number(const model::Stated& stated) {
    const std::string name(info(stated.attribute).name);
    std::vector<Fact>& facts = parts_.back().facts;
    if (facts.empty() || facts.back().name != name) return fact(name, stated);
    facts.back().text += ", " + words(stated);
    facts.back().exact += ", " + exactly(stated);
  }

  void attributes(const Attributes& stated) {
    for (const model::Stated& each : stated.numbers) number(each);
    if (stated.scales_least && stated.scales_most) {
      fact("scales", words(*stated.scales_least) + ".." + words(*stated.scales_most));
    }
    if (stated.zones) fact("zones", words(model_, *stated.zones));
    if (stated.needs) fact("needs", words(*stated.needs));
    for (const model::StatedText& text : stated.texts) {
      fact(std::string(info(text.attribute).name), joined(text.values));
    }
  }

  void design() {
    part("design", "");
    fact("title", model_.title);
    fact("description", model_.description);
    attributes(model_.attributes);
  }

  void quantities() {
    for (const model::QuantityBinding& binding : model_.quantities) {
      if (binding.failed) continue;
      part("quantity", binding.path);
      parts_.back().facts.push_back(
          {"value", quantity::text(binding.quantity), exactly(binding.quantity)});
      fact("why", binding.why);
    }
  }

  void kinds() {
    for (const model::Kind& kind : model_.kinds) {
      if (kind.in_stdlib) continue;
      part("kind", kind.name);
      if (kind.parent) fact("parent", model_.kind(kind.parent).name);
      fact("label", kind.label);
      attributes(kind.attributes);
    }
  }

  void groups() {
    for (const model::Group& group : model_.groups) {
      part("group", group.path, group.path);
      fact("kind", model_.kind(group.kind).name);
      fact("label", group.label);
      attributes(group.attributes);
    }
    for (const model::GroupLink& link : model_.group_links) {
      part("link", fmt::format("{} -- {}", model_.at(link.from).path, model_.at(link.to).path));
      fact("label", link.label);
      attributes(link.attributes);
    }
  }

  void components() {
    for (const model::Component& component : model_.components) {
      part("component", component.path, component.path);
      fact("kind", model_.kind(component.kind).name);
      fact("label", component.label);
      attributes(component.attributes);
    }
  }

  void flows() {
    for (const model::Flow& flow : model_.flows) {
      if (flow.path.empty()) continue;
      part("flow", flow.path);
      fact("label", flow.label);
      fact_if("rate", flow.rate);
      attributes(flow.attributes);
    }
  }

  // Named by what makes an arrow the one it is: its flow, ends and visits, call, access, `on`.
  std::string name(const model::Arrow& arrow) const {
    const auto end = [&](model::ComponentId id, std::uint32_t visit) {
      return visit == 0 ? model_.at(id).path : fmt::format("{} ({})", model_.at(id).path, visit);
    };
    std::string text = fmt::format("{} {} {}", end(arrow.from, arrow.from_visit), sign(arrow.call),
                                   end(arrow.to, arrow.to_visit));
    if (arrow.access != model::Access::none) text += fmt::format(" {}", words(arrow.access));
    if (arrow.when != model::When::always && arrow.condition) {
      text += fmt::format(" on {} {}", emit::text(arrow.when), model_.at(arrow.condition).path);
    }
    if (arrow.flow && !model_.at(arrow.flow).path.empty()) {
      text += " in " + model_.at(arrow.flow).path;
    }
    return text;
  }

  void arrows() {
    for (const model::Arrow& arrow : model_.arrows) {
      part("arrow", name(arrow),
           scene::line_id(model_.at(arrow.from).path, model_.at(arrow.to).path, arrow));
      fact("label", arrow.label);
      fact_if("rate", arrow.rate);
      fact_if("ratio", arrow.ratio);
      attributes(arrow.attributes);
    }
  }

  void texts() {
    for (const model::Need& need : model_.needs) {
      part("need", need.flow ? model_.at(need.flow).path + ": " + need.text : need.text);
      fact("why", need.why);
    }
    for (const model::Feature& feature : model_.features) {
      part("feature", feature.text);
      fact("by", joined(paths(feature.flows)));
    }
    for (const model::Remark& remark : model_.assumptions) {
      part("assumption", remark.text);
      fact("why", remark.why);
    }
    for (const model::Remark& remark : model_.deferrals) {
      part("deferral", remark.text);
      fact("why", remark.why);
    }
  }

  std::vector<std::string> paths(const std::vector<model::FlowId>& flows) const {
    std::vector<std::string> found;
    for (const model::FlowId flow : flows) found.push_back(model_.at(flow).path);
    return found;
  }

  void decisions() {
    for (const model::Decision& decision : model_.decisions) {
      part("decision", decision.choice);
      fact("over", joined(decision.over));
      fact("because", decision.because);
      fact("but", decision.but);
      fact("until", decision.until_text);
    }
  }

  void interfaces() {
    for (const model::Endpoint& endpoint : model_.endpoints) {
      part("endpoint", fmt::format("{} {} of {}", endpoint.method, endpoint.path,
                                   model_.at(endpoint.component).path));
      fact("body", endpoint.body);
      fact("by", joined(paths(endpoint.flows)));
      attributes(endpoint.attributes);
    }
  }

  static std::string names(const model::Table& table, const std::vector<std::uint32_t>& columns) {
    std::vector<std::string> found;
    for (const std::uint32_t column : columns) found.push_back(table.columns[column].name);
    return joined(found);
  }

  void tables() {
    for (const model::Table& table : model_.tables) {
      part("table", table.name);
      fact("label", table.label);
      if (table.store) fact("in", model_.at(table.store).path);
      for (const model::Column& column : table.columns) fact(column.name, words(model_, column));
      for (const model::TableIndex& index : table.indexes) {
        fact("index " + names(table, index.columns), "yes");
      }
      for (const model::TableQuery& query : table.queries) {
        fact("query " + quoted(query.text),
             names(table, query.columns) + (query.rate ? " @ " + words(*query.rate) : ""));
      }
      fact_if("rows", table.rows);
      fact_if("retention", table.retention);
    }
  }

  const Model& model_;
  std::vector<Part> parts_;
};

}  // namespace

std::vector<Part> parts_of(const model::Model& model) {
  return Parts(model).take();
}

}  // namespace joist::project

// What is told of components, groups and flows.
#include <cmath>

#include <fmt/format.h>

#include "base/text.hpp"
#include "emit/explanation.hpp"
#include "ide/about.hpp"
#include "quantity/display.hpp"

namespace joist::ide {

namespace {

using model::Attribute;
using model::ComponentId;
using model::FlowId;

std::string factor(double value) {
  return std::isinf(value) ? std::string("never") : quantity::number_text(value) + "x the load";
}

// "(line 41)", with its file where that is another than the root.
std::string place(const project::Project& project, Span span) {
  if (!span.file || span.file.index() < project.root || span.file.index() >= project.files.size()) {
    return "";
  }
  const Source& source = project.sources.at(span.file);
  const auto line = source.position(span.begin).line;
  if (span.file.index() == project.root) return fmt::format(" (line {})", line);
  const std::string& path = source.path();
  return fmt::format(" ({}:{})", path.substr(path.rfind('/') + 1), line);
}

class Statements {
 public:
  Statements(Words& words, const project::Project& project, ComponentId id)
      : words_(words), project_(project), model_(project.base.model), id_(id) {}

  void tell() {
    for (const model::AttributeInfo& info : model::attribute_table()) {
      if ((info.places & model::on_component) != 0) tell(info);
    }
  }

 private:
  void tell(const model::AttributeInfo& info) {
    const model::Component& component = model_.at(id_);
    const model::Attributes& own = component.attributes;
    const model::Kind& kind = model_.kind(component.kind);
    if (info.attribute == Attribute::zones || info.attribute == Attribute::needs ||
        info.attribute == Attribute::scales) {
      if (own.has(info.attribute)) return stated(info, special_span(own, info.attribute));
      if (kind.attributes.has(info.attribute)) {
        inherited(info, kind, special_span(kind.attributes, info.attribute));
      }
      return;
    }
    bool is_own = false;
    for (const model::Stated& number : own.numbers) {
      if (number.attribute == info.attribute) stated(info, number.span);
      is_own = is_own || number.attribute == info.attribute;
    }
    for (const model::StatedText& text : own.texts) {
      if (text.attribute == info.attribute) stated(info, text.span);
      is_own = is_own || text.attribute == info.attribute;
    }
    if (is_own) return;
    if (const model::Stated* number = kind.attributes.number(info.attribute)) {
      line(info, quantity::text(number->quantity), fmt::format("default of `{}`", kind.name));
    } else if (const model::StatedText* text = kind.attributes.text(info.attribute)) {
      if (info.attribute != Attribute::role && info.attribute != Attribute::icon)
        line(info, fmt::format("{}", fmt::join(text->values, ", ")),
             fmt::format("default of `{}`", kind.name));
    }
  }

  static Span special_span(const model::Attributes& attributes, Attribute attribute) {
    if (attribute == Attribute::zones) return attributes.zones->span;
    if (attribute == Attribute::needs) return attributes.needs->span;
    return attributes.scales_least->span;
  }

  void stated(const model::AttributeInfo& info, Span span) {
    if (!span.file) return;
    line(info, std::string(trimmed(project_.sources.text(span))), "stated" + place(project_, span));
  }
  void inherited(const model::AttributeInfo& info, const model::Kind& kind, Span span) {
    if (!span.file) return;
    line(info, std::string(trimmed(project_.sources.text(span))),
         fmt::format("default of `{}`", kind.name));
  }
  void line(const model::AttributeInfo& info, const std::string& value, const std::string& where) {
    words_.item(fmt::format("`{}: {}`, {}", info.name, value, where));
  }

  Words& words_;
  const project::Project& project_;
  const model::Model& model_;
  ComponentId id_;
};

void tell_capacity(Words& words, const analysis::Results& results, ComponentId id) {
  const analysis::CapacityResult& capacity = results.capacity[id.index()];
  if (!capacity.known) return;
  words.item(fmt::format(
      "capacity `{}`, `{}` used at the peak, limited by {}", quantity::rate_text(capacity.capacity),
      quantity::share_text(capacity.utilization), analysis::text(capacity.limited_by)));
  if (capacity.breaks_at) words.item(fmt::format("breaks at `{}`", factor(*capacity.breaks_at)));
  if (capacity.needed && *capacity.needed > capacity.instances) {
    words.item(fmt::format("`{}` are needed with the headroom, `{}` are there",
                           quantity::count_text(*capacity.needed),
                           quantity::count_text(capacity.instances)));
  }
}

void tell_figures(Words& words, const analysis::Results& results, ComponentId id) {
  const std::size_t i = id.index();
  if (i >= results.components.size()) return;
  const analysis::ComponentLoad& load = results.components[i];
  if (load.known) {
    words.item(fmt::format("gets `{}` at the peak, `{}` on average",
                           quantity::rate_text(load.offered), quantity::rate_text(load.mean)));
    if (load.carried < load.offered * 0.9995) {
      words.item(fmt::format("carries `{}` of it", quantity::rate_text(load.carried)));
    }
  }
  if (i < results.capacity.size()) tell_capacity(words, results, id);
  if (i < results.latency.size() && results.latency[i].known) {
    const analysis::Percentiles& times = results.latency[i].response;
    words.item(std::isinf(times.mean)
                   ? std::string("its queue grows without bound")
                   : fmt::format("answers in `{}` on average, `{}` at p99",
                                 quantity::time_text(times.mean), quantity::time_text(times.p99)));
  }
  if (i < results.component_availability.size() && results.component_availability[i].known) {
    words.item(
        fmt::format("available `{}`", quantity::share_text(results.component_availability[i].up)));
  }
  if (i < results.storage.size() && results.storage[i].bytes) {
    words.item(fmt::format("holds `{}`", quantity::data_text(*results.storage[i].bytes)));
  }
  if (i < results.costs.size() && results.costs[i].known) {
    words.item(fmt::format("costs `{}/month`", quantity::money_text(results.costs[i].month)));
  }
}

std::string heading(const std::string& path, std::string_view what, const std::string& label) {
  return fmt::format("{} `{}`{}", what, path, label.empty() ? "" : fmt::format(" \"{}\"", label));
}

}  // namespace

std::string load_text(const project::Stage& stage, ComponentId id) {
  const std::size_t i = id.index();
  if (i >= stage.results.components.size() || !stage.results.components[i].known) return "";
  std::string text = quantity::rate_text(stage.results.components[i].offered);
  if (i < stage.results.capacity.size() && stage.results.capacity[i].known) {
    text += ", " + quantity::share_text(stage.results.capacity[i].utilization) + " used";
  }
  return text;
}

std::string derivation(const project::Project& project, std::string_view figure) {
  std::string text =
      emit::explain(project.sources, project.base.model, project.base.results, figure).text;
  for (std::size_t i = project.root; i < project.sources.size(); ++i) {
    const std::string& path = project.sources.at(FileId(i)).path();
    const std::string folder = path.substr(0, path.rfind('/') + 1);
    if (folder.empty()) continue;
    for (auto at = text.find(folder); at != text.npos; at = text.find(folder, at)) {
      text.erase(at, folder.size());
    }
  }
  return text;
}

void tell_component(Words& words, const project::Project& project, ComponentId id) {
  const model::Model& model = project.base.model;
  const model::Component& component = model.at(id);
  const model::Kind& kind = model.kind(component.kind);
  words.title(heading(component.path, kind.name, component.label));
  if (!component.declared) {
    words.paragraph(fmt::format("Declared nowhere: the arrow makes it, as a `{}`.", kind.name));
  }
  tell_figures(words, project.base.results, id);
  Words stated;
  Statements(stated, project, id).tell();
  if (!stated.empty()) {
    words.title("What is known of it");
    Statements(words, project, id).tell();
  }
  const bool loaded = id.index() < project.base.results.components.size() &&
                      project.base.results.components[id.index()].known;
  if (!loaded) return;
  words.title("How its load comes to be");
  words.code(derivation(project, "component." + component.path + ".load"));
}

void tell_group(Words& words, const project::Project& project, model::GroupId id) {
  const model::Model& model = project.base.model;
  const model::Group& group = model.at(id);
  words.title(heading(group.path, model.kind(group.kind).name, group.label));
  std::size_t components = 0;
  for (const model::Component& component : model.components) {
    for (auto at = component.group; at; at = model.at(at).parent) components += at == id ? 1 : 0;
  }
  words.paragraph(fmt::format("Holds {}{}.", counted(components, "component", "components"),
                              group.domain ? ", which fail together when it does" : ""));
}

void tell_flow(Words& words, const project::Project& project, FlowId id) {
  const model::Flow& flow = project.base.model.at(id);
  const analysis::Results& results = project.base.results;
  words.title(heading(flow.path, "flow", flow.label));
  const std::size_t i = id.index();
  if (i < results.flows.size() && results.flows[i].known) {
    words.item(fmt::format("`{}` at the peak, `{}` on average",
                           quantity::rate_text(results.flows[i].peak),
                           quantity::rate_text(results.flows[i].mean)));
  }
  if (i < results.flow_latency.size() && results.flow_latency[i].latency) {
    const analysis::Percentiles& times = *results.flow_latency[i].latency;
    words.item(fmt::format("answered in `{}` on average, `{}` at p99",
                           quantity::time_text(times.mean), quantity::time_text(times.p99)));
  }
  if (i < results.flow_availability.size() && results.flow_availability[i].known) {
    words.item(
        fmt::format("available `{}`", quantity::share_text(results.flow_availability[i].up)));
  }
  if (i < results.flow_costs.size() && results.flow_costs[i].known) {
    words.item(fmt::format("costs `{}/month`", quantity::money_text(results.flow_costs[i].month)));
  }
  const std::string text = derivation(project, "flow." + flow.path + ".load");
  if (!text.empty()) words.code(text);
}

}  // namespace joist::ide

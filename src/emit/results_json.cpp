// Results as one JSON object; its names are public and change only with its version.
#include "base/json.hpp"
#include "emit/amounts.hpp"
#include "emit/availability.hpp"
#include "emit/cut_sets.hpp"
#include "emit/latency.hpp"
#include "emit/ranges.hpp"
#include "emit/results.hpp"
#include "quantity/dimension.hpp"

namespace joist::emit {

std::string_view text(model::When when) {
  switch (when) {
    case model::When::always:
      return "";
    case model::When::hit:
      return "hit";
    case model::When::miss:
      return "miss";
    case model::When::fail:
      return "fail";
  }
  return "";
}

namespace {

using model::ComponentId;

std::string_view text(model::Call call) {
  switch (call) {
    case model::Call::sync:
      return "sync";
    case model::Call::async:
      return "async";
    case model::Call::relation:
      return "relation";
  }
  return "sync";
}

class ResultsWriter {
 public:
  ResultsWriter(const Analysed& base, const ResultsQuery& query)
      : model_(base.model), results_(base.results), query_(query) {}

  std::string write(const std::vector<Analysed>& stages) {
    json_.object().key("version").integer(1);
    json_.member("design", model_.title);
    quantities(model_);
    components();
    arrows();
    flows();
    loops();
    losses();
    scale();
    write_stages(stages);
    sensitivity();
    write_cost(json_, model_, results_);
    ranges();
    sampled();
    json_.key("findings");
    query_.findings.empty() ? json_.array().close() : json_.written(query_.findings);
    return json_.close().take();
  }

 private:
  void quantities(const model::Model& model) {
    json_.key("quantities").object();
    for (const model::QuantityBinding& binding : model.quantities) {
      if (binding.failed) continue;
      json_.key(binding.path).inline_object().member("value", binding.quantity.value);
      json_.member("unit", base_unit(binding.quantity)).close();
    }
    json_.close();
  }

  // Of the value as written here; counts keep their name.
  static std::string base_unit(const quantity::Quantity& quantity) {
    if (quantity.dimension == quantity::count) return quantity.unit;
    return quantity::symbol(quantity.dimension);
  }

  void ranges() {
    json_.key("ranges").object();
    for (const model::QuantityBinding& binding : model_.quantities) {
      if (binding.failed || binding.quantity.is_exact()) continue;
      const auto range = quantity::interval(binding.quantity);
      json_.key("quantities." + binding.path + ".value").inline_array();
      json_.number(range[0]).number(range[1]).close();
    }
    for (const analysis::Spread& spread : results_.spreads) {
      if (query_.component && spread.component != query_.component) continue;
      json_.key(path(spread)).inline_array().number(spread.low).number(spread.high).close();
    }
    json_.close();
  }

  // How many sample points stand behind ranges without a closed form; 0: they are left out.
  void sampled() {
    json_.key("sampled").inline_object();
    for (std::size_t part = 0; part < results_.sampled.size(); ++part) {
      if (results_.sampled[part]) json_.key(sampled_name(part)).integer(*results_.sampled[part]);
    }
    json_.close();
  }

  std::string path(const analysis::Spread& spread) const {
    std::string subject;
    if (spread.component) subject = "components." + model_.at(spread.component).path + ".";
    if (spread.flow) subject = "flows." + model_.at(spread.flow).path + ".";
    return subject + std::string(spread.figure);
  }

  void sensitivity() {
    if (results_.sensitivity.empty()) return;
    const std::vector<std::string> names = draw_names(model_);
    json_.key("sensitivity").array();
    for (const analysis::Influence& influence : results_.sensitivity) {
      if (query_.component && influence.component != query_.component) continue;
      const std::string subject =
          influence.component ? model_.at(influence.component).path + "." : "";
      json_.inline_object().member("quantity",
                                   influence.draw < names.size() ? names[influence.draw] : "");
      json_.member("of", subject + std::string(influence.figure));
      json_.member("share", influence.share).close();
    }
    json_.close();
  }

  bool is_asked(ComponentId id) const { return !query_.component || query_.component == id; }

  void components() {
    json_.key("components").object();
    for (std::size_t i = 0; i < model_.components.size(); ++i)
      if (is_asked(ComponentId(i))) component(ComponentId(i));
    json_.close();
  }

  void component(ComponentId id) {
    const model::Component& component = model_.at(id);
    json_.key(component.path).object();
    json_.member("kind", model_.kind(component.kind).name).member("role", text(component.role));
    const auto shards = model_.number(id, model::Attribute::shards);
    if (id.index() < results_.capacity.size()) {
      json_.member("instances", results_.capacity[id.index()].instances);
    }
    json_.member("shards", shards != nullptr ? shards->value() : 1.0);
    const auto& placement = results_.redundancy.placement;
    if (id.index() < placement.size() && !placement[id.index()].empty()) {
      json_.key("zones").integer(placement[id.index()].size());
    }
    if (id.index() < results_.components.size()) load(component, results_.components[id.index()]);
    if (id.index() < results_.capacity.size())
      capacity(results_.capacity[id.index()], results_.components[id.index()]);
    if (id.index() < results_.component_availability.size()) {
      const auto& found = results_.component_availability[id.index()];
      if (found.known) write_share(json_, "availability", found.up, found.down);
    }
    write_latency(json_, results_, id);
    write_amounts(json_, model_, results_, id);
    json_.close();
  }

  void load(const model::Component& component, const analysis::ComponentLoad& load) {
    if (!load.known) return;
    json_.member("offered", load.offered).member("carried", load.carried).member("mean", load.mean);
    const bool tells_apart = component.role == model::Role::store ||
                             component.role == model::Role::cache ||
                             component.role == model::Role::queue;
    if (tells_apart) json_.member("reads", load.reads).member("writes", load.writes);
    if (load.shed > 0) json_.member("shed", load.shed);
  }

  // What is reached at a rate that is not known is not idle.
  void capacity(const analysis::CapacityResult& result, const analysis::ComponentLoad& load) {
    if (result.known) {
      json_.member("capacity", result.capacity);
      if (load.known || !load.reached) json_.member("utilization", result.utilization);
      json_.member("limited_by", analysis::text(result.limited_by));
      json_.member("breaks_at", result.breaks_at);
      json_.member("needed", result.needed).member("needed_after_loss", result.needed_after_loss);
    }
    if (result.servers > 0) json_.member("busy", result.busy).member("servers", result.servers);
  }

  void arrows() {
    json_.key("arrows").array();
    for (std::size_t i = 0; i < model_.arrows.size(); ++i) {
      const model::Arrow& arrow = model_.arrows[i];
      const bool touches = is_asked(arrow.from) || is_asked(arrow.to);
      if (touches && selected(query_, model_, arrow.flow)) write_arrow(arrow, i);
    }
    json_.close();
  }

  void write_arrow(const model::Arrow& arrow, std::size_t index) {
    json_.inline_object();
    json_.member("from", model_.at(arrow.from).path).member("to", model_.at(arrow.to).path);
    if (arrow.flow && !model_.at(arrow.flow).path.empty()) {
      json_.member("flow", model_.at(arrow.flow).path);
    }
    json_.member("call", text(arrow.call));
    if (arrow.when != model::When::always && arrow.condition) {
      json_.key("on").inline_object().member("event", emit::text(arrow.when));
      json_.member("of", model_.at(arrow.condition).path).close();
    }
    if (index < results_.arrows.size() && results_.arrows[index].known) {
      const analysis::ArrowLoad& load = results_.arrows[index];
      if (arrow.access != model::Access::none) {
        json_.member("reads", load.reads).member("writes", load.writes);
      }
      json_.member("rate", load.peak).member("mean", load.mean);
      json_.member("bandwidth", load.bandwidth);
    }
    json_.close();
  }

  void flows() {
    json_.key("flows").object();
    for (std::size_t i = 0; i < model_.flows.size(); ++i) {
      const model::FlowId id(i);
      const bool is_used = !model_.at(id).path.empty() || !model_.at(id).arrows.empty();
      if (is_used && selected(query_, model_, id)) flow(id);
    }
    json_.close();
  }

  void flow(model::FlowId id) {
    json_.key(model_.at(id).path).object();
    if (id.index() < results_.flows.size() && results_.flows[id.index()].known) {
      json_.member("rate", results_.flows[id.index()].peak);
      json_.member("mean", results_.flows[id.index()].mean);
    }
    write_availability(json_, model_, results_, id);
    write_latency(json_, model_, results_, id);
    write_cost(json_, model_, results_, id);
    write_cut_sets(json_, model_, results_.redundancy, id);
    json_.close();
  }

  void components_of(std::string_view key, const std::vector<ComponentId>& ids) {
    json_.key(key).inline_array();
    for (const ComponentId id : ids) json_.text(model_.at(id).path);
    json_.close();
  }

  void loops() {
    json_.key("loops").array();
    for (const analysis::Loop& loop : results_.loops) {
      json_.inline_object();
      components_of("ring", loop.ring);
      json_.member("gain", loop.gain);
      if (loop.most) {
        json_.key("rounds").inline_object().member("worst", loop.most);
        json_.member("expected", loop.expected).close();
      }
      if (loop.flow && !model_.at(loop.flow).path.empty()) {
        json_.member("flow", model_.at(loop.flow).path);
      }
      json_.close();
    }
    json_.close();
  }

  // Those that break something; of the others there may be one for every copy of every component.
  void losses() {
    json_.key("losses").array();
    for (const analysis::Loss& loss : results_.redundancy.losses) {
      if (loss.overloaded.empty() && loss.stopped.empty()) continue;
      json_.inline_object().member("lost", loss.name);
      json_.key("down").inline_array();
      for (const analysis::Downed& downed : loss.down)
        if (downed.fault != analysis::Fault::load) json_.text(model_.at(downed.component).path);
      json_.close();
      components_of("overloaded", loss.overloaded);
      json_.key("overload").inline_array();
      for (const double utilization : loss.overload) json_.number(utilization);
      json_.close().key("stopped").inline_array();
      for (const model::FlowId id : loss.stopped) json_.text(model_.at(id).path);
      json_.close().close();
    }
    json_.close();
    json_.member("losses_complete", results_.redundancy.losses_complete);
  }

  void scale() {
    json_.key("scale").array();
    for (const analysis::Break& each : results_.scale) {
      if (!is_asked(each.component)) continue;
      json_.inline_object().member("component", model_.at(each.component).path);
      json_.member("factor", each.factor).member("why", analysis::text(each.why)).close();
    }
    json_.close();
  }

  void write_stages(const std::vector<Analysed>& stages) {
    json_.key("stages").array();
    for (const Analysed& stage : stages) {
      json_.object().member("label", stage.label);
      json_.key("breaks").inline_array();
      for (const ComponentId id : overloaded(stage)) json_.text(stage.model.at(id).path);
      json_.close();
      quantities(stage.model);
      json_.close();
    }
    json_.close();
  }

  const model::Model& model_;
  const analysis::Results& results_;
  const ResultsQuery& query_;
  JsonWriter json_;
};

}  // namespace

std::string results_json(const Analysed& base, const std::vector<Analysed>& stages,
                         const ResultsQuery& query) {
  return ResultsWriter(base, query).write(stages);
}

}  // namespace joist::emit

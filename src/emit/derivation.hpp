// How figures of time, amount and money came to be: a tree of what they are made of, with the line
// of each input.
#pragma once

#include <string>
#include <string_view>

#include "analysis/results.hpp"
#include "base/source.hpp"
#include "model/model.hpp"

namespace joist::emit {

// Lines of a derivation, indented by how deep they stand.
class Derivation {
 public:
  Derivation(const Sources& sources, const model::Model& model, const analysis::Results& results)
      : sources(sources), model(model), results(results) {}

  void line(int depth, const std::string& words);
  // The same with "(file:line)" behind it, where there is one.
  void line(int depth, const std::string& words, Span span);
  // "capacity: 4k/s, the default of `service`"; nothing where it is not stated.
  void stated(int depth, model::ComponentId id, model::Attribute attribute);
  void stated(int depth, const model::Stated& stated);
  // "the middle 90% of the estimates: ..", where the figure is uncertain.
  void spread(model::ComponentId component, model::FlowId flow, std::string_view figure,
              std::string (*text)(double));
  // The same of every figure whose path starts so, each with its path.
  void spreads(model::ComponentId component, model::FlowId flow, std::string_view start,
               std::string (*text)(double));
  std::string name(model::ComponentId id) const { return "`" + model.at(id).path + "`"; }
  std::string take() { return std::move(out_); }

  const Sources& sources;
  const model::Model& model;
  const analysis::Results& results;

 private:
  std::string out_;
};

// Waiting and response of a component; the latency of a flow until its answer, or until all is
// done.
std::string derive_times(Derivation derivation, model::ComponentId id);
std::string derive_times(Derivation derivation, model::FlowId id, bool until_done);
// Calls of a component that state how long they take there.
void write_own_times(Derivation& derivation, model::ComponentId id);
// What a capacity is counted in beside requests, arrow by arrow: sizes, tokens, times stated there.
std::string derive_inputs(Derivation derivation, model::ComponentId id);
// Storage, bandwidth and tokens of a component.
std::string derive_storage(Derivation derivation, model::ComponentId id);
std::string derive_bandwidth(Derivation derivation, model::ComponentId id);
std::string derive_tokens(Derivation derivation, model::ComponentId id);
// Cost of a component, of a flow, of all.
std::string derive_cost(Derivation derivation, model::ComponentId id);
std::string derive_cost(Derivation derivation, model::FlowId id);
std::string derive_cost(Derivation derivation);
std::string derive_attempts(Derivation derivation, model::ComponentId id);
// What stops a flow; what the failing of its parts means for it (of all, or of the one that
// `figure` begins with; empty where there is none); where copies stand; what waits in a queue.
std::string derive_cut_sets(Derivation derivation, model::FlowId flow);
std::string derive_importance(Derivation derivation, model::FlowId flow, std::string_view figure);
std::string derive_places(Derivation derivation, model::ComponentId id);
// "0.001 (0.1^3)": of calls that are made when all attempts of another have failed.
std::string factor_text(const model::Model& model, const model::Arrow& arrow, double factor);
// How many instances are needed, and at which factor on the load it breaks.
std::string needed_text(const model::Model& model, model::ComponentId id,
                        const analysis::CapacityResult& result);
std::string breaks_text(const model::Model& model, model::ComponentId id,
                        const analysis::CapacityResult& result);
// What comes over what can be carried, and what that follows from where no capacity is stated.
std::string derive_quotient(Derivation derivation, model::ComponentId id);
// What a queue's consumers leave, and how long they need to catch up.
std::string derive_backlog(Derivation derivation, model::ComponentId id);

}  // namespace joist::emit

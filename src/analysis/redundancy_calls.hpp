// The calls of one flow by who makes them, and which of them its requests cannot do without.
#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "model/model.hpp"

namespace joist::analysis {

using model::ArrowId;
using model::ComponentId;
using model::FlowId;

class FlowCalls {
 public:
  // `look_aside` by component, see look_aside_caches; may be empty. Keeps references.
  FlowCalls(const model::Model& model, FlowId flow, const std::vector<bool>& look_aside);

  FlowId flow() const { return flow_; }
  std::span<const ArrowId> out_of(ComponentId component, std::uint32_t visit) const;
  // Where the flow begins.
  std::vector<ComponentId> roots() const;
  // Whether the caller waits for it and has nothing else; `siblings` are all its calls, `root` that
  // the flow begins there.
  bool is_needed(const model::Arrow& arrow, std::span<const ArrowId> siblings, bool root) const;
  // What is called when a target of these calls fails.
  std::vector<ArrowId> instead_of(ComponentId target, std::span<const ArrowId> siblings);

 private:
  bool is_root(const model::Arrow& arrow) const;
  bool has_entry() const;
  bool calls_synchronously(ComponentId component) const;
  bool is_aside(const model::Arrow& arrow, std::span<const ArrowId> siblings) const;

  const model::Model& model_;
  FlowId flow_;
  const std::vector<bool>& look_aside_;
  std::vector<ArrowId> outgoing_;             // by who makes them
  std::vector<std::uint64_t> tails_;          // their keys
  std::vector<ComponentId> reached_;          // at visit 0, sorted
  std::uint64_t caller_ = ~std::uint64_t{0};  // whose alternatives these are, by what they replace
  std::unordered_map<std::uint32_t, std::vector<ArrowId>> instead_;
};

// One visit of a component, for writes apart, as one number.
std::uint64_t key(ComponentId component, std::uint32_t visit, bool writes);

// By component: a cache beside the way, which is asked first and whose misses the caller handles.
std::vector<bool> look_aside_caches(const model::Model& model);

}  // namespace joist::analysis

// A flow's success and a component's, written down once more and as plainly as possible, for 64
// states side by side: a bit is set where the thing is down.
#pragma once

#include <cstdint>
#include <vector>

#include "analysis/redundancy.hpp"
#include "model/model.hpp"

namespace joist::testing {

using Word = std::uint64_t;

// What is down spreads along the arrows until nothing changes.
class PlainFlow {
 public:
  PlainFlow(const model::Model& model, model::FlowId flow) : model_(model), flow_(flow) {}

  // `reads` and `writes` by component.
  Word down(const std::vector<Word>& reads, const std::vector<Word>& writes) const;

 private:
  bool is_reached(model::ComponentId id) const;
  bool is_needed(const model::Arrow& arrow) const;
  Word lost(const model::Arrow& arrow) const;
  Word lost(model::ComponentId from) const;
  Word of(const model::Arrow& arrow) const;

  const model::Model& model_;
  model::FlowId flow_;
  mutable std::vector<Word> reads_, writes_, behind_;
};

// Copies one by one, each where it stands, under what is around them.
class PlainCopies {
 public:
  explicit PlainCopies(const analysis::Failures& failures);

  // What can fail and how likely; by number.
  const std::vector<double>& odds() const { return odds_; }
  // By component, where `failed` are down (by number).
  Word reads(model::ComponentId id, const std::vector<Word>& failed) const;
  Word writes(model::ComponentId id, const std::vector<Word>& failed) const;

 private:
  Word around(model::DomainId domain, const std::vector<Word>& failed) const;
  Word copy(model::ComponentId id, std::uint32_t number, const std::vector<Word>& failed) const;
  Word nodes(model::ComponentId id, const std::vector<Word>& failed) const;

  const analysis::Failures& failures_;
  std::vector<double> odds_;
  std::vector<std::uint32_t> first_;   // by component: of its copies
  std::vector<std::uint32_t> domain_;  // by domain
};

}  // namespace joist::testing

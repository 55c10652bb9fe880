// The rows that the requests of one flow come through, callees first, and their times.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

#include "analysis/distribution.hpp"
#include "analysis/latency.hpp"
#include "analysis/latency_calls.hpp"
#include "analysis/loops.hpp"

namespace joist::analysis {

// Rows where the flow's rate enters, with their shares of it.
using Entries = std::vector<std::pair<std::uint32_t, double>>;

// Visits all branches of a row: what follows by how a call ended, too.
template <class Visit>
void each_branch(const std::vector<Step>& steps, const Visit& visit) {
  for (const Step& step : steps) {
    for (const Stride& stride : step.strides) {
      for (const Branch& branch : stride.branches) {
        visit(branch);
        each_branch(branch.then, visit);
      }
    }
  }
}

// Visits where those who make a branch's calls go on, with their shares.
template <class Visit>
void each_way(const Branch& branch, const Visit& visit) {
  if (branch.goes_on > 0) visit(branch.row, branch.goes_on);
  if (branch.goes_on < 1 && branch.otherwise != nowhere)
    visit(branch.otherwise, 1 - branch.goes_on);
}

struct FlowTree {
  // `place`, by row, is `nowhere` throughout, and is again after the tree has gone.
  FlowTree(const std::vector<RowCalls>& calls, const std::vector<Service>& services,
           Entries entries, std::vector<std::uint32_t>& place, bool with_messages = true);
  ~FlowTree();
  FlowTree(const FlowTree&) = delete;
  FlowTree& operator=(const FlowTree&) = delete;

  const std::vector<RowCalls>& calls;
  const std::vector<Service>& services;
  const Entries entries;
  std::vector<std::uint32_t>& place;
  std::vector<std::uint32_t> rows;
  Graph graph;
  StrongParts parts;
  bool has_messages = false;

  const RowCalls& at(std::uint32_t row) const { return calls[row]; }
  const Service& service(std::uint32_t row) const { return services[calls[row].component.index()]; }
  bool is_loop(std::size_t part) const;
  // Some component on the way has a queue that grows without bound.
  bool is_unbounded(bool with_messages) const;

  template <class Visit>
  void each_branch(std::uint32_t row, bool with_messages, const Visit& visit) const {
    analysis::each_branch(calls[row].waited_for, visit);
    if (!with_messages) return;
    for (const Branch& branch : calls[row].messages) visit(branch);
  }
};

// A loop that one arrow with `most` leads back in, and nothing else.
struct LimitedLoop {
  const Branch* again = nullptr;
  std::vector<std::uint32_t> order;  // places of its rows, callees first, apart from that arrow
};
std::optional<LimitedLoop> limited_loop(const FlowTree& tree, std::size_t part);

// A loop that is none without the calls of one of its members.
struct Ring {
  std::uint32_t back = nowhere;
  std::vector<std::uint32_t> order;  // places of the others, callees first
};
std::optional<Ring> ring_of(const FlowTree& tree, std::size_t part);

// A mean: exact while times only add and mix, else an upper bound.
struct MeanTime {
  double value = 0;
  bool is_bound = false;
};
MeanTime mean_until_answer(const FlowTree& tree);
// Likewise, until the last message has been handled; what goes on side by side adds up in the
// bound.
MeanTime mean_until_done(const FlowTree& tree);
// Of the calls that one makes at a row; `behind`: the same by row of those.
MeanTime mean_of_calls(const RowCalls& row, const std::vector<RowCalls>& calls,
                       const std::vector<Service>& services,
                       const std::function<double(std::uint32_t)>& behind);

// The distribution until the answer, or until the last message has been handled.
Masses time_of(const FlowTree& tree, const Grid& grid, bool until_done);
// That of the calls which those make who enter, without what they take themselves.
Masses time_of_calls(const FlowTree& tree, const Grid& grid);

}  // namespace joist::analysis

// Linear systems x = b + M^T x over a sparse graph: topological order outside of loops, small dense
// systems inside them, and what each loop multiplies.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace joist::analysis {

inline constexpr std::uint32_t nowhere = 0xffffffffu;

struct Link {
  std::uint32_t from = 0, to = 0;
};

// Links by tail, compressed: those of node n are links[begin[n]] .. links[begin[n + 1] - 1].
struct Graph {
  std::vector<std::uint32_t> begin;
  std::vector<std::uint32_t> links;  // indices into what the graph was made of
  std::vector<std::uint32_t> to;     // beside `links`

  std::size_t size() const { return begin.size() - 1; }
};
Graph make_graph(std::size_t nodes, std::span<const Link> links);

// Strongly connected parts (Tarjan, SIAM J. Comput. 1972), in topological order.
struct StrongParts {
  std::vector<std::uint32_t> nodes;    // part by part
  std::vector<std::uint32_t> first;    // of each part, in `nodes`; one more at the end
  std::vector<std::uint32_t> part_of;  // by node

  std::size_t size() const { return first.size() - 1; }
  std::span<const std::uint32_t> part(std::size_t index) const {
    return {nodes.data() + first[index], nodes.data() + first[index + 1]};
  }
};
StrongParts strong_parts(const Graph& graph);

// What one loop does. `ring` holds nodes, in the order of the calls.
struct LoopGain {
  std::vector<std::uint32_t> ring;
  double gain = 0;      // of what enters, the part that comes back once: the product along one ring
  bool settles = true;  // false: the spectral radius of its matrix is 1 or more
  bool known = true;    // false: too large to decide
  std::uint32_t most = 0;  // rounds at the most, of the outermost limited call; 0: no limit
};

// Most rounds of a link that leads back, by link; 0 where there is no limit. May be empty.
using Rounds = std::vector<std::uint32_t>;

class LoopPart;

// One matrix, prepared once and solved for many right-hand sides. Links with a coefficient that is
// not a number, and loops that do not settle, make what is behind them not a number.
class LinearSystem {
 public:
  // The graph and its parts are kept by reference; `coefficients` are by link and not negative;
  // `owner` tells which links are one limited call (`rounds` counts for all of its links together).
  LinearSystem(const Graph& graph, const StrongParts& parts, std::span<const double> coefficients,
               const Rounds& rounds, std::span<const std::uint32_t> owner);
  ~LinearSystem();

  // x by node, for b by node. `reached`, by node, tells where b enters and is extended to all that
  // it leads to; elsewhere x is 0.
  std::vector<double> solve(std::vector<double> b, std::vector<char>& reached) const;

  const std::vector<LoopGain>& loops() const { return loops_; }

 private:
  void add_loop(std::uint32_t part, const Rounds& rounds, std::span<const std::uint32_t> owner);

  const Graph& graph_;
  const StrongParts& parts_;
  std::vector<double> coefficients_;  // beside graph.links
  std::vector<std::unique_ptr<const LoopPart>> solvers_;
  std::vector<std::uint32_t> solver_of_;  // by part; nowhere: not a loop
  std::vector<LoopGain> loops_;
};

}  // namespace joist::analysis

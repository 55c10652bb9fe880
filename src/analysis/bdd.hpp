// Boolean functions as reduced ordered binary decision diagrams: equal functions are one node, so
// that probabilities of large functions with shared parts are exact and linear in the nodes.
// R. Bryant, "Graph-based algorithms for Boolean function manipulation", IEEE Trans. Comp. C-35(8),
// 1986; `ite` as in Brace, Rudell, Bryant, "Efficient implementation of a BDD package", DAC 1990.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace joist::analysis {

// Nodes stand behind those they lead to, so that a pass in order of references is bottom-up.
class Bdd {
 public:
  using Ref = std::uint32_t;
  static constexpr Ref zero = 0, one = 1;
  static constexpr Ref over = 0xffffffffu;  // what an operation gives that the limit stopped
  static constexpr std::uint32_t no_level = 0xffffffffu;

  // Operations that would need more nodes than `limit`, or that many steps and more, give `over`;
  // so does every operation on `over`.
  explicit Bdd(std::size_t limit = 4'000'000);

  // "If the variable then high else low"; both must lie behind `level`.
  Ref node(std::uint32_t level, Ref low, Ref high);
  Ref variable(std::uint32_t level) { return node(level, zero, one); }
  // "If f then g else h".
  Ref ite(Ref f, Ref g, Ref h);
  Ref both(Ref f, Ref g) { return ite(f, g, zero); }
  Ref either(Ref f, Ref g) { return ite(f, one, g); }
  // True where at least so many of the functions are.
  Ref at_least(std::uint32_t least, std::span<const Ref> functions);
  // The function where the variable of that level has the value.
  Ref restricted(Ref f, std::uint32_t level, bool value);

  std::uint32_t level(Ref f) const { return nodes_[f].level; }
  Ref low(Ref f) const { return nodes_[f].low; }
  Ref high(Ref f) const { return nodes_[f].high; }
  std::size_t size() const { return nodes_.size(); }
  // The nodes of a function but for the constants, bottom-up.
  std::vector<Ref> nodes_of(Ref f) const;
  // No work is left: every operation gives `over`.
  bool exhausted() const { return steps_ >= step_limit_; }

 private:
  struct Node {
    std::uint32_t level;
    Ref low, high;
  };
  struct Cached {
    Ref f = over, g = over, h = over, result = over;
  };
  struct Frame {
    Ref f, g, h, low;
    std::uint32_t level;
    std::uint8_t stage;
  };

  Ref top(Ref f, std::uint32_t level, bool value) const;
  bool simple(Frame& frame, Ref& result) const;
  Cached& cached(const Frame& frame);
  void grow();

  std::vector<Node> nodes_;
  std::vector<Ref> table_;  // open addressing; zero where empty
  std::vector<Cached> cache_;
  std::vector<Frame> stack_;
  std::size_t limit_, steps_ = 0, step_limit_;
};

}  // namespace joist::analysis

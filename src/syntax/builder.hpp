// Builds the preorder table of nodes while the grammar runs, and takes back what was tried in vain.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <vector>

#include "syntax/tree.hpp"

namespace joist::syntax {

// Thrown when a text has more constructs than a tree may hold; caught by parse().
struct TooManyNodes {};

class Builder {
 public:
  static constexpr std::size_t max_nodes = std::size_t{1} << 25;

  Builder(std::string_view text, const std::vector<Comment>& comments)
      : text_(text), comments_(comments), marks_(1 << 12) {
    nodes_.reserve(std::min(max_nodes, text.size() / 6 + 16));
  }

  // A node whose children follow; `close` ends it, `drop` takes it back with all it holds.
  void open(Kind kind, std::uint32_t at) {
    if (nodes_.size() >= max_nodes) throw TooManyNodes{};
    mark(at);
    nodes_.push_back({kind, at, at, 0});
  }
  void close(std::uint32_t at) {
    Node& node = nodes_[marks_[--depth_].index];
    node.end = trimmed(at);
    if (node.kind == Kind::unclosed) node.begin = node.end;
    node.end = std::max(node.begin, node.end);
    node.next = static_cast<std::uint32_t>(nodes_.size());
  }
  // A place to come back to; a node is put there by `wrap` only if it has something of its own.
  void mark(std::uint32_t at) {
    if (depth_ == marks_.size()) marks_.resize(2 * depth_);
    marks_[depth_++] = {static_cast<std::uint32_t>(nodes_.size()), at};
  }
  void keep() { --depth_; }
  void drop() { nodes_.resize(marks_[--depth_].index); }
  void wrap(Kind kind, std::uint32_t at);

  // Keeps the statements of the file that were finished, and ends the tree behind them.
  void cut();

  // `at` without the blanks and the comment before it.
  std::uint32_t trimmed(std::uint32_t at);

  std::size_t size() const { return nodes_.size(); }
  std::vector<Node> take() { return std::move(nodes_); }

 private:
  struct Mark {
    std::uint32_t index;
    std::uint32_t begin;
  };

  std::string_view text_;
  const std::vector<Comment>& comments_;
  std::vector<Node> nodes_;
  std::vector<Mark> marks_;  // the first `depth_`
  std::size_t depth_ = 0;
  std::uint32_t trimmed_at_ = 0;  // the last question to `trimmed` and its answer
  std::uint32_t trimmed_to_ = 0;
};

}  // namespace joist::syntax

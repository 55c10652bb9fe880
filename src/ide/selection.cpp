// Walks down the tree to the place, and lists what it passes.
#include "ide/selection.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace joist::ide {
namespace {

using syntax::Kind;
using syntax::Node;

bool holds(const Node& node, std::uint32_t offset) {
  return node.begin <= offset && offset <= node.end;
}

// Without the braces, and the blanks inside them.
Span inside(const syntax::File& file, std::string_view text, const Node& block) {
  const std::uint32_t end =
      block.end > block.begin && text[block.end - 1] == '}' ? block.end - 1 : block.end;
  const std::string_view words = trimmed(text.substr(block.begin + 1, end - block.begin - 1));
  const auto begin = static_cast<std::uint32_t>(words.data() - text.data());
  return {file.id, begin, begin + static_cast<std::uint32_t>(words.size())};
}

}  // namespace

std::vector<Span> selections(const Spot& spot) {
  const syntax::File& file = spot.tree();
  const std::string_view text = file.text;
  std::vector<Span> outside_in;
  const auto add = [&](const Span& span) {
    if (outside_in.empty() || (encloses(outside_in.back(), span) && !(outside_in.back() == span)))
      outside_in.push_back(span);
  };
  if (file.nodes.empty()) return {};
  for (std::uint32_t node = 0; node < file.nodes.size();) {
    const Node& here = file.nodes[node];
    add({file.id, here.begin, here.end});
    const bool braced =
        here.kind == Kind::block && here.end > here.begin && text[here.begin] == '{';
    if (braced && holds(here, spot.offset)) {
      const Span words = inside(file, text, here);
      if (words.begin <= spot.offset && spot.offset <= words.end) add(words);
    }
    // Of two that touch at the place the one behind it counts, as for the word under a cursor.
    std::uint32_t next = here.next;
    for (std::uint32_t child = node + 1; child < here.next; child = file.nodes[child].next)
      if (holds(file.nodes[child], spot.offset)) next = child;
    if (next == here.next) break;
    node = next;
  }
  std::reverse(outside_in.begin(), outside_in.end());
  return outside_in;
}

}  // namespace joist::ide

// Builds the preorder table of nodes while the grammar runs.
#include "syntax/builder.hpp"

#include <algorithm>

namespace joist::syntax {

void Builder::wrap(Kind kind, std::uint32_t at) {
  const Mark mark = marks_[--depth_];
  const std::uint32_t size = static_cast<std::uint32_t>(nodes_.size());
  const std::uint32_t end = std::max(mark.begin, trimmed(at));
  if (mark.index < size) {
    const Node& child = nodes_[mark.index];
    if (child.next == size && child.begin == mark.begin && child.end == end) return;
  }
  nodes_.insert(nodes_.begin() + mark.index, Node{kind, mark.begin, end, size + 1});
  for (std::size_t i = mark.index + 1; i < nodes_.size(); ++i) ++nodes_[i].next;
}

void Builder::cut() {
  std::uint32_t at = 1;
  while (at < nodes_.size() && nodes_[at].next != 0) at = nodes_[at].next;
  nodes_.resize(at);
  depth_ = 0;
  nodes_[0].next = at;
}

std::uint32_t Builder::trimmed(std::uint32_t at) {
  if (at == trimmed_at_) return trimmed_to_;
  std::uint32_t end = at;
  if (at == text_.size() || text_[at] == '\n') {
    const auto behind =
        std::lower_bound(comments_.begin(), comments_.end(), at,
                         [](const Comment& c, std::uint32_t p) { return c.begin < p; });
    if (behind != comments_.begin()) {
      const Comment& last = behind[-1];
      const std::string_view rest = text_.substr(last.end, at - std::min(at, last.end));
      if (rest.find_first_not_of(" \t\r\xc2\xa0") == std::string_view::npos) end = last.begin;
    }
  }
  while (end > 0) {
    const char before = text_[end - 1];
    if (before == ' ' || before == '\t' || before == '\r') {
      --end;
    } else if (before == '\xa0' && end >= 2 && text_[end - 2] == '\xc2') {
      end -= 2;
    } else {
      break;
    }
  }
  trimmed_at_ = at;
  trimmed_to_ = end;
  return end;
}

}  // namespace joist::syntax

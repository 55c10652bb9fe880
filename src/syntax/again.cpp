// Finds what of a tree an edit leaves as it is. A statement is read by what stands from its begin
// on, and well-formed ones look no further than at the first words of the next: so all that stands
// before the statement in front of the change stays, and all that follows from where a statement
// begins behind the change as it did before.
#include "syntax/again.hpp"

#include <algorithm>

#include "grammar/characters.hpp"
#include "syntax/scan.hpp"

namespace joist::syntax {

namespace {

// The bytes that differ: `[begin, old_end)` became `[begin, new_end)`.
struct Change {
  std::uint32_t begin = 0, old_end = 0, new_end = 0;
};

Change change_between(std::string_view before, std::string_view now) {
  const std::size_t shorter = std::min(before.size(), now.size());
  const auto* const differ =
      std::mismatch(before.data(), before.data() + shorter, now.data()).first;
  const auto begin = static_cast<std::size_t>(differ - before.data());
  std::size_t same = 0;
  while (same < shorter - begin && before[before.size() - 1 - same] == now[now.size() - 1 - same]) {
    ++same;
  }
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(before.size() - same),
          static_cast<std::uint32_t>(now.size() - same)};
}

// The innermost block of statements around a change, or the file.
class Surroundings {
 public:
  Surroundings(const File& before, Change change) : file_(before), change_(change) {
    for (std::uint32_t i = 1; i < file_.nodes.size();) {
      const Node& node = file_.nodes[i];
      if (node.begin > change_.begin) break;
      if (!holds(node) || has_own_lines(node)) {
        i = node.next;
        continue;
      }
      path_.push_back(i);
      if (node.kind == Kind::block) blocks_.push_back(path_.size() - 1);
      ++i;
    }
    if (!blocks_.empty()) path_.resize(blocks_.back() + 1);
    if (blocks_.empty()) path_.clear();
  }

  // From the file's node to the block's.
  const std::vector<std::uint32_t>& path() const { return path_; }
  std::uint32_t block() const { return path_.empty() ? 0 : path_.back(); }
  std::uint32_t depth() const { return static_cast<std::uint32_t>(blocks_.size()); }
  // Where the block's brace stands, or the file ends.
  std::uint32_t close() const {
    return path_.empty() ? static_cast<std::uint32_t>(file_.text.size())
                         : file_.nodes[block()].end - 1;
  }

 private:
  bool holds(const Node& node) const {
    return node.begin < change_.begin && change_.old_end < node.end;
  }
  // What stands in their blocks are no statements.
  static bool has_own_lines(const Node& node) {
    return node.kind == Kind::endpoints || node.kind == Kind::table || node.kind == Kind::view;
  }

  const File& file_;
  Change change_;
  std::vector<std::uint32_t> path_;
  std::vector<std::size_t> blocks_;  // places in `path_`
};

// The statements of the block by the index of their nodes: those that are parsed anew begin at
// `first`, and those that may stay at the earliest at `rest`.
struct Statements {
  std::vector<std::uint32_t> nodes;
  std::size_t first = 0, rest = 0;
};

Statements statements_around(const File& before, std::uint32_t block, Change change) {
  Statements found;
  for (const Ref statement : Ref(before, block)) found.nodes.push_back(statement.index());
  const auto begin = [&](std::size_t i) { return before.nodes[found.nodes[i]].begin; };
  while (found.rest < found.nodes.size() && begin(found.rest) <= change.begin) ++found.rest;
  found.first = std::max<std::size_t>(found.rest, 2) - 2;
  while (found.rest < found.nodes.size() && begin(found.rest) < change.old_end) ++found.rest;
  return found;
}

// Where the first statement of a block may begin.
std::uint32_t inside(std::string_view text, const File& before, std::uint32_t block) {
  const char* brace = text.data() + before.nodes[block].begin;
  const char* at = grammar::trivia_end(brace + (block == 0 ? 0 : 1), text.data() + text.size());
  return static_cast<std::uint32_t>(at - text.data());
}

// Puts the new nodes in the place of the old ones from `first` to `last`.
std::vector<Node> spliced(const File& before, const std::vector<std::uint32_t>& path,
                          std::uint32_t first, std::uint32_t last, const Parsed& parsed,
                          std::uint32_t longer) {
  const auto more = static_cast<std::uint32_t>(parsed.nodes.size()) - (last - first);
  std::vector<Node> nodes;
  nodes.reserve(before.nodes.size() + parsed.nodes.size());
  nodes.assign(before.nodes.begin(), before.nodes.begin() + first);
  for (const std::uint32_t around : path) {
    nodes[around].end += longer;
    nodes[around].next += more;
  }
  for (Node node : parsed.nodes) {
    node.next += first;
    nodes.push_back(node);
  }
  for (std::size_t i = last; i < before.nodes.size(); ++i) {
    const Node& node = before.nodes[i];
    nodes.push_back({node.kind, node.begin + longer, node.end + longer, node.next + more});
  }
  nodes[0].next = static_cast<std::uint32_t>(nodes.size());
  return nodes;
}

// Where what may have changed begins, comments included.
std::uint32_t scanned_from(const File& before, std::uint32_t block, const Statements& statements) {
  if (statements.first > 0) return before.nodes[statements.nodes[statements.first]].begin;
  return block == 0 ? 0 : before.nodes[block].begin + 1;
}

// Those before and behind what was looked at stay.
std::vector<Comment> comments_again(const File& before, std::uint32_t from, StretchScan seen,
                                    std::uint32_t longer) {
  const auto begins_before = [](const Comment& comment, std::uint32_t at) {
    return comment.begin < at;
  };
  const auto& old = before.comments;
  const auto first = std::lower_bound(old.begin(), old.end(), from, begins_before);
  const auto rest = std::lower_bound(first, old.end(), seen.end - longer, begins_before);
  std::vector<Comment> comments(old.begin(), first);
  comments.insert(comments.end(), seen.comments.begin(), seen.comments.end());
  for (auto comment = rest; comment != old.end(); ++comment) {
    comments.push_back({comment->begin + longer, comment->end + longer});
  }
  return comments;
}

bool has_mark(std::string_view text) {
  return text.starts_with("\xef\xbb\xbf");
}

}  // namespace

std::optional<Again> read_again(const File& before, std::string_view text) {
  const bool sound = before.findings.empty() && before.braces_balance && !before.mended;
  if (!sound || has_mark(text) || has_mark(before.text)) return std::nullopt;
  const Change change = change_between(before.text, text);
  const std::uint32_t longer = change.new_end - change.old_end;  // wraps where it is shorter
  const Surroundings around(before, change);
  const Statements statements = statements_around(before, around.block(), change);
  const auto begin = [&](std::size_t i) { return before.nodes[statements.nodes[i]].begin; };
  Stretch stretch;
  stretch.depth = around.depth();
  stretch.begin =
      statements.first == 0 ? inside(text, before, around.block()) : begin(statements.first);
  for (std::size_t i = statements.rest; i < statements.nodes.size(); ++i) {
    stretch.stops.push_back(begin(i) + longer);
  }
  stretch.stops.push_back(around.close() + longer);
  const std::uint32_t from = scanned_from(before, around.block(), statements);
  std::optional<StretchScan> seen = scan_stretch(text, from, stretch.stops);
  if (!seen) return std::nullopt;
  Again again;
  again.comments = comments_again(before, from, *std::move(seen), longer);
  const std::optional<Parsed> parsed = parse_stretch(text, again.comments, stretch);
  if (!parsed) return std::nullopt;
  const std::uint32_t behind = before.nodes[around.block()].next;
  const auto stop = std::lower_bound(stretch.stops.begin(), stretch.stops.end(), parsed->end) -
                    stretch.stops.begin();
  const std::size_t rest = statements.rest + static_cast<std::size_t>(stop);
  const auto node = [&](std::size_t i) {
    return i < statements.nodes.size() ? statements.nodes[i] : behind;
  };
  again.first = node(statements.first);
  again.last = again.first + static_cast<std::uint32_t>(parsed->nodes.size());
  again.around = around.path();
  again.nodes = spliced(before, again.around, again.first, node(rest), *parsed, longer);
  again.nodes[0].end = static_cast<std::uint32_t>(text.size());
  return again;
}

}  // namespace joist::syntax

// Statements and blocks as lines.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "format/align.hpp"
#include "format/tokens.hpp"
#include "syntax/tree.hpp"

namespace joist::format {

inline constexpr std::size_t max_width = 100;

class Layout {
 public:
  explicit Layout(const syntax::File& file) : file_(file) {}

  std::string whole_file();

  // A block on one line, `{ a: 1, b: 2 }`, if it may be and has at most `room` columns.
  std::optional<std::string> one_line(const Token& block, std::size_t room);
  // From its `{` to its `}`, on several lines; `indent` is that of the line the `{` stands on.
  std::string opened(const Token& block, std::size_t indent);
  // A row of tokens on one line, if it may be and has at most `room` columns.
  std::optional<std::string> flat(const Token* begin, const Token* end, std::size_t room);

  std::string_view text() const { return file_.text; }
  std::string_view comment(std::size_t index) const;
  // True if there is a line end in these bytes.
  bool line_end_in(std::uint32_t begin, std::uint32_t end) const;

 private:
  // Items that come behind byte `from`, and behind the comments `before`, as lines with line ends.
  std::string body(const std::vector<Item>& list, std::uint32_t from, std::size_t indent,
                   Comments before);
  Entry statement(syntax::Ref node, std::size_t indent);
  Entry verbatim(const Item& item) const;
  bool empty_line_in(std::uint32_t begin, std::uint32_t end) const;

  const syntax::File& file_;
};

}  // namespace joist::format

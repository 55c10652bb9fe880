// The canonical form of a design, and the check that it says the same.
#include "format/format.hpp"

#include <algorithm>

#include "base/lines.hpp"
#include "format/layout.hpp"

namespace joist::format {

using syntax::File;
using syntax::Ref;

namespace {

bool same_tokens(const File& a, Ref left, const File& b, Ref right);

std::string_view text_of(const File& file, const Item& item) {
  return file.text.substr(item.begin, item.end - item.begin);
}

bool equal_but_returns(std::string_view a, std::string_view b) {
  std::string left(a);
  std::string right(b);
  left.erase(std::remove(left.begin(), left.end(), '\r'), left.end());
  right.erase(std::remove(right.begin(), right.end(), '\r'), right.end());
  return left == right;
}

std::vector<Item> without_comments(Items items) {
  std::vector<Item>& list = items.items;
  list.erase(std::remove_if(list.begin(), list.end(),
                            [](const Item& item) { return item.sort == Item::Sort::comment; }),
             list.end());
  return std::move(list);
}

bool same_items(const File& a, Ref left, const File& b, Ref right) {
  const std::vector<Item> x = without_comments(items(a, left));
  const std::vector<Item> y = without_comments(items(b, right));
  if (x.size() != y.size()) return false;
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (x[i].sort != y[i].sort) return false;
    const bool equal = x[i].sort == Item::Sort::verbatim
                           ? equal_but_returns(text_of(a, x[i]), text_of(b, y[i]))
                           : same_tokens(a, x[i].node, b, y[i].node);
    if (!equal) return false;
  }
  return true;
}

bool same_tokens(const File& a, Ref left, const File& b, Ref right) {
  if (left.kind() != right.kind()) return false;
  const std::vector<Token> x = tokens(a, left);
  const std::vector<Token> y = tokens(b, right);
  if (x.size() != y.size()) return false;
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (x[i].kind != y[i].kind || x[i].parent != y[i].parent || x[i].text != y[i].text)
      return false;
    if (x[i].block && !same_items(a, Ref(a, x[i].block), b, Ref(b, y[i].block))) return false;
  }
  return true;
}

bool same_comments(const File& a, const File& b) {
  if (a.comments.size() != b.comments.size()) return false;
  for (std::size_t i = 0; i < a.comments.size(); ++i) {
    const syntax::Comment& x = a.comments[i];
    const syntax::Comment& y = b.comments[i];
    if (a.text.substr(x.begin, x.end - x.begin) != b.text.substr(y.begin, y.end - y.begin)) {
      return false;
    }
  }
  return true;
}

}  // namespace

bool same(const File& a, const File& b) {
  return same_comments(a, b) && same_items(a, a.root(), b, b.root());
}

std::string format(const File& file) {
  std::string text = Layout(file).whole_file();
  const File again = syntax::parse(file.id, text);
  const bool settled = file.findings.empty() || Layout(again).whole_file() == text;
  if (!settled || !same(file, again)) return std::string(file.text);
  return with_line_ends_of(file.text, text);
}

}  // namespace joist::format

// The syntax tree: every construct of one file in reading order, as a flat table of nodes over the
// text, with the comments beside it. Made by parse(); resolve and format read it and never change
// it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/finding.hpp"
#include "base/span.hpp"

namespace joist::syntax {

// One for each capitalised rule of the grammar that leaves a node. A rule that only groups (an
// expression of one operand, a list of one) leaves none: its single child stands in its place.
enum class Kind : std::uint8_t {
  file,
  // lexical
  name,    // a name being declared
  qname,   // a name being used, maybe qualified: `us.a.api`
  string,  // with its quotes
  number,  // with `$`, magnitude and unit: `$0.20/hour`
  rule_name,
  unit_expr,  // after `in`
  // expressions
  plus,
  minus,
  times,
  divide,
  over,
  compare,  // operators, as leaves
  sum,
  product,
  share,
  unary,
  power,
  range,
  about,
  call,
  function,
  condition,
  // attributes
  attribute,
  key,
  value,
  item,
  allow_attribute,
  // statements
  statement,  // only where a comma follows an attribute: `a: 1,`
  binding,
  design,
  import,
  kind,
  type_of,
  unit,
  component,
  flow,
  feature,
  need,
  survive,
  assume,
  defer,
  decide,
  clause,
  stage,
  allow,
  remove,
  // arrows
  connection,
  nodes,
  arrow,
  targets,
  alternative /* `|` */,
  target,
  label,
  rate,
  ratio,
  access,
  on,
  // endpoints, tables, views
  endpoints,
  endpoint_line,
  endpoint,
  method,
  path,
  table,
  table_line,
  index,
  query,
  column,
  type,
  flag,
  view,
  view_line,
  pick,
  selector,
  names,
  block,
  // what did not parse
  bad,       // a whole statement
  junk,      // the rest of a statement that began well
  stray,     // a `}` without a `{`
  unclosed,  // stands where the `}` of a block is missing
};

struct Node {
  Kind kind = Kind::file;
  std::uint32_t begin = 0;  // bytes; trailing blanks and comments are not part of a node
  std::uint32_t end = 0;
  std::uint32_t next = 0;  // index of the first node behind this subtree
};

struct Comment {
  std::uint32_t begin = 0;  // at the `#`
  std::uint32_t end = 0;    // before the line end, trailing blanks cut
};

struct File;

// A place in the tree. Cheap to copy; valid as long as its File is.
class Ref {
 public:
  Ref() = default;
  Ref(const File& file, std::uint32_t index) : file_(&file), index_(index) {}

  explicit operator bool() const { return file_ != nullptr; }
  Kind kind() const;
  bool is(Kind k) const { return kind() == k; }
  Span span() const;
  std::string_view text() const;
  std::uint32_t index() const { return index_; }
  const File& file() const { return *file_; }

  Ref first() const;           // first child, or empty
  Ref child(Kind kind) const;  // first child of that kind, or empty
  bool has(Kind kind) const { return static_cast<bool>(child(kind)); }
  friend bool operator==(const Ref&, const Ref&) = default;

  class Iterator {
   public:
    Iterator(const File& file, std::uint32_t at) : file_(&file), at_(at) {}
    Ref operator*() const { return {*file_, at_}; }
    Iterator& operator++();
    friend bool operator==(const Iterator&, const Iterator&) = default;

   private:
    const File* file_;
    std::uint32_t at_;
  };
  // Children in order: `for (Ref child : ref)`.
  Iterator begin() const;
  Iterator end() const;

 private:
  const File* file_ = nullptr;
  std::uint32_t index_ = 0;
};

// `nodes[0]` is the file itself. `text` must outlive the File: it is held by Sources or, where
// broken statements were mended for reading, by the File.
struct File {
  FileId id;
  std::string_view text;
  std::shared_ptr<const std::string> mended;  // as long as the text it stands for, byte by byte
  std::vector<Node> nodes;                    // preorder
  std::vector<Comment> comments;
  std::vector<Finding> findings;  // syntax findings, by place
  bool braces_balance = true;
  bool leans_on_text = false;  // there is no finding of some node because of what stands elsewhere

  Ref root() const { return {*this, 0}; }
};

// Asked for each node of a text, again and again: here, where callers see through them.
inline Kind Ref::kind() const {
  return file_->nodes[index_].kind;
}
inline Span Ref::span() const {
  const Node& node = file_->nodes[index_];
  return {file_->id, node.begin, node.end};
}
inline std::string_view Ref::text() const {
  const Node& node = file_->nodes[index_];
  return {file_->text.data() + node.begin, node.end - node.begin};
}
inline Ref Ref::first() const {
  return file_->nodes[index_].next > index_ + 1 ? Ref(*file_, index_ + 1) : Ref();
}
inline Ref::Iterator& Ref::Iterator::operator++() {
  at_ = file_->nodes[at_].next;
  return *this;
}
inline Ref::Iterator Ref::begin() const {
  return {*file_, index_ + 1};
}
inline Ref::Iterator Ref::end() const {
  return {*file_, file_->nodes[index_].next};
}
inline Ref Ref::child(Kind kind) const {
  for (Ref child : *this) {
    if (child.is(kind)) return child;
  }
  return {};
}

// Parses any bytes; never throws on bad input. Linear in the size of the text.
File parse(FileId id, std::string_view text);

// Parses, and reads broken statements on as their fixes would have them written, where that fits in
// place: the findings stay, and what was meant is in the tree. A text of another language
// (Mermaid, YAML, ...) gives one finding and an empty tree.
File read(FileId id, std::string_view text);

// What an arrow means. Look-alikes of other notations (`<-`, `=>`, `-->`, `→`, ...) stand in the
// tree with their own text; ask here, never compare the text.
struct ArrowSense {
  enum class Sort : std::uint8_t { call, message, relation };
  Sort sort = Sort::call;
  bool reversed = false;   // `a <- b`: b calls a
  bool lookalike = false;  // not one of the language's own three
};
ArrowSense arrow_sense(std::string_view arrow);

// A name or qualified name as the language would write it: where a `name` or `qname` node holds
// hyphens (`api-gateway`, which has its finding), they are taken as `_`.
std::string plain_name(std::string_view name);

// The value of a string literal: quotes off, escapes resolved, the common indent of `"""` removed.
std::string string_value(std::string_view literal);

// The tree in the notation of the grammar's tests: `(Connection Q‹a› -> (Target Q‹b›))`.
std::string notation(const File& file);
// The same, a line for each statement of the file.
std::vector<std::string> notation_lines(const File& file);

}  // namespace joist::syntax

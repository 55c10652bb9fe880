// Names by what they stand for, everything else by its node.
#include "ide/highlighting.hpp"

#include <algorithm>
#include <cctype>
#include <optional>

namespace joist::ide {

namespace {

using Sort = Highlight::Sort;
using syntax::Kind;
using syntax::Ref;

Sort sort_of(model::Noun noun) {
  constexpr Sort sorts[] = {Sort::component, Sort::group,  Sort::flow, Sort::quantity,
                            Sort::table,     Sort::column, Sort::kind, Sort::view};
  return sorts[static_cast<std::size_t>(noun)];
}

std::optional<Sort> sort_of(Kind kind) {
  switch (kind) {
    case Kind::string:
      return Sort::text;
    case Kind::number:
      return Sort::number;
    case Kind::key:
      return Sort::attribute;
    case Kind::rule_name:
      return Sort::rule;
    case Kind::arrow:
      return Sort::arrow;
    case Kind::function:
      return Sort::function;
    case Kind::access:
    case Kind::over:
    case Kind::method:
      return Sort::keyword;
    default:
      return std::nullopt;
  }
}

// Nodes that begin with a word of the language.
bool begins_with_word(Kind kind) {
  switch (kind) {
    case Kind::design:
    case Kind::import:
    case Kind::kind:
    case Kind::type_of:
    case Kind::unit:
    case Kind::flow:
    case Kind::feature:
    case Kind::need:
    case Kind::survive:
    case Kind::assume:
    case Kind::defer:
    case Kind::decide:
    case Kind::clause:
    case Kind::endpoints:
    case Kind::table:
    case Kind::stage:
    case Kind::view:
    case Kind::allow:
    case Kind::allow_attribute:
    case Kind::remove:
    case Kind::on:
    case Kind::ratio:
    case Kind::index:
    case Kind::query:
    case Kind::flag:
    case Kind::pick:
      return true;
    default:
      return false;
  }
}

class Collector {
 public:
  Collector(const syntax::File& file) : file_(file) {}

  void add(Sort sort, Span span, bool declares = false, bool standard = false) {
    if (span.begin < span.end) found_.push_back({sort, span, declares, standard});
  }

  // A text or comment over several lines is one for each.
  void add_lines(Sort sort, Span span) {
    std::uint32_t begin = span.begin;
    for (std::uint32_t at = span.begin; at <= span.end; ++at) {
      if (at < span.end && file_.text[at] != '\n') continue;
      const bool returns = at > begin && file_.text[at - 1] == '\r';
      add(sort, {span.file, begin, returns ? at - 1 : at});
      begin = at + 1;
    }
  }

  void add_word(Span span) {
    std::uint32_t end = span.begin;
    while (end < span.end && std::isalpha(static_cast<unsigned char>(file_.text[end])) != 0) ++end;
    add(Sort::keyword, {span.file, span.begin, end});
  }

  void add_nodes() {
    for (std::uint32_t i = 0; i < file_.nodes.size(); ++i) {
      const Ref node(file_, i);
      if (begins_with_word(node.kind())) add_word(node.span());
      if (const auto sort = sort_of(node.kind())) add_lines(*sort, node.span());
    }
    for (const syntax::Comment& comment : file_.comments) {
      add(Sort::comment, {file_.id, comment.begin, comment.end});
    }
  }

  // Names were added first and stay; what lies over one of two goes.
  std::vector<Highlight> take() {
    std::stable_sort(found_.begin(), found_.end(), [](const Highlight& a, const Highlight& b) {
      return a.span.begin < b.span.begin;
    });
    std::vector<Highlight> apart;
    for (const Highlight& each : found_) {
      if (apart.empty() || apart.back().span.end <= each.span.begin) apart.push_back(each);
    }
    return apart;
  }

 private:
  const syntax::File& file_;
  std::vector<Highlight> found_;
};

}  // namespace

std::vector<Highlight> highlights(const Design& design, FileId file) {
  Collector collector(design.now->files[file.index()]);
  for (const model::Reference& name : design.now->references) {
    if (name.use.file != file) continue;
    collector.add(sort_of(name.noun), name.use, name.use == name.declaration,
                  name.declaration.file.index() < design.now->root);
  }
  collector.add_nodes();
  return collector.take();
}

}  // namespace joist::ide

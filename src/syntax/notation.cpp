// The tree as text, for tests and for whoever wants to see what was understood.
#include <iterator>
#include <string>

#include "syntax/tree.hpp"

namespace joist::syntax {

namespace {

// A leaf is written by its letter and text (`Q‹a›`), raw, or as a node without children.
enum class Form : std::uint8_t { node, letter, raw };

struct Style {
  std::string_view name;
  Form form = Form::node;
};

constexpr Style styles[] = {
    {"File"},
    {"N", Form::letter},
    {"Q", Form::letter},
    {"S", Form::letter},
    {"N", Form::letter},
    {"R", Form::letter},
    {"U", Form::letter},
    {"", Form::raw},
    {"", Form::raw},
    {"", Form::raw},
    {"", Form::raw},
    {"", Form::raw},
    {"", Form::raw},
    {"Expr"},
    {"Prod"},
    {"Share"},
    {"Unary"},
    {"Power"},
    {"Range"},
    {"About"},
    {"Call"},
    {"F", Form::letter},
    {"Cond"},
    {"Attr"},
    {"", Form::raw},
    {"Value"},
    {"Item"},
    {"AllowAttr"},
    {"Stmt"},
    {"Binding"},
    {"Design"},
    {"Import"},
    {"Kind"},
    {"TypeOf"},
    {"Unit"},
    {"Component"},
    {"Flow"},
    {"Feature"},
    {"Need"},
    {"Survive"},
    {"Assume"},
    {"Defer"},
    {"Decide"},
    {"Clause"},
    {"Stage"},
    {"Allow"},
    {"Remove"},
    {"Connection"},
    {"Nodes"},
    {"", Form::raw},
    {"Targets"},
    {"", Form::raw},
    {"Target"},
    {"Label"},
    {"Rate"},
    {"Ratio"},
    {"Access"},
    {"On"},
    {"Endpoints"},
    {"ELine"},
    {"Endpoint"},
    {"M", Form::letter},
    {"P", Form::letter},
    {"Table"},
    {"TLine"},
    {"Index"},
    {"Query"},
    {"Column"},
    {"Type", Form::raw},
    {"Flag"},
    {"View"},
    {"VLine"},
    {"Pick"},
    {"S", Form::letter},
    {"Names"},
    {"Block"},
    {"Bad"},
    {"Junk"},
    {"Stray"},
    {"Unclosed"},
};
static_assert(std::size(styles) == static_cast<std::size_t>(Kind::unclosed) + 1);

class Writer {
 public:
  explicit Writer(const File& file) : file_(file) {}

  std::string write(Ref ref) {
    out_.clear();
    node(ref);
    return out_;
  }

 private:
  void piece(std::string_view text) {
    if (!out_.empty()) out_ += ' ';
    out_ += text;
  }

  // The tokens between two nodes, comments left out.
  void raw(std::uint32_t begin, std::uint32_t end) {
    const std::string_view text = file_.text;
    for (std::uint32_t at = begin; at < end;) {
      while (comment_ < file_.comments.size() && file_.comments[comment_].end <= at) ++comment_;
      if (comment_ < file_.comments.size() && file_.comments[comment_].begin <= at) {
        at = file_.comments[comment_].end;
        continue;
      }
      if (blank(at)) {
        ++at;
        continue;
      }
      std::uint32_t stop = at;
      while (stop < end && !blank(stop) && !alone(text[stop])) ++stop;
      if (stop == at) stop = at + 1;
      piece(text.substr(at, stop - at));
      at = stop;
    }
  }

  static bool alone(char c) {
    return std::string_view("#(),:;{}").find(c) != std::string_view::npos;
  }

  bool blank(std::uint32_t at) const {
    const char c = file_.text[at];
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' ||
           (c == '\xc2' && at + 1 < file_.text.size() && file_.text[at + 1] == '\xa0') ||
           (c == '\xa0' && at > 0 && file_.text[at - 1] == '\xc2');
  }

  void node(Ref ref) {
    const Style& style = styles[static_cast<std::size_t>(ref.kind())];
    if (style.form == Form::letter) {
      piece(std::string(style.name) + "‹" + std::string(ref.text()) + "›");
      return;
    }
    if (style.form == Form::raw && !ref.first()) {
      raw(ref.span().begin, ref.span().end);
      return;
    }
    piece("(");
    out_ += style.name;
    std::uint32_t at = ref.span().begin;
    for (Ref child : ref) {
      if (!ref.is(Kind::about)) raw(at, child.span().begin);
      node(child);
      at = child.span().end;
    }
    raw(at, ref.span().end);
    out_ += ')';
  }

  const File& file_;
  std::string out_;
  std::size_t comment_ = 0;
};

}  // namespace

std::string notation(const File& file) {
  return Writer(file).write(file.root());
}

std::vector<std::string> notation_lines(const File& file) {
  Writer writer(file);
  std::vector<std::string> lines;
  for (Ref statement : file.root()) lines.push_back(writer.write(statement));
  return lines;
}

}  // namespace joist::syntax

// A small reader of C++ text.
#include "tests/cpp_scan.hpp"

#include <algorithm>
#include <cctype>
#include <string_view>

#include <doctest/doctest.h>

namespace joist::tests {

namespace {

class Scanner {
 public:
  explicit Scanner(const std::string& text) : text_(text) { result_.code = text; }

  Scan run() {
    while (at_ < text_.size()) {
      if (starts("//")) {
        blank(end_of("\n"));
      } else if (starts("/*")) {
        blank(end_of("*/"));
      } else if (starts("R\"")) {
        raw_string();
      } else if (text_[at_] == '"') {
        quoted('"');
      } else if (text_[at_] == '\'' && !(at_ > 0 && std::isalnum(byte(at_ - 1)))) {
        quoted('\'');
      } else {
        ++at_;
      }
    }
    return std::move(result_);
  }

 private:
  unsigned char byte(std::size_t at) const { return static_cast<unsigned char>(text_[at]); }
  bool starts(std::string_view with) const { return text_.compare(at_, with.size(), with) == 0; }

  std::size_t end_of(std::string_view closing) const {
    const auto found = text_.find(closing, at_ + 2);
    if (found == std::string::npos) return text_.size();
    return closing == "\n" ? found : found + closing.size();
  }

  void blank(std::size_t end) {
    for (; at_ < end; ++at_) {
      if (text_[at_] != '\n') result_.code[at_] = ' ';
    }
  }

  void raw_string() {
    const auto open = text_.find('(', at_);
    const std::string closing = ")" + text_.substr(at_ + 2, open - at_ - 2) + "\"";
    const auto close = text_.find(closing, open);
    result_.literals.push_back(text_.substr(open + 1, close - open - 1));
    blank(std::min(close + closing.size(), text_.size()));
  }

  void quoted(char quote) {
    std::size_t end = at_ + 1;
    while (end < text_.size() && text_[end] != quote) end += text_[end] == '\\' ? 2 : 1;
    if (quote == '"') result_.literals.push_back(text_.substr(at_ + 1, end - at_ - 1));
    blank(std::min(end + 1, text_.size()));
  }

  const std::string& text_;
  std::size_t at_ = 0;
  Scan result_;
};

enum class Brace { scope, value, body };

bool mentions(std::string_view text, std::string_view word) {
  for (auto at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    const auto is_part = [&](std::size_t i) {
      return i < text.size() &&
             (std::isalnum(static_cast<unsigned char>(text[i])) || text[i] == '_');
    };
    if (!is_part(at - 1) && !is_part(at + word.size())) return true;
  }
  return false;
}

bool is_access(std::string_view statement) {
  const auto first = std::min(statement.find_first_not_of(" \n"), statement.size());
  const std::string_view word = statement.substr(first);
  return word == "public" || word == "private" || word == "protected";
}

bool assigns(std::string_view statement) {
  const auto last = statement.find_last_not_of(" \n");
  return last != std::string_view::npos && statement[last] == '=';
}

Brace brace_after(std::string_view statement) {
  for (const std::string_view word : {"namespace", "class", "struct", "enum", "union"}) {
    const bool is_head = statement.find('(') == std::string_view::npos;
    if (mentions(statement, word) && is_head) return Brace::scope;
  }
  const bool has_parameters = statement.find(')') != std::string_view::npos;
  const bool has_blank =
      !statement.empty() && (statement.back() == ' ' || statement.back() == '\n');
  return has_parameters && has_blank && !assigns(statement) ? Brace::body : Brace::value;
}

struct Open {
  Brace kind;
  std::size_t line;
  bool is_table;
};

}  // namespace

Scan scan(const std::string& text) {
  return Scanner(text).run();
}

std::vector<Function> functions(const std::string& code) {
  std::vector<Function> found;
  std::vector<Open> open;
  std::size_t begin = 0, line = 1, head = 1;
  const auto in_body = [&] {
    return std::any_of(open.begin(), open.end(),
                       [](const Open& o) { return o.kind == Brace::body; });
  };
  for (std::size_t at = 0; at < code.size(); ++at) {
    const char c = code[at];
    const bool statement_starts = code.find_first_not_of(" \n", begin) == at;
    if (statement_starts && !in_body()) head = line;
    if (c == '\n') ++line;
    if (c == '{') {
      const std::string_view statement = std::string_view(code).substr(begin, at - begin);
      const Brace kind = brace_after(statement);
      if (kind == Brace::body && !in_body()) found.push_back({head, 0});
      open.push_back({kind, line, assigns(statement)});
      if (kind != Brace::value) begin = at + 1;
    } else if (c == '}' && !open.empty()) {
      const Open closed = open.back();
      open.pop_back();
      // The rows of a table are data, wherever they stand.
      if (closed.is_table && in_body()) found.back().table_lines += line - closed.line;
      if (closed.kind == Brace::body && !in_body()) {
        found.back().lines = line - found.back().line + 1 - found.back().table_lines;
      }
      if (closed.kind != Brace::value) begin = at + 1;
    } else if (c == ';' ||
               (c == ':' && is_access(std::string_view(code).substr(begin, at - begin)))) {
      begin = at + 1;
    }
  }
  return found;
}

}  // namespace joist::tests

using namespace joist::tests;

TEST_CASE("functions are measured from head to closing brace") {
  const std::string code =
      "namespace a {\n\nclass B {\n public:\n  B() : x_{1}, y_(2) {\n    if (x_) {\n    }\n  }\n"
      "  int get() const { return x_; }\n};\n\nconst T t{\n    .f = [](int i) {\n      return i;\n"
      "    }};\n\nint long_head(int a,\n              int b) {\n  return a;\n}\n}\n";
  const auto found = functions(scan(code).code);
  const auto tables = functions("int f() {\n  static int t[] = {\n    1,\n    2,\n  };\n}\n");
  CHECK(tables.at(0).lines == 3);
  REQUIRE(found.size() == 4);
  CHECK(found[0].lines == 4);
  CHECK(found[1].lines == 1);
  CHECK(found[3].line == 17);
  CHECK(found[3].lines == 4);
}

TEST_CASE("string literals are read, comments are not") {
  const Scan result =
      scan("a(\"x\\\"y\"); // \"no\"\nchar c = '\"'; auto r = R\"~(raw \")~\"; 1'000");
  CHECK(result.literals == std::vector<std::string>{"x\\\"y", "raw \""});
  CHECK(result.code.find("no") == std::string::npos);
}

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

Brace brace_after(std::string_view statement) {
  for (const std::string_view word : {"namespace", "class", "struct", "enum", "union"}) {
    const bool is_head = statement.find('(') == std::string_view::npos;
    if (mentions(statement, word) && is_head) return Brace::scope;
  }
  const bool has_parameters = statement.find(')') != std::string_view::npos;
  const bool has_blank =
      !statement.empty() && (statement.back() == ' ' || statement.back() == '\n');
  const auto last = statement.find_last_not_of(" \n");
  const bool assigns = last != std::string_view::npos && statement[last] == '=';
  return has_parameters && has_blank && !assigns ? Brace::body : Brace::value;
}

}  // namespace

Scan scan(const std::string& text) {
  return Scanner(text).run();
}

std::vector<Function> functions(const std::string& code) {
  std::vector<Function> found;
  std::vector<Brace> open;
  std::size_t begin = 0, line = 1, head = 1;
  const auto in_body = [&] { return std::count(open.begin(), open.end(), Brace::body) > 0; };
  for (std::size_t at = 0; at < code.size(); ++at) {
    const char c = code[at];
    const bool statement_starts = code.find_first_not_of(" \n", begin) == at;
    if (statement_starts && !in_body()) head = line;
    if (c == '\n') ++line;
    if (c == '{') {
      const Brace kind = brace_after(std::string_view(code).substr(begin, at - begin));
      if (kind == Brace::body && !in_body()) found.push_back({head, 0});
      open.push_back(kind);
      if (kind != Brace::value) begin = at + 1;
    } else if (c == '}' && !open.empty()) {
      const Brace kind = open.back();
      open.pop_back();
      if (kind == Brace::body && !in_body()) found.back().lines = line - found.back().line + 1;
      if (kind != Brace::value) begin = at + 1;
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

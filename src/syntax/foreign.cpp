// Texts that were written for another program, told by how they begin, and how each is written
// here.
#include <algorithm>
#include <iterator>
#include <vector>

#include <fmt/format.h>

#include "base/text.hpp"
#include "syntax/mend.hpp"
#include "syntax/pieces.hpp"

namespace joist::syntax {

namespace g = grammar;

namespace {

struct Line {
  std::uint32_t begin = 0;
  std::string_view text;  // without blanks around it
  bool indented = false;
};

// The first lines that hold something; those that begin with `#` left out.
std::vector<Line> first_lines(std::string_view text) {
  constexpr std::size_t most = 40;
  std::vector<Line> lines;
  std::size_t at = text.starts_with("\xef\xbb\xbf") ? 3 : 0;
  while (at < text.size() && at < 1 << 14 && lines.size() < most) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view whole = text.substr(at, std::min<std::size_t>(end - at, 400));
    const std::string_view line = trimmed(whole);
    if (!line.empty() && line.front() != '#') {
      const bool indented = whole.front() == ' ' || whole.front() == '\t';
      lines.push_back({static_cast<std::uint32_t>(line.data() - text.data()), line, indented});
    }
    at = end + 1;
  }
  return lines;
}

bool word_at_start(std::string_view line, std::string_view word) {
  return line.starts_with(word) &&
         (line.size() == word.size() ||
          !(g::ascii_letter(line[word.size()]) || g::ascii_digit(line[word.size()])));
}

std::string_view behind(std::string_view line, std::string_view word) {
  return word_at_start(line, word) ? trimmed(line.substr(word.size())) : std::string_view();
}

using Lines = std::vector<Line>;

// `digraph G {`, `strict graph {`; the brace may stand on the next line.
bool is_dot(const Lines& lines) {
  std::string_view head = lines[0].text;
  if (word_at_start(head, "strict")) head = trimmed(head.substr(6));
  const bool digraph = word_at_start(head, "digraph");
  if (!digraph && !word_at_start(head, "graph")) return false;
  const std::string_view rest = trimmed(head.substr(digraph ? 7 : 5));
  const std::size_t brace = rest.find('{');
  if (brace != rest.npos) return rest.substr(0, brace).find("->") == rest.npos;
  return lines.size() > 1 && lines[1].text.front() == '{';
}

bool is_mermaid(const Lines& lines) {
  const std::string_view head = lines[0].text;
  if (head.starts_with("%%{") || head.starts_with("%% ")) return true;
  for (const std::string_view word : {"graph", "flowchart", "flowchart-elk"}) {
    const std::string_view way = behind(head, word).substr(0, 2);
    if (one_of(way, {"TD", "TB", "BT", "RL", "LR"})) return true;
  }
  for (const std::string_view word :
       {"sequenceDiagram", "classDiagram", "stateDiagram", "erDiagram", "C4Context", "C4Container",
        "architecture-beta", "block-beta", "gitGraph"}) {
    if (head.starts_with(word)) return true;
  }
  return false;
}

bool is_plantuml(const Lines& lines) {
  const std::string_view head = lines[0].text;
  return head.starts_with("@start") || head.starts_with("!include") ||
         head.starts_with("skinparam ");
}

bool is_markdown(const Lines& lines) {
  return std::any_of(lines.begin(), lines.end(),
                     [](const Line& line) { return line.text.starts_with("```"); });
}

bool is_json(const Lines& lines) {
  std::string_view head = lines[0].text;
  if (head.front() != '{' && head.front() != '[') return false;
  const bool object = head.front() == '{';
  head = trimmed(head.substr(1));
  if (head.empty() && lines.size() > 1) head = lines[1].text;
  const std::string_view next = object ? "\"}" : "\"{[]";
  return head.empty() || next.find(head.front()) != next.npos;
}

bool is_xml(const Lines& lines) {
  const std::string_view head = lines[0].text;
  return head.size() > 1 && head[0] == '<' &&
         (head[1] == '?' || head[1] == '!' || g::ascii_letter(head[1]));
}

bool is_structurizr(const Lines& lines) {
  const std::string_view rest = behind(lines[0].text, "workspace");
  return !rest.empty() && (rest.front() == '{' || rest.front() == '"');
}

// `resource "aws_instance" "web" {`
bool is_terraform(const Lines& lines) {
  for (const Line& line : lines) {
    for (const std::string_view word : {"resource", "provider", "terraform", "data", "variable"}) {
      const std::string_view rest = behind(line.text, word);
      if (!rest.empty() && rest.back() == '{' && (rest.front() == '"' || word == "terraform")) {
        return true;
      }
    }
    return false;
  }
  return false;
}

bool is_sql(const Lines& lines) {
  std::string head(lines[0].text.substr(0, 16));
  for (char& c : head) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return head.starts_with("create table") || head.starts_with("create database");
}

bool is_program(const Lines& lines) {
  const std::string_view head = lines[0].text;
  const bool python = head.starts_with("from ") && head.find(" import ") != head.npos;
  return python || head.starts_with("#include") || head.starts_with("package ") ||
         head.starts_with("def ") || head.starts_with("public class ");
}

// `NAME: {`, `shape: cylinder`, `a.style.fill: red`
bool is_d2(const Lines& lines) {
  for (const Line& line : lines) {
    const std::size_t colon = line.text.find(':');
    if (colon == line.text.npos) continue;
    const std::string_view key = trimmed(line.text.substr(0, colon));
    const std::string_view value = trimmed(line.text.substr(colon + 1));
    if (key == "shape" || key.starts_with("style.") || key.find(".style.") != key.npos) return true;
    if (value == "{" && key.find(' ') == key.npos && key.find('"') == key.npos) return true;
  }
  return false;
}

// `key:` with indented lines behind it, `- item`
bool is_yaml(const Lines& lines) {
  std::size_t signs = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string_view text = lines[i].text;
    if (i == 0 && text == "---") return true;
    if (text.find_first_of("{}") != text.npos && !text.starts_with("- ")) return false;
    const bool opens = text.back() == ':' && text.find(' ') == text.npos && i + 1 < lines.size() &&
                       (lines[i + 1].indented || lines[i + 1].text.starts_with("- "));
    const bool item = text.starts_with("- ");
    if (opens || item) ++signs;
  }
  return signs >= 2 || (signs == 1 && lines.size() <= 4);
}

struct Language {
  std::string_view name;
  bool (*is)(const Lines& lines);
  bool certain;  // told even where everything could be parsed
  std::string_view here;
};

constexpr Language languages[] = {
    {"Mermaid", is_mermaid, true,
     "leave out the first line; write `A[Web]` as `service a \"Web\"`, and `A -->|reads| B` as "
     "`a -> b \"reads\"`"},
    {"Graphviz DOT", is_dot, true,
     "leave out `digraph {` and its `}`; `a -> b` stays, `a [label=\"Web\"]` is `service a "
     "\"Web\"`, "
     "a cluster is `group a { ... }`"},
    {"PlantUML", is_plantuml, true,
     "leave out the lines with `@`; write `database \"Orders\" as db` as `postgres db \"Orders\"`, "
     "and "
     "`a --> b : reads` as `a -> b \"reads\"`"},
    {"JSON", is_json, false,
     "write a line for each component, `service api { replicas: 3 }`, and for its calls, `api -> "
     "db`"},
    {"XML", is_xml, false,
     "write a line for each component, `service api { replicas: 3 }`, and for its calls, `api -> "
     "db`"},
    {"Structurizr", is_structurizr, false,
     "leave out `workspace` and `model`; write `api = container \"API\"` as `service api \"API\"`; "
     "`a -> b \"Uses\"` stays"},
    {"Terraform", is_terraform, false,
     "write a component as `KIND NAME`: `service api { replicas: 3 }`, and its calls as `api -> "
     "db`"},
    {"SQL", is_sql, false, "write `table users in db { id bigint key }`, a line for each column"},
    {"Markdown", is_markdown, false,
     "name the file `.md`, and its blocks between ```joist and ``` are read; here, leave out what "
     "is "
     "around them"},
    {"a program", is_program, false,
     "a design says what there is and what it calls: `service api`, `api -> db`"},
    {"D2", is_d2, false,
     "write `x: Web { shape: cylinder }` as `postgres x \"Web\"`, and `x -> y: reads` as "
     "`x -> y \"reads\"`; styles follow from kinds"},
    {"YAML", is_yaml, false,
     "write a component with its attributes in braces, `service web { replicas: 3 }`, and its "
     "calls "
     "as `web -> db`"},
};

}  // namespace

std::optional<Finding> foreign_language(const File& file) {
  const bool broken = std::any_of(file.findings.begin(), file.findings.end(), [](const Finding& f) {
    return f.severity == Severity::error && f.rule != "hyphenated-name";
  });
  const Lines lines = first_lines(file.text);
  if (lines.empty()) return {};
  for (const Language& language : languages) {
    if ((!broken && !language.certain) || !language.is(lines)) continue;
    Finding finding;
    finding.rule = "foreign-language";
    finding.span = {file.id, lines[0].begin,
                    lines[0].begin + static_cast<std::uint32_t>(lines[0].text.size())};
    finding.message = fmt::format("this looks like {}, and was not read", language.name);
    finding.help = language.here;
    return finding;
  }
  return {};
}

}  // namespace joist::syntax

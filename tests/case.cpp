// Reads cases and writes them anew from what was seen.
#include "case.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <fmt/format.h>

#include "base/lines.hpp"
#include "base/text.hpp"

namespace joist::cases {

namespace {

bool is_expectation(std::string_view line) {
  return line.starts_with("#!") || line.starts_with("#=");
}

struct Place {
  std::size_t line = 0;    // from 0
  std::size_t column = 1;  // in bytes
};

Place place(std::string_view text, std::size_t offset) {
  offset = std::min(offset, text.size());
  const std::string_view before = text.substr(0, offset);
  const std::size_t start = before.rfind('\n') + 1;  // npos + 1 is 0
  return {static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n')),
          offset - start + 1};
}

// "13-20", "13" for no more than one byte, "13-+2:20" where it ends two lines on; with the line in
// front, "+1:13-20", where it is not `base`.
std::string columns(std::string_view text, Span span, std::size_t base) {
  const Place begin = place(text, span.begin);
  const Place last = place(text, std::max(span.begin + 1, span.end) - 1);
  std::string at;
  if (begin.line != base) {
    at = fmt::format("{:+}:", static_cast<long>(begin.line) - static_cast<long>(base));
  }
  at += std::to_string(begin.column);
  if (last.line != begin.line)
    return at + fmt::format("-+{}:{}", last.line - begin.line, last.column);
  return last.column == begin.column ? at : at + fmt::format("-{}", last.column);
}

std::string_view word(Severity severity) {
  switch (severity) {
    case Severity::note:
      return "note";
    case Severity::warning:
      return "warning";
    case Severity::error:
      return "error";
  }
  return "";
}

// What one fix does: "fix (safe): write `->` 3-5 `->`".
std::string fix_line(std::string_view text, const Fix& fix, std::size_t base) {
  std::string line = fmt::format("  fix{}: {};", fix.safe ? " (safe)" : "", fix.title);
  for (const Edit& edit : fix.edits) {
    line += fmt::format(" {} {}", columns(text, edit.span, base), joist::quoted(edit.text));
  }
  return line;
}

void append_expectation(std::string& file, std::string_view mark, std::string_view text) {
  if (!file.empty() && file.back() != '\n') file += '\n';
  file += mark;
  if (!text.empty()) file += ' ';
  file += text;
  file += '\n';
}

}  // namespace

Case read_case(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << in.rdbuf();
  Case result{path, bytes.str(), {}};
  for (std::string_view line : whole_lines(result.file)) {
    if (!is_expectation(line)) result.text += line;
  }
  return result;
}

std::vector<std::string> find_cases(const std::string& directory) {
  std::vector<std::string> paths;
  if (!std::filesystem::is_directory(directory)) return paths;
  for (const auto& entry : std::filesystem::directory_iterator(directory)) {
    if (entry.path().extension() == ".joist") paths.push_back(entry.path().string());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

std::vector<std::string> finding_lines(std::string_view text, const Finding& finding,
                                       bool details) {
  const std::size_t base = place(text, finding.span.begin).line;
  std::vector<std::string> lines;
  lines.push_back(fmt::format("{}[{}] {} {}", word(finding.severity), finding.rule,
                              columns(text, finding.span, base), finding.message));
  if (!finding.stage.empty()) lines.back() += fmt::format(" (in {})", joist::quoted(finding.stage));
  if (finding.allowed)
    lines.back() += fmt::format(" (allowed: {})", joist::quoted(*finding.allowed));
  if (!details) return lines;
  for (const Label& label : finding.labels) {
    lines.push_back(fmt::format("  label: {} {}", columns(text, label.span, base), label.text));
  }
  for (const std::string& note : finding.notes) lines.push_back("  note: " + note);
  if (finding.chance) lines.push_back(fmt::format("  chance: {:.1f}%", *finding.chance * 100));
  if (!finding.help.empty()) lines.push_back("  help: " + finding.help);
  for (const Fix& fix : finding.fixes) lines.push_back(fix_line(text, fix, base));
  return lines;
}

std::string expected_file(const Case& input, const Outcome& outcome, bool details) {
  std::vector<const Finding*> findings;
  for (const Finding& finding : outcome.findings) findings.push_back(&finding);
  std::stable_sort(findings.begin(), findings.end(), [](const Finding* a, const Finding* b) {
    return std::tie(a->span.begin, a->rule, a->message) <
           std::tie(b->span.begin, b->rule, b->message);
  });
  std::string file;
  std::size_t next = 0;
  std::size_t line_number = 0;
  const auto write = [&](const Finding& finding) {
    for (const std::string& line : finding_lines(input.text, finding, details)) {
      append_expectation(file, "#!", line);
    }
  };
  for (std::string_view line : whole_lines(input.text)) {
    file += line;
    while (next < findings.size() &&
           place(input.text, findings[next]->span.begin).line == line_number) {
      write(*findings[next++]);
    }
    ++line_number;
  }
  while (next < findings.size()) write(*findings[next++]);
  std::string_view snapshot = outcome.snapshot;
  if (snapshot.ends_with('\n')) snapshot.remove_suffix(1);
  if (!snapshot.empty()) {
    for (std::string_view line : split(snapshot, '\n')) append_expectation(file, "#=", line);
  }
  return file;
}

std::string difference(std::string_view expected, std::string_view seen) {
  const std::vector<std::string_view> a = split(expected, '\n');
  const std::vector<std::string_view> b = split(seen, '\n');
  std::size_t from = 0;
  while (from < a.size() && from < b.size() && a[from] == b[from]) ++from;
  std::size_t a_end = a.size();
  std::size_t b_end = b.size();
  while (a_end > from && b_end > from && a[a_end - 1] == b[b_end - 1]) {
    --a_end;
    --b_end;
  }
  std::string text;
  for (std::size_t i = from; i < std::min(a_end, from + 12); ++i) {
    text += fmt::format("{:>4} expected  {}\n", i + 1, a[i]);
  }
  for (std::size_t i = from; i < std::min(b_end, from + 12); ++i) {
    text += fmt::format("{:>4} seen      {}\n", i + 1, b[i]);
  }
  return text;
}

}  // namespace joist::cases

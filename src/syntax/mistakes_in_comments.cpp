// Mistakes in comments: those of other languages.
#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "base/text.hpp"
#include "syntax/look.hpp"
#include "syntax/mistakes.hpp"

namespace joist::syntax {

// `// text`, `-- text`
Found comment_sign(const Broken& broken) {
  Look look(broken, broken.node.begin);
  const bool slashes = look.starts("//");
  bool dashes = false;
  if (!broken.junk() && look.starts("-- ")) {  // a relation has one name behind it
    Look words(broken, look.at + 3);
    words.name();
    words.blanks();
    dashes = !words.name().empty();
  }
  if (!slashes && !dashes) return {};
  Finding finding = finding_at(broken, look.at, look.at + 2);
  finding.message = fmt::format("`{}` begins no comment here", slashes ? "//" : "--");
  help(finding, "a comment begins with `#` and ends with its line", {{finding.span, "#"}}, true);
  finding.fixes.back().title = "write `#`";
  return finding;
}

// `/* text */`, over lines or not
Found comment_block(const Broken& broken) {
  Look look(broken, broken.node.begin);
  if (!look.starts("/*")) return {};
  const std::string_view text = broken.file.text;
  const std::size_t close = text.substr(0, look.at + looked_at).find("*/", look.at + 2);
  const auto end =
      close == text.npos ? line_stop(broken, look.at) : static_cast<std::uint32_t>(close) + 2;
  Finding finding = finding_at(broken, look.at, look.at + 2);
  finding.message = "`/*` begins no comment here";
  finding.help = "a comment begins with `#` and ends with its line";
  const std::string_view rest = text.substr(end, text.find('\n', end) - end);
  std::string lines;
  std::string blanks;
  for (std::string_view line : split(broken.at(look.at, end), '\n')) {
    if (!blanks.empty()) blanks += '\n';
    blanks += std::string(line.size(), ' ');
    line = trimmed(line);
    if (line.ends_with("*/")) line.remove_suffix(2);
    if (line.starts_with("/*")) line.remove_prefix(2);
    while (line.starts_with('*')) line.remove_prefix(1);
    if (!trimmed(line).empty())
      lines += fmt::format("{}# {}", lines.empty() ? "" : "\n", trimmed(line));
  }
  finding.fixes.push_back({"", true, {{span(broken, look.at, end), blanks}}});
  if (trimmed(rest).empty()) {
    finding.fixes.push_back(
        {"write `#` before each line", true, {{span(broken, look.at, end), lines}}});
  }
  return finding;
}

}  // namespace joist::syntax

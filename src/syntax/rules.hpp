// The rules whose findings come from reading a text, for those who explain rules.
#pragma once

#include <string_view>

#include "base/finding.hpp"

namespace joist::syntax {

struct RuleInfo {
  std::string_view name;
  Severity severity = Severity::error;
  std::string_view summary;
  std::string_view why;
  std::string_view bad;   // a design in which the rule has something to say
  std::string_view good;  // the same, mended
};

// clang-format off
inline constexpr RuleInfo rules[] = {
    {"syntax", Severity::error, "a statement does not parse",
     "What could not be read is left out of the design, and with it everything that was to be checked about it. "
     "Only the one statement is lost; the others are read as usual.",
     "service api { replicas 2 }\n", "service api { replicas: 2 }\n"},
    {"lookalike-arrow", Severity::warning, "an arrow of another notation",
     "The language has three arrows: `->` a call that waits, `~>` a message that does not, `--` a relation without "
     "traffic. Others are read as the nearest of these, but a reader cannot tell which one was meant.",
     "web => api\n", "web -> api\n"},
    {"hyphenated-name", Severity::error, "a name with a hyphen",
     "In an expression `api-load` is a subtraction, so names have no hyphens anywhere; `_` does the same.",
     "web -> api-gateway\n", "web -> api_gateway\n"},
    {"unclosed-block", Severity::error, "a `{` without its `}`",
     "Everything up to the next line that begins at column 1 was read as part of the block.",
     "flow read @ 5k rps {\n  web -> api\n\nservice api\n", "flow read @ 5k rps {\n  web -> api\n}\n\nservice api\n"},
    {"stray-brace", Severity::error, "a `}` without its `{`",
     "Either the `{` is missing, or the block ends earlier than it seems.",
     "web -> api\n}\n", "web -> api\n"},
    {"unclosed-string", Severity::error, "a text in quotes that has no end",
     "A text in `\"` ends on its line; one of several lines stands in `\"\"\"`.",
     "service api \"Front door\n", "service api \"Front door\"\n"},
    {"unquoted-text", Severity::error, "a text that is not one name, without quotes",
     "A bare value is a name, a number or an expression; where it goes on after that, it was meant as text.",
     "service api { note: fast path }\n", "service api { note: \"fast path\" }\n"},
    {"lookalike-character", Severity::error, "characters of a word processor or another keyboard",
     "Curly quotes, full-width punctuation and invisible blanks look like what is meant, and are read as that; but "
     "other programs, searches and people will take them for something else.",
     "service api “Front door”\n", "service api \"Front door\"\n"},
    {"foreign-language", Severity::error, "a text of another language",
     "The text begins as one of Mermaid, Graphviz, PlantUML, D2, YAML, JSON or the like does. Read as Joist it would give "
     "a finding for every line.",
     "graph TD\n  A[Web] --> B(API)\n", "service a \"Web\"\nservice b \"API\"\na -> b\n"},
    {"deep-nesting", Severity::error, "blocks or parentheses nested too deep",
     "What is nested deeper than 200 levels is passed over, so that no text can exhaust the program.",
     "", ""},
    {"long-name", Severity::error, "a name of more than 256 bytes",
     "No picture or report can show it.",
     "", ""},
    {"encoding", Severity::error, "bytes that are not UTF-8",
     "The text is shown in pictures and reports, which need to know its characters.",
     "", ""},
    {"text-size", Severity::error, "a text larger than can be read",
     "A file has at most 1 GiB, and at most 33 million constructs.",
     "", ""},
};
// clang-format on

}  // namespace joist::syntax

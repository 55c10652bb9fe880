// Writes every command with its options and examples as a page of the manual.
#include "cli/manual.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "cli/command.hpp"
#include "cli/version.hpp"

namespace joist::cli {

namespace {

// Text as it stands in a line of mdoc. Backticks mark what is typed, as in all messages.
std::string escaped(std::string_view text) {
  std::string out;
  bool literal = false;
  for (const char c : text) {
    if (c == '\\') {
      out += "\\e";
    } else if (c == '-') {
      out += "\\-";
    } else if (c == '`') {
      out += literal ? "\\fR" : "\\fB";
      literal = !literal;
    } else {
      out += c;
    }
  }
  if (out.starts_with('.') || out.starts_with('\'')) out.insert(0, "\\&");
  return out;
}

// Each sentence begins a line, as pages of the manual want it.
std::string sentences(std::string_view text) {
  std::string out = escaped(text);
  for (std::size_t at = out.find(". "); at != out.npos; at = out.find(". ", at + 1))
    out[at + 1] = '\n';
  return out;
}

// A word within a macro's line, where a quote or a dot at its beginning would mean something.
std::string word(std::string_view text) {
  std::string out = escaped(text);
  for (std::size_t at = out.find('"'); at != out.npos; at = out.find('"', at + 4)) {
    out.replace(at, 1, "\\(dq");
  }
  return "\"" + out + "\"";
}

std::string paragraphs(std::string_view text) {
  std::string out;
  for (const std::string_view paragraph : split(text, '\n')) {
    if (!paragraph.empty()) out += fmt::format(".Pp\n{}\n", sentences(paragraph));
  }
  return out;
}

std::string option_item(const Option& option) {
  std::string line = ".It";
  if (option.letter != 0) line += fmt::format(" Fl {} ,", option.letter);
  line += fmt::format(" Fl {}", word("-" + std::string(option.name)));
  if (!option.value.empty()) line += fmt::format(" Ar {}", word(option.value));
  std::string summary = sentences(option.summary);
  if (const std::string known = choices(option); !known.empty()) {
    summary += escaped(fmt::format(": {}", fmt::join(split(known, ' '), ", ")));
  }
  return fmt::format("{}\n{}\n", line, summary);
}

std::string options_list(std::span<const Option> options) {
  if (options.empty()) return "";
  std::string out = ".Bl -tag -width Ds\n";
  for (const Option& option : options) out += option_item(option);
  return out + ".El\n";
}

std::string command_section(const Command& command) {
  std::string out = fmt::format(".Ss {}\n.Nm\n.Cm {}", command.name, command.name);
  if (!command.options.empty()) out += "\n.Op Ar options";
  if (!command.operands.empty()) out += fmt::format("\n.Ar {}", word(command.operands));
  out += fmt::format("\n.Pp\n{}.\n", escaped(command.summary));
  out += options_list(command.options) + paragraphs(command.details);
  if (command.examples.empty()) return out;
  out += ".Bl -tag -width Ds\n";
  for (const Example& example : command.examples) {
    out += fmt::format(".It Li {}\n{}\n", word(example.line), escaped(example.what));
  }
  return out + ".El\n";
}

constexpr std::string_view manual_opening = R"(.Sh NAME
.Nm joist
.Nd draw a system design and check that it stands
.Sh SYNOPSIS
.Nm
.Ar command
.Op Ar options
.Op Ar
.Nm
.Ar file
.Sh DESCRIPTION
.Nm
reads a system design written as text: boxes, arrows and data stores, with the load they carry.
It draws the design, and does the arithmetic that says whether it stands: load against capacity,
what is lost with a copy or a zone, availability, latency, cost, and what breaks first as the load
grows.
The language is described in
.Xr joist 7 .
.Pp
A design named without a command is drawn, as by
.Cm render .
A file named
.Sq \-
is standard input, or standard output where something is written.
Options may stand anywhere; behind
.Fl \-
all is operands.
Every command takes:
)";

constexpr std::string_view manual_closing = R"(.Sh ENVIRONMENT
.Bl -tag -width Ds
.It Ev NO_COLOR
If it is set and not empty, nothing is coloured unless
.Fl -color Cm always
asks for it.
.It Ev TERM
Nothing is coloured on a terminal called
.Sq dumb .
.El
.Sh FILES
.Bl -tag -width Ds
.It Pa joist.toml
Settings of a project, see
.Xr joist.toml 5 .
.El
.Sh EXIT STATUS
.Bl -tag -width Ds
.It 0
Nothing was found at or above the threshold, or what was asked for was done.
.It 1
Something was found, or files would change.
.It 2
The command line is wrong, or a file cannot be read or written.
.El
.Sh SEE ALSO
.Xr joist.toml 5 ,
.Xr joist 7
)";

}  // namespace

std::string manual() {
  std::string out = fmt::format(".Dd {}\n.Dt JOIST 1\n.Os Joist {}\n{}", release_date(), version(),
                                manual_opening);
  out += options_list(common_options()) + ".Sh COMMANDS\n";
  for (const Command* command : commands::catalogue()) {
    if (!command->hidden) out += command_section(*command);
  }
  return out + std::string(manual_closing);
}

}  // namespace joist::cli

// `joist rules`: what the checker looks for, one line a rule.
#include <algorithm>

#include <fmt/format.h>

#include "base/json.hpp"
#include "cli/arguments.hpp"
#include "cli/command.hpp"
#include "project/rule_pages.hpp"

namespace joist::cli::commands {

namespace {

constexpr Option options[] = {{'f', "format", "FORMAT", "how to print them", "text json"}};

constexpr Example examples[] = {{"joist rules", "every rule with its severity"},
                                {"joist explain overload", "one rule, with examples"}};

using project::RulePage;

std::string_view severity(const RulePage& rule) {
  constexpr std::string_view names[] = {"note", "warning", "error"};
  return names[static_cast<std::size_t>(rule.severity)];
}

std::string as_json(const std::vector<RulePage>& rules) {
  JsonWriter json;
  json.object().key("version").integer(1).key("rules").array();
  for (const RulePage& rule : rules) {
    json.inline_object().member("name", rule.name).member("severity", severity(rule));
    json.member("heuristic", rule.heuristic).member("language", rule.language);
    json.member("summary", rule.summary).close();
  }
  return json.close().close().take();
}

void list(std::string& out, const std::vector<RulePage>& rules, bool language) {
  std::size_t width = 0;
  for (const RulePage& rule : rules) width = std::max(width, rule.name.size());
  for (const RulePage& rule : rules) {
    if (rule.language != language) continue;
    out += fmt::format("{:<{}}  {:<7}  {}\n", rule.name, width, severity(rule), rule.summary);
  }
}

std::string as_text(const std::vector<RulePage>& rules) {
  std::string out = "Of the design:\n";
  list(out, rules, false);
  out += "\nOf the language:\n";
  list(out, rules, true);
  return out;
}

int run(const Call& call) {
  const std::vector<RulePage> rules = project::rule_pages();
  call.world.write_output(call.arguments.value("format") == "json" ? as_json(rules)
                                                                   : as_text(rules));
  return done;
}

}  // namespace

extern const Command rules;
const Command rules{.name = "rules",
                    .summary = "list what is checked",
                    .options = options,
                    .examples = examples,
                    .run = run};

}  // namespace joist::cli::commands

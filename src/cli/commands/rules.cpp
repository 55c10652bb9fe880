// `joist rules`: what the checker looks for, one line a rule.
#include <algorithm>

#include <fmt/format.h>

#include "base/json.hpp"
#include "cli/arguments.hpp"
#include "cli/command.hpp"
#include "lint/rule.hpp"

namespace joist::cli::commands {

namespace {

constexpr Option options[] = {{'f', "format", "FORMAT", "how to print them", "text json"}};

constexpr Example examples[] = {{"joist rules", "every rule with its severity"},
                                {"joist explain overload", "one rule, with examples"}};

std::string_view severity(const lint::Rule& rule) {
  constexpr std::string_view names[] = {"note", "warning", "error"};
  return names[static_cast<std::size_t>(rule.severity)];
}

std::string as_json() {
  JsonWriter json;
  json.object().key("version").integer(1).key("rules").array();
  for (const lint::Rule* rule : lint::rules::catalogue()) {
    json.inline_object().member("name", rule->name).member("severity", severity(*rule));
    json.member("heuristic", rule->heuristic).member("summary", rule->summary).close();
  }
  return json.close().close().take();
}

std::string as_text() {
  std::size_t width = 0;
  for (const lint::Rule* rule : lint::rules::catalogue())
    width = std::max(width, rule->name.size());
  std::string out;
  for (const lint::Rule* rule : lint::rules::catalogue()) {
    out += fmt::format("{:<{}}  {:<7}  {}\n", rule->name, width, severity(*rule), rule->summary);
  }
  return out;
}

int run(const Call& call) {
  call.world.write_output(call.arguments.value("format") == "json" ? as_json() : as_text());
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

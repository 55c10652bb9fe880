// Finds names that look like a slip of the pen.
#include <algorithm>

#include <fmt/format.h>

#include "base/nearest.hpp"
#include "lint/rule.hpp"
#include "lint/wording.hpp"

namespace joist::lint::rules {
namespace {

std::string without_digits(std::string_view name) {
  std::string letters;
  for (const char c : name)
    if (c < '0' || c > '9') letters += c;
  return letters;
}

// The name of a kind stands for itself, and `db2` beside `db1` is meant.
bool is_slip(const Facts& facts, const std::string& name, std::string_view close) {
  if (close.empty() || without_digits(name) == without_digits(close)) return false;
  for (const model::Kind& kind : facts.model.kinds)
    if (kind.name == name) return false;
  return true;
}

void add(const Facts& facts, ComponentId id, std::string_view close,
         std::vector<Finding>& findings) {
  const model::Component& component = facts.model.at(id);
  const bool slip = is_slip(facts, component.name, close);
  if (!slip && !facts.model.strict) return;
  Finding& finding =
      report(findings, facts, id, facts.model.strict ? Severity::error : Severity::warning,
             fmt::format("`{}` is declared nowhere", component.name));
  if (!slip) {
    finding.help = fmt::format("declare it: `service {}`", component.name);
    return;
  }
  finding.help = fmt::format("did you mean `{}`?", close);
  finding.fixes.push_back(
      {fmt::format("write `{}`", close), false, {{component.span, std::string(close)}}});
}

void check(const Facts& facts, std::vector<Finding>& findings) {
  std::vector<std::string_view> declared;
  std::vector<ComponentId> undeclared;
  for (std::size_t i = 0; i < facts.model.components.size(); ++i) {
    const model::Component& component = facts.model.components[i];
    if (component.declared) {
      declared.push_back(component.name);
    } else {
      undeclared.push_back(ComponentId(i));
    }
  }
  std::sort(declared.begin(), declared.end());
  declared.erase(std::unique(declared.begin(), declared.end()), declared.end());
  // A generated design of many names has no slips of a pen, and the search is quadratic.
  const bool search = undeclared.size() * declared.size() < 2'000'000;
  for (const ComponentId id : undeclared)
    add(facts, id, search ? nearest(facts.model.at(id).name, declared) : std::string_view(),
        findings);
}

}  // namespace

extern const Rule undeclared_name;
constexpr Rule undeclared_name = {
    .name = "undeclared-name",
    .severity = Severity::warning,
    .heuristic = false,
    .summary =
        "a name is used that is close to a declared one, or declared nowhere in a strict design",
    .why =
        R"joist(A name that is declared nowhere stands for a component of its own: that is what makes one line a
design. When it is nearly the name of another, one of the two is probably misspelt, and the real one
looks idle. With `strict: yes` every name must be declared.
)joist",
    .bad = R"joist(client           app
managed_balancer lb
service          shop      { replicas: 3, zones: 3, capacity: 2k rps }
service          inventory { replicas: 3, zones: 3, capacity: 2k rps }

flow browse @ 2k/s {
  app -> lb -> shop -> invntory
}
)joist",
    .good = R"joist(client           app
managed_balancer lb
service          shop      { replicas: 3, zones: 3, capacity: 2k rps }
service          inventory { replicas: 3, zones: 3, capacity: 2k rps }

flow browse @ 2k/s {
  app -> lb -> shop -> inventory
}
)joist",
    .check = check,
};

}  // namespace joist::lint::rules

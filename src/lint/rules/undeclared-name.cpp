// Finds names that look like a slip of the pen.
#include <fmt/format.h>

#include "lint/rule.hpp"
#include "lint/slips.hpp"
#include "lint/wording.hpp"

namespace joist::lint::rules {
namespace {

// The kind whose name it nearly has; null where there is none.
const std::string* nearly_a_kind(const Facts& facts, ComponentId id) {
  for (const auto& [component, kind] : facts.model.kind_slips) {
    if (component == id) return &kind;
  }
  return nullptr;
}

void add_kind(const Facts& facts, ComponentId id, const std::string& kind,
              std::vector<Finding>& findings) {
  const model::Component& component = facts.model.at(id);
  Finding& finding =
      report(findings, facts, id, facts.model.strict ? Severity::error : Severity::warning,
             fmt::format("`{}` is declared nowhere, and no kind has that name", component.name));
  finding.help = fmt::format("did you mean the kind `{0}`? else declare it: `service {1}`", kind,
                             component.name);
  finding.fixes.push_back({fmt::format("write `{}`", kind), false, {{component.span, kind}}});
}

void add(const Facts& facts, ComponentId id, ComponentId meant, std::vector<Finding>& findings) {
  const model::Component& component = facts.model.at(id);
  Finding& finding =
      report(findings, facts, id, facts.model.strict ? Severity::error : Severity::warning,
             fmt::format("`{}` is declared nowhere", component.name));
  if (!meant) {
    finding.help = fmt::format("declare it: `service {}`", component.name);
    return;
  }
  const std::string& name = facts.model.at(meant).name;
  finding.help = fmt::format("did you mean `{}`?", name);
  finding.fixes.push_back({fmt::format("write `{}`", name), false, {{component.span, name}}});
}

void check(const Facts& facts, std::vector<Finding>& findings) {
  const auto slips = find_slips(facts.model);
  auto slip = slips.begin();
  for (std::size_t i = 0; i < facts.model.components.size(); ++i) {
    const ComponentId id(i);
    while (slip != slips.end() && slip->written < id) ++slip;
    const bool found = slip != slips.end() && slip->written == id;
    if (found) {
      add(facts, id, slip->meant, findings);
    } else if (const std::string* kind = nearly_a_kind(facts, id)) {
      add_kind(facts, id, *kind, findings);
    } else if (facts.model.strict && !facts.model.components[i].declared) {
      add(facts, id, {}, findings);
    }
  }
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

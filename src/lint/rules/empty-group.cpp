// Finds groups that hold no component.
#include <fmt/format.h>

#include "lint/rule.hpp"
#include "lint/wording.hpp"

namespace joist::lint::rules {
namespace {

std::vector<char> filled_groups(const model::Model& model) {
  std::vector<char> filled(model.groups.size(), 0);
  for (const model::Component& component : model.components)
    for (model::GroupId at = component.group; at; at = model.at(at).parent) filled[at.index()] = 1;
  return filled;
}

// The outermost is told. A stage may have taken what was in it.
void check(const Facts& facts, std::vector<Finding>& findings) {
  if (!facts.model.stage.empty()) return;
  const std::vector<char> filled = filled_groups(facts.model);
  for (std::size_t g = 0; g < facts.model.groups.size(); ++g) {
    const model::Group& group = facts.model.groups[g];
    const bool inner = group.parent && !filled[group.parent.index()];
    if (filled[g] || inner) continue;
    Finding& finding = report(findings, group.span, Severity::note,
                              fmt::format("`{}` holds no component, and is not drawn", group.path));
    finding.help = "put what belongs there between its braces, or leave it out";
  }
}

}  // namespace

extern const Rule empty_group;
constexpr Rule empty_group = {
    .name = "empty-group",
    .severity = Severity::note,
    .heuristic = false,
    .summary = "a group that holds no component",
    .why =
        R"joist(A group is a frame around components, and the place where they stand. One that holds none draws
nothing and protects nothing: a zone in which no copy stands is none that a design can lose.
)joist",
    .bad = R"joist(client           app
managed_balancer lb
service          api { replicas: 3, zones: 3, capacity: 2k rps }
region eu "Europe" {}

flow read @ 1k/s {
  app -> lb -> api
}
)joist",
    .good = R"joist(client           app
managed_balancer lb
region eu "Europe" {
  service api { replicas: 3, zones: 3, capacity: 2k rps }
}

flow read @ 1k/s {
  app -> lb -> api
}
)joist",
    .check = check,
};

}  // namespace joist::lint::rules

// Finds endpoints that do not say who may call them.
#include <fmt/format.h>

#include "lint/rule.hpp"
#include "lint/wording.hpp"

namespace joist::lint::rules {
namespace {

void check(const Facts& facts, std::vector<Finding>& findings) {
  for (const model::Endpoint& endpoint : facts.model.endpoints) {
    if (endpoint.attributes.has(model::Attribute::auth)) continue;
    Finding& finding =
        report(findings, endpoint.span, Severity::note,
               fmt::format("nothing says who may call `{} {}`", endpoint.method, endpoint.path));
    finding.subject = facts.model.at(endpoint.component).path;
    finding.help =
        "say `auth: jwt` or the like, or `auth: none`; for all of them on a line of its own";
  }
}

}  // namespace

extern const Rule open_endpoint;
constexpr Rule open_endpoint = {
    .name = "open-endpoint",
    .severity = Severity::note,
    .heuristic = true,
    .summary = "an endpoint without `auth`",
    .why =
        R"joist(Who may call an endpoint is part of what it is. Public ones can say so: `auth: none`. This is a rule of
thumb.
)joist",
    .bad = R"joist(client           app
managed_balancer lb
service          api { replicas: 3, zones: 3, capacity: 1k rps }

flow read @ 1k/s {
  app -> lb -> api
}

endpoints of api {
  GET /users/{id} by read
}
)joist",
    .good = R"joist(client           app
managed_balancer lb
service          api { replicas: 3, zones: 3, capacity: 1k rps }

flow read @ 1k/s {
  app -> lb -> api
}

endpoints of api {
  GET /users/{id} by read { auth: jwt }
}
)joist",
    .check = check,
};

}  // namespace joist::lint::rules

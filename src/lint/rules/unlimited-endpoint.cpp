// Finds writing endpoints without a limit.
#include <fmt/format.h>

#include "lint/rule.hpp"
#include "lint/wording.hpp"

namespace joist::lint::rules {
namespace {

bool reads_only(const std::string& method) {
  return method == "GET" || method == "HEAD" || method == "OPTIONS";
}

void check(const Facts& facts, std::vector<Finding>& findings) {
  for (const model::Endpoint& endpoint : facts.model.endpoints) {
    if (reads_only(endpoint.method) || endpoint.attributes.has(model::Attribute::limit)) continue;
    if (facts.model.number(endpoint.component, model::Attribute::limit) != nullptr) continue;
    Finding& finding = report(findings, endpoint.span, Severity::note,
                              fmt::format("nothing limits how often one caller uses `{} {}`",
                                          endpoint.method, endpoint.path));
    finding.subject = facts.model.at(endpoint.component).path;
    finding.help = "say it: `limit: 300/h per user`";
  }
}

}  // namespace

extern const Rule unlimited_endpoint;
constexpr Rule unlimited_endpoint = {
    .name = "unlimited-endpoint",
    .severity = Severity::note,
    .heuristic = true,
    .summary = "an endpoint that changes things, without a `limit`",
    .why =
        R"joist(One client in a loop can write more than all others together. A limit per user or per key bounds what
one of them can do. This is a rule of thumb, for endpoints that change something.
)joist",
    .bad = R"joist(client           app
managed_balancer lb
service          api { replicas: 3, zones: 3, capacity: 1k rps }

flow read @ 1k/s {
  app -> lb -> api
}

endpoints of api {
  POST /posts "{ body }" by read { auth: jwt }
}
)joist",
    .good = R"joist(client           app
managed_balancer lb
service          api { replicas: 3, zones: 3, capacity: 1k rps }

flow read @ 1k/s {
  app -> lb -> api
}

endpoints of api {
  POST /posts "{ body }" by read { auth: jwt, limit: 300/h per user }
}
)joist",
    .check = check,
};

}  // namespace joist::lint::rules

// Finds lists that are answered whole.
#include <fmt/format.h>

#include "lint/rule.hpp"
#include "lint/wording.hpp"

namespace joist::lint::rules {
namespace {

bool looks_like_list(std::string_view path) {
  const std::size_t slash = path.find_last_of('/');
  const std::string_view last = path.substr(slash == std::string_view::npos ? 0 : slash + 1);
  for (const std::string_view word : {"feed", "timeline", "list", "history", "search"})
    if (last == word) return true;
  if (last.size() < 4 || last.back() != 's') return false;
  for (const std::string_view ending : {"ss", "us", "is", "metrics", "stats", "settings"})
    if (last.ends_with(ending)) return false;
  return true;
}

void check(const Facts& facts, std::vector<Finding>& findings) {
  for (const model::Endpoint& endpoint : facts.model.endpoints) {
    if (endpoint.method != "GET" || endpoint.attributes.has(model::Attribute::page)) continue;
    if (!looks_like_list(endpoint.path)) continue;
    Finding& finding =
        report(findings, endpoint.span, Severity::note,
               fmt::format("`GET {}` looks like a list, and nothing pages it", endpoint.path));
    finding.subject = facts.model.at(endpoint.component).path;
    finding.help = "say how it is paged: `page: cursor`";
  }
}

}  // namespace

extern const Rule unpaged_list;
constexpr Rule unpaged_list = {
    .name = "unpaged-list",
    .severity = Severity::note,
    .heuristic = true,
    .summary = "an endpoint that answers with a list, without a `page`",
    .why =
        R"joist(A list grows. An endpoint that answers all of it works for a year and then takes the service down with
one request. This is a rule of thumb: a path that ends in a plural is taken for a list.
)joist",
    .bad = R"joist(client           app
managed_balancer lb
service          api { replicas: 3, zones: 3, capacity: 1k rps }

flow read @ 1k/s {
  app -> lb -> api
}

endpoints of api {
  GET /users/{id}/posts by read { auth: jwt }
}
)joist",
    .good = R"joist(client           app
managed_balancer lb
service          api { replicas: 3, zones: 3, capacity: 1k rps }

flow read @ 1k/s {
  app -> lb -> api
}

endpoints of api {
  GET /users/{id}/posts by read { auth: jwt, page: cursor }
}
)joist",
    .check = check,
};

}  // namespace joist::lint::rules

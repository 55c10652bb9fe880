// Finds long chains of calls that wait for each other.
#include <fmt/format.h>

#include "lint/calls.hpp"
#include "lint/rule.hpp"
#include "lint/wording.hpp"

namespace joist::lint::rules {
namespace {

constexpr std::size_t most_hops = 5;

void check(const Facts& facts, std::vector<Finding>& findings) {
  for (std::size_t f = 0; f < facts.model.flows.size(); ++f) {
    const auto path = heaviest_path(facts, waited_calls(facts, FlowId(f)),
                                    [](const model::Arrow&) { return 1.0; });
    if (path.size() <= most_hops) continue;
    std::string way = named(facts, facts.model.at(path.front()).from);
    for (const ArrowId id : path) way += " -> " + named(facts, facts.model.at(id).to);
    Finding& finding = report(
        findings, facts, FlowId(f), Severity::note,
        fmt::format("{} hops wait for each other in {}", path.size(), named(facts, FlowId(f))));
    finding.notes.push_back(way);
    finding.help = "cache an answer on the way, call side by side, or put work behind a queue";
  }
}

}  // namespace

extern const Rule deep_chain;
constexpr Rule deep_chain = {
    .name = "deep-chain",
    .severity = Severity::note,
    .heuristic = false,
    .summary = "more than 5 synchronous hops in a row",
    .why =
        R"joist(Every hop that is waited for adds its latency and its chance to fail: six hops of 99.9% each are 99.4%,
and the slowest one in a hundred becomes the slowest one in seventeen. Answers can be cached, calls
made side by side, work put behind a queue.
)joist",
    .bad = R"joist(client   app
balancer lb                { replicas: 2, zones: 2 }
service  a, b, c, d, e, f  { replicas: 2, zones: 2 }

flow read {
  app -> lb -> a -> b -> c -> d -> e -> f
}
)joist",
    .good = R"joist(client   app
balancer lb             { replicas: 2, zones: 2 }
service  a, b, c, d, e  { replicas: 2, zones: 2 }

flow read {
  app -> lb -> a -> b, c, d, e
}
)joist",
    .check = check,
};

}  // namespace joist::lint::rules

// Finds callers that give up too early.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "lint/answers.hpp"
#include "lint/budgets.hpp"
#include "lint/rule.hpp"
#include "lint/wording.hpp"
#include "quantity/display.hpp"

namespace joist::lint::rules {
namespace {

using model::Attribute;

bool has_timeout(const model::Arrow& arrow) {
  return arrow.attributes.number(Attribute::timeout) != nullptr;
}

// "3 attempts of 500 ms for `c`", "3 calls of `c` one after the other, up to 400 ms each"
std::string explained(const Facts& facts, const Spending& spending) {
  const model::Arrow& arrow = facts.model.at(spending.arrow);
  const double tries = attempts(arrow);
  std::string times = quantity::time_text(spending.each);
  if (tries > 1) times = fmt::format("{} attempts of {}", whole(tries), times);
  const std::string callee = named(facts, arrow.to);
  const std::string_view behind = has_timeout(arrow) ? "" : ", by the timeouts behind it";
  if (spending.rounds <= 1) return fmt::format("{} for {}{}", times, callee, behind);
  return fmt::format("{} calls of {} one after the other, up to {} each{}", whole(spending.rounds),
                     callee, times, behind);
}

// Where the timeouts stand that a budget is made of.
void add_labels(const Facts& facts, const CallGraph& graph, const std::vector<Budget>& known,
                std::uint32_t node, Finding& finding) {
  std::vector<std::uint32_t> open = {node};
  for (std::size_t at = 0; at < open.size(); ++at) {
    for (const Spending& spending : known[open[at]].spent) {
      const model::Arrow& arrow = facts.model.at(spending.arrow);
      if (has_timeout(arrow)) {
        finding.labels.push_back({arrow.span, "this call"});
        continue;
      }
      const auto first = graph.edges.begin() + graph.begin[open[at]];
      const auto edge = std::find_if(
          first, graph.edges.end(), [&](const auto& each) { return each.arrow == spending.arrow; });
      if (std::find(open.begin(), open.end(), edge->target) == open.end())
        open.push_back(edge->target);
    }
  }
}

// It takes longer than that by itself: most calls are given up, and tried again.
void compare(const Facts& facts, const CallGraph::Edge& edge, const Answer& answer,
             std::vector<Finding>& findings) {
  const model::Arrow& arrow = facts.model.at(edge.arrow);
  const auto* timeout = arrow.attributes.number(Attribute::timeout);
  if (timeout == nullptr || answer.total() <= timeout->value() * (1 + 1e-9)) return;
  Finding& finding =
      report(findings, facts, edge.arrow, Severity::warning,
             fmt::format("{} gives up after {}, while {} takes {} to answer, on average",
                         named(facts, arrow.from), quantity::time_text(timeout->value()),
                         named(facts, arrow.to), quantity::time_text(answer.total())));
  if (answer.behind > 0)
    finding.notes.push_back(fmt::format("{} by itself, and {} for what it waits for",
                                        quantity::time_text(answer.own),
                                        quantity::time_text(answer.behind)));
  const double tries = attempts(arrow);
  if (tries > 1)
    finding.notes.push_back(
        fmt::format("and what is given up is tried again: {} attempts", whole(tries)));
  const auto& response = facts.results.latency[arrow.to.index()].response;
  const bool own = arrow.attributes.number(Attribute::latency) != nullptr;
  if (answer.behind <= 0 && !own && std::isfinite(response.p99))
    finding.help = fmt::format("wait longer than {}: that is when 99 of 100 have their answer",
                               quantity::time_text(response.p99));
  else
    finding.help = fmt::format("wait longer than {}", quantity::time_text(answer.total()));
}

// True if something was said.
bool compare(const Facts& facts, const CallGraph& graph, const std::vector<Budget>& known,
             const CallGraph::Edge& edge, std::vector<Finding>& findings) {
  const model::Arrow& arrow = facts.model.at(edge.arrow);
  const auto* timeout = arrow.attributes.number(Attribute::timeout);
  const Budget& below = known[edge.target];
  if (timeout == nullptr || below.total <= timeout->value() * (1 + 1e-9)) return false;
  std::vector<ComponentId> callees;
  std::vector<std::string> parts;
  for (const Spending& spending : below.spent) {
    const ComponentId callee = facts.model.at(spending.arrow).to;
    if (std::find(callees.begin(), callees.end(), callee) == callees.end())
      callees.push_back(callee);
    parts.push_back(explained(facts, spending));
  }
  const bool once = below.spent.size() == 1 && below.spent.front().rounds <= 1;
  Finding& finding =
      report(findings, facts, edge.arrow, Severity::warning,
             fmt::format("{} gives up after {}, while {} may take {} to get {} of {}",
                         named(facts, arrow.from), quantity::time_text(timeout->value()),
                         named(facts, arrow.to), quantity::time_text(below.total),
                         once ? "an answer" : "the answers", named(facts, callees)));
  if (!once || below.spent.front().total > below.spent.front().each ||
      !has_timeout(facts.model.at(below.spent.front().arrow)))
    finding.notes.push_back(fmt::format("{}", fmt::join(parts, ", then ")));
  add_labels(facts, graph, known, edge.target, finding);
  const bool in_turn =
      !once && std::all_of(below.spent.begin(), below.spent.end(), [&](const auto& each) {
        return facts.model.at(each.arrow).when == model::When::always;
      });
  finding.help =
      fmt::format("wait longer than {} above, {}", quantity::time_text(below.total),
                  in_turn ? "try less below, or call side by side" : "or try less below");
  return true;
}

void check(const Facts& facts, std::vector<Finding>& findings) {
  for (std::size_t f = 0; f < facts.model.flows.size(); ++f) {
    const auto& arrows = facts.model.flows[f].arrows;
    if (std::none_of(arrows.begin(), arrows.end(),
                     [&](ArrowId id) { return has_timeout(facts.model.at(id)); }))
      continue;
    const CallGraph graph = waited_calls(facts, FlowId(f));
    const std::vector<Budget> known = budgets(facts, graph);
    const std::vector<Answer> answers = least_answers(facts, graph);
    for (std::size_t e = 0; e < graph.edges.size(); ++e) {
      if (!compare(facts, graph, known, graph.edges[e], findings))
        compare(facts, graph.edges[e], answers[e], findings);
    }
  }
}

}  // namespace

extern const Rule timeout_inversion;
constexpr Rule timeout_inversion = {
    .name = "timeout-inversion",
    .severity = Severity::warning,
    .heuristic = false,
    .summary = "a caller gives up before its callee has finished trying",
    .why =
        R"joist(A caller that gives up after 1 s while its callee tries three times for 500 ms each gets an error for
requests that are about to succeed, and the work goes on for nobody. Timeouts have to get shorter on
the way down, with all that comes one after the other: attempts, the calls of `x 3`, calls on
separate lines, and what a callee without a timeout of its own waits for. Of calls side by side the
longest counts. And where a callee's own time is longer than its caller waits, most calls fail.
)joist",
    .bad = R"joist(client           app
managed_balancer lb
service          api  { replicas: 3, zones: 3, capacity: 2k rps }
service          user { replicas: 3, zones: 3, capacity: 2k rps }
external         mail { limit: 5k/s }

flow read @ 200/s {
  app -> lb -> api
  api -> user { timeout: 1 s }
  user -> mail { timeout: 500 ms, retries: 2, idempotent: yes }
}
)joist",
    .good = R"joist(client           app
managed_balancer lb
service          api  { replicas: 3, zones: 3, capacity: 2k rps }
service          user { replicas: 3, zones: 3, capacity: 2k rps }
external         mail { limit: 5k/s }

flow read @ 200/s {
  app -> lb -> api
  api -> user { timeout: 1 s }
  user -> mail { timeout: 300 ms, retries: 2, idempotent: yes }
}
)joist",
    .check = check,
};

}  // namespace joist::lint::rules

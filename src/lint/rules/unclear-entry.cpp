// Finds flows of which nobody knows where they begin, or how often.
#include <algorithm>

#include <fmt/format.h>

#include "lint/rule.hpp"
#include "lint/wording.hpp"
#include "quantity/display.hpp"

namespace joist::lint::rules {
namespace {

bool is_unknown_call(const Facts& facts, ArrowId id) {
  return facts.model.at(id).call != model::Call::relation &&
         !facts.results.arrows[id.index()].known;
}

// The arrows that lead on towards this one from where its flow begins; none where it begins here.
std::vector<ArrowId> unknown_beginnings(const Facts& facts, const model::Flow& flow,
                                        ArrowId rated) {
  std::vector<ArrowId> found, open = {rated}, seen = open;
  while (!open.empty()) {
    const ArrowId at = open.back();
    open.pop_back();
    const model::Arrow& arrow = facts.model.at(at);
    bool begins = true;
    for (const ArrowId before : flow.arrows) {
      const model::Arrow& other = facts.model.at(before);
      if (other.to != arrow.from || other.to_visit != arrow.from_visit) continue;
      begins = false;
      if (!is_unknown_call(facts, before)) return {};
      if (std::find(seen.begin(), seen.end(), before) != seen.end()) continue;
      seen.push_back(before);
      open.push_back(before);
    }
    if (begins && at != rated) found.push_back(at);
  }
  return found;
}

// A rate that stands somewhere behind says nothing of what leads there.
void find_unrated_beginnings(const Facts& facts, std::vector<Finding>& findings) {
  for (const model::Flow& flow : facts.model.flows) {
    const auto is_unknown = [&](ArrowId id) { return is_unknown_call(facts, id); };
    if (std::none_of(flow.arrows.begin(), flow.arrows.end(), is_unknown)) continue;
    std::vector<ArrowId> told;
    for (const ArrowId rated : flow.arrows) {
      const model::Arrow& arrow = facts.model.at(rated);
      if (!arrow.rate || !facts.results.arrows[rated.index()].known) continue;
      for (const ArrowId first : unknown_beginnings(facts, flow, rated)) {
        if (std::find(told.begin(), told.end(), first) != told.end()) continue;
        told.push_back(first);
        Finding& finding =
            report(findings, facts, first, Severity::warning,
                   fmt::format("nothing says how often {} is used: the rate stands at {}",
                               named(facts, first), named(facts, rated)));
        finding.labels.push_back({arrow.rate->span, "it says nothing of what leads here"});
        finding.help = fmt::format("a rate belongs where requests enter: `{} -> {} @ {}`",
                                   facts.model.at(facts.model.at(first).from).path,
                                   facts.model.at(facts.model.at(first).to).path,
                                   quantity::rate_text(arrow.rate->value()));
      }
    }
  }
}

void check(const Facts& facts, std::vector<Finding>& findings) {
  find_unrated_beginnings(facts, findings);
  for (const auto& unclear : facts.results.unclear) {
    Finding& finding = report(
        findings, facts, unclear.flow, Severity::warning,
        unclear.candidates.empty()
            ? fmt::format("nothing in {} tells where it begins", named(facts, unclear.flow))
            : fmt::format("{} begins at {}, and its rate does not say which part enters where",
                          named(facts, unclear.flow), named(facts, unclear.candidates)));
    for (const ArrowId id : facts.model.at(unclear.flow).arrows) {
      const model::Arrow& arrow = facts.model.at(id);
      for (const ComponentId candidate : unclear.candidates)
        if (arrow.from == candidate && arrow.from_visit == 0)
          finding.labels.push_back({arrow.span, "one beginning"});
    }
    finding.notes.push_back("no rate in this flow is known");
    finding.help = "say it on the first arrow of each: `@ 2k/s`, or a share: `x 30%`";
  }
}

}  // namespace

extern const Rule unclear_entry;
constexpr Rule unclear_entry = {
    .name = "unclear-entry",
    .severity = Severity::warning,
    .heuristic = false,
    .summary =
        "a flow has several beginnings and one rate, or its rate stands behind its beginning",
    .why =
        R"joist(The rate of a flow enters at the one component that nothing in it leads to. Where there are several,
each has to say which part of it is its own: `@ 2k/s` or `x 30%` on its first arrow. In a chain a rate
belongs to the arrow before it: in `app -> lb -> api @ 2k/s` that is `lb -> api`, and nothing says how
often the app is used.
)joist",
    .bad = R"joist(client           web, mobile
managed_balancer lb
service          api { replicas: 3, zones: 3, capacity: 2k rps }

flow read @ 2k/s {
  web -> lb -> api
  mobile -> lb
}
)joist",
    .good = R"joist(client           web, mobile
managed_balancer lb
service          api { replicas: 3, zones: 3, capacity: 2k rps }

flow read @ 2k/s {
  web -> lb x 30% -> api
  mobile -> lb x 70%
}
)joist",
    .check = check,
};

}  // namespace joist::lint::rules

// Finds messages into a store that count as reads.
#include <fmt/format.h>

#include "lint/rule.hpp"
#include "lint/wording.hpp"

namespace joist::lint::rules {
namespace {

using model::Role;

void check(const Facts& facts, std::vector<Finding>& findings) {
  for (std::size_t i = 0; i < facts.model.arrows.size(); ++i) {
    const model::Arrow& arrow = facts.model.arrows[i];
    if (arrow.call != model::Call::async || arrow.access != model::Access::read) continue;
    const auto& load = facts.results.arrows[i];
    if (facts.model.at(arrow.to).role != Role::store || !load.known || load.peak <= 0) continue;
    Finding& finding = report(findings, facts, ArrowId(i), Severity::warning,
                              fmt::format("the message from {} to {} counts as a read of it",
                                          named(facts, arrow.from), named(facts, arrow.to)));
    finding.notes.push_back("nobody waits for what a message reads: it brings something");
    finding.help = fmt::format("say that it writes: `{} ~> {} write`",
                               facts.model.at(arrow.from).name, facts.model.at(arrow.to).name);
    if (facts.model.at(arrow.from).role == Role::store)
      finding.help += "; or write replication outside of every flow, where it carries all writes";
    Fix fix;
    fix.title = "Say that the message writes";
    fix.edits.push_back({{arrow.target.file, arrow.target.end, arrow.target.end}, " write"});
    finding.fixes.push_back(std::move(fix));
  }
}

}  // namespace

extern const Rule reading_message;
constexpr Rule reading_message = {
    .name = "reading-message",
    .severity = Severity::warning,
    .heuristic = false,
    .summary = "a message into a store counts as a read",
    .why =
        R"joist(An arrow into a store is a read unless it says `write`, and reads are cheap: any copy serves them, and
nothing of them is kept. A message brings something that is to be kept, so a store that is fed by one
that counts as a read looks as if it had hardly anything to do. Replication from one store to another
is best written outside of every flow: there it carries the writes of all of them, and does not send
back what came by it.
)joist",
    .bad = R"joist(client           sensor
managed_balancer lb
service          collector { replicas: 6, zones: 3, capacity: 500 rps }
postgres         readings  { replicas: 2, zones: 2, failover: automatic, reads: 20k/s, writes: 4k/s }

flow collect @ 1k rps {
  sensor -> lb -> collector ~> readings
}
)joist",
    .good = R"joist(client           sensor
managed_balancer lb
service          collector { replicas: 6, zones: 3, capacity: 500 rps }
postgres         readings  { replicas: 2, zones: 2, failover: automatic, reads: 20k/s, writes: 4k/s }

flow collect @ 1k rps {
  sensor -> lb -> collector ~> readings write
}
)joist",
    .check = check,
};

}  // namespace joist::lint::rules

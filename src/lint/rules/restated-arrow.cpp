// The page of a note that is found while arrows are read.
#include "lint/rule.hpp"

namespace joist::lint::rules {

extern const Rule restated_arrow;
constexpr Rule restated_arrow = {
    .name = "restated-arrow",
    .severity = Severity::note,
    .heuristic = false,
    .summary = "an arrow is written twice, with values that differ",
    .why =
        R"joist(An arrow is known by its flow, its ends, call or message, read or write, and its `on`. Written again it
is the same arrow and counts once, so that paths may share their beginnings. What is said of it must
agree; two calls are `x 2`.
)joist",
    .bad = R"joist(client           app
managed_balancer lb
service          api  { replicas: 3, zones: 3, capacity: 2k rps }
service          user { replicas: 3, zones: 3, capacity: 2k rps }

flow read @ 500/s {
  app -> lb -> api -> user x 2
  api -> user x 1
}
)joist",
    .good = R"joist(client           app
managed_balancer lb
service          api  { replicas: 3, zones: 3, capacity: 2k rps }
service          user { replicas: 3, zones: 3, capacity: 2k rps }

flow read @ 500/s {
  app -> lb -> api -> user x 3
}
)joist",
    .check = nullptr,
};

}  // namespace joist::lint::rules

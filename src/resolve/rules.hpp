// The rules whose findings come from making a design of what was read, for those who explain rules.
#pragma once

#include "syntax/rules.hpp"

namespace joist::resolve {

using syntax::RuleInfo;

// clang-format off
inline constexpr RuleInfo rules[] = {
    {"ambiguous-name", Severity::error, "a name that could mean several things",
     "A name means the nearest thing of that name: in its own group, then in the groups around it. From outside it has "
     "to be unique, or to say enough of the groups that lead to it. Components and flows may share a name, so a figure "
     "of one of them may have to say which: `flow.search.p99`, `component.search.load`.",
     "region us { service api }\nregion eu { service api }\nweb -> api\n",
     "region us { service api }\nregion eu { service api }\nweb -> us.api, eu.api\n"},
    {"definition-ring", Severity::error, "something that is defined by itself",
     "Quantities, attributes, rates of flows and kinds may be defined by one another in any order, but not in a ring: "
     "one of them has to be a number of its own. The finding shows the ring.",
     "posts = reads / 100\nreads = posts * 100\n", "posts = 5k rps\nreads = posts * 100\nflow read @ reads + posts { web -> api }\n"},
    {"dimension-mismatch", Severity::error, "values that do not measure the same",
     "Units are checked: adding, comparing or assigning across dimensions has no meaning, and is mostly a unit that was "
     "forgotten or a product that was meant to be a quotient. The finding names both dimensions.",
     "growth = 200 B + 5 ms\n", "growth = 200 B + 5 KB\nservice api { latency: 5 ms }\nweb -> api { size: growth }\n"},
    {"duplicate-attribute", Severity::error, "something is stated twice",
     "Two values of one thing contradict each other sooner or later, and nobody can tell which one is meant. Only a "
     "stage, or a design that imports a copy of another, states anew what was stated before. Prices may be several, "
     "one of each sort: per time, per data and time, per data, per request, per token.",
     "service api { replicas: 2, replicas: 3 }\nweb -> api\n", "service api { replicas: 3 }\nweb -> api\n"},
    {"duplicate-name", Severity::error, "two things of one name in one place",
     "Names in one group are unique, so that an arrow says which component it means. Flows may be written in several "
     "places; components, groups, quantities, tables and views are declared once.",
     "service api\nredis api\nweb -> api\n", "service api\nredis api_cache\nweb -> api -> api_cache\n"},
    {"group-as-end", Severity::error, "a group where a component is wanted",
     "Requests go to components, so an arrow ends at one, and endpoints and tables belong to one. "
     "Only `--` joins groups: what it says holds for all that crosses between them.",
     "region us { service api }\nweb -> us\n", "region us { service api }\nweb -> us.api\n"},
    {"misplaced-attribute", Severity::error, "an attribute of something else",
     "Each attribute belongs to one sort of thing: `replicas` to a component, `retries` to an arrow, `peak` to a flow. "
     "In another place it would say nothing, and look as if it did.",
     "web -> api { replicas: 3 }\n", "service api { replicas: 3 }\nweb -> api { retries: 1 }\n"},
    {"misplaced-statement", Severity::error, "a statement that can't stand there",
     "Groups hold statements, a flow holds arrows, needs and attributes, all other blocks hold attributes alone. "
     "`stage` and `design` stand at the top of the file, `remove` in a stage.",
     "web -> api -> cache\nremove cache\n", "web -> api -> cache\nstage \"without\" { remove cache }\n"},
    {"passed-over", Severity::note, "a stage of a file that is imported",
     "Stages change a whole design, in one order, so they are those of the file that is the design itself. An imported "
     "file is a part of it: its stages are passed over, whatever name it is imported by.",
     "", ""},
    {"range-magnitude", Severity::error, "a range whose lower end seems to lack its magnitude",
     "A unit on one end of a range holds for both ends, a magnitude for its own end alone: `10..50M` goes from ten to "
     "fifty million.",
     "users_a_day = 10..50M users\n", "users_a_day = 10M..50M users\nflow read @ users_a_day * 1/day { web -> api }\n"},
    {"too-large", Severity::error, "a design that is too large to be held",
     "A body that several groups share is there once for each of them, and a named import once for each name: bodies in "
     "bodies multiply. Beyond a quarter of a million components the rest is left out.",
     "", ""},
    {"undefined-result", Severity::error, "arithmetic without a result",
     "Dividing by zero, the logarithm of zero and the like have no value, and neither has what depends on it.",
     "part = 1 / 0\n", "part = 1 / 4\nweb -> api x part\n"},
    {"unexpected-value", Severity::error, "a value that can't be meant",
     "The value is of the right sort but out of bounds: a share over 100%, two and a half replicas, a standby of every "
     "copy, a range that begins at its end. Nothing is guessed; the attribute counts as not stated.",
     "service api { replicas: 2.5 }\nweb -> api\n", "service api { replicas: 3 }\nweb -> api\n"},
    {"unit-name", Severity::error, "a quantity named like a unit",
     "In `5/day` the name behind the slash is a unit if there is one of that name. A quantity called `day` could never "
     "be told from it.",
     "day = 5\n", "days_kept = 5\nkafka log { retention: days_kept * 1 day }\nweb -> api ~> log ~> worker\n"},
    {"unknown-arrow", Severity::error, "a stage removes an arrow that is not there",
     "Nothing is removed, so the stage is not the design that it says it is.",
     "web -> api -> cache\nstage \"direct\" { remove web -> cache }\n",
     "web -> api -> cache\nstage \"direct\" { remove api -> cache }\n"},
    {"unknown-attribute", Severity::error, "an attribute that there is not",
     "The compiler checks what it knows, so an attribute it does not know would be a claim that nobody checks. What is "
     "only for the reader goes into `note`, `tags`, `tech`, `owner` or `link`.",
     "service api { replica: 3 }\nweb -> api\n", "service api { replicas: 3 }\nweb -> api\n"},
    {"unknown-figure", Severity::error, "a figure that there is not",
     "Conditions may use what is computed of a flow or component (`read.p99`, `api.load`), other expressions only what "
     "is stated (`api.replicas`, `read.rate`): what is computed from the design can't be used to compute it.",
     "flow read @ 5 rps { web -> api }\nneed read.p98 < 1 s\n",
     "service api { replicas: 2, zones: 2, capacity: 100 rps }\nflow read @ 5 rps { web -> api }\nneed read.p99 < 1 s\n"},
    {"unknown-flow", Severity::error, "a flow that is declared nowhere",
     "A feature or an endpoint by a flow that there is not would never be checked.",
     "flow read @ 5 rps { web -> api }\nfeature \"Read\" by reed\n",
     "flow read @ 5 rps { web -> api }\nfeature \"Read\" by read\n"},
    {"unknown-function", Severity::error, "a function that there is not",
     "There are `min max ceil floor round sqrt log log2 log10`.",
     "copies = roundup(2.5)\n", "copies = ceil(2.5)\nservice api { replicas: copies }\nweb -> api\n"},
    {"unknown-kind", Severity::error, "a kind that is declared nowhere",
     "The kind says what role a component has and what its defaults are; without it a component is a plain service. "
     "`joist kinds` lists what comes with Joist, and a design may declare its own.",
     "postgress users\nweb -> api -> users\n", "postgres users\nweb -> api -> users\n"},
    {"unknown-name", Severity::error, "a name that nothing has",
     "Where an arrow says a plain name that is declared nowhere, it stands for a new component; in all other places, and "
     "with groups before it, the name has to be known. A later stage that speaks of what an earlier one removed speaks "
     "of nothing.",
     "posts = 5k rps\nreads = pots * 3\n", "posts = 5k rps\nflow read @ posts * 3 { web -> api }\n"},
    {"unknown-size", Severity::note, "a table whose size can't be computed",
     "The size of a row is that of its columns. Texts, vectors and decimals are as large as they are long, so they need "
     "a length; without one nothing is known of the table's storage.",
     "postgres users\ntable people in users {\n  name text\n  rows: 5M\n}\nweb -> api -> users\n",
     "postgres users\ntable people in users {\n  id bigint key\n  name text(40)\n  rows: 5M\n}\nweb -> api -> users\n"},
    {"unknown-type", Severity::error, "a type of columns that is declared nowhere",
     "Types say how large a column is. A design may declare its own: `type money_amount = 12 B`.",
     "postgres users\ntable people in users { id bigit key }\nweb -> api -> users\n",
     "postgres users\ntable people in users { id bigint key }\nweb -> api -> users\n"},
    {"unknown-unit", Severity::error, "a unit that there is not",
     "A number carries its unit. Units of time, data, money and tokens are known; whatever else is counted can be "
     "declared: `unit tweet`. `$` stands for whatever currency you count in.",
     "kept = 5 yeers\n", "kept = 5 years\nkafka log { retention: kept }\nweb -> api ~> log ~> worker\n"},
    {"unmet-condition", Severity::error, "`on` something that never happens there",
     "`on hit` and `on miss` count the reads of a cache by the same caller in the same flow, `on fail` its calls of "
     "another component. Where it makes no such call, the arrow would carry nothing.",
     "redis seen\nweb -> api\napi -> users on miss seen\n",
     "redis seen\npostgres users\nweb -> api -> seen\napi -> users on miss seen\n"},
    {"unstated-figure", Severity::error, "what is used is stated nowhere",
     "An expression uses an attribute of a component or the rate of a flow that nothing gives a value to.",
     "flow read @ api.capacity { web -> api }\n",
     "service api { capacity: 5k rps }\nflow read @ api.capacity * 50% { web -> api }\n"},
};
// clang-format on

}  // namespace joist::resolve

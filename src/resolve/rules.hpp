// The rules whose findings come from giving names, kinds and values a meaning, for those who
// explain rules.
#pragma once

#include <string_view>

#include "base/finding.hpp"

namespace joist::resolve {

struct RuleInfo {
  std::string_view name;
  Severity severity = Severity::error;
  std::string_view summary;
  std::string_view why;
  std::string_view bad;   // a design in which the rule has something to say; empty: more than a text
  std::string_view good;  // the same, mended
};

// clang-format off
inline constexpr RuleInfo rules[] = {
    {"ambiguous-name", Severity::error, "a name could mean two things",
     "A name means the nearest thing of that name; from outside of a group it must be unique, and in an expression a flow and a "
     "component of one name are told apart by what stands before: `flow.search.p99`, `component.search.load`.",
     "region us { service api }\nregion eu { service api }\nclient -> api\n",
     "region us { service api }\nregion eu { service api }\nclient -> us.api, eu.api\n"},
    {"definition-ring", Severity::error, "a value that follows from itself",
     "Quantities, kinds and types are computed from others; round a ring there is no beginning.",
     "a = b * 2\nb = a / 2\n", "a = 4\nb = a / 2\n"},
    {"dimension-mismatch", Severity::error, "values of different dimensions are added, compared or assigned",
     "A rate is no number, and bytes are no seconds. Where they meet, one of the two is not what it seems, or a factor is missing.",
     "a = 5 GB\nb = a + 3 s\n", "a = 5 GB\nb = a + 3 GB\n"},
    {"duplicate-attribute", Severity::error, "an attribute is stated twice of one thing",
     "Two values cannot both hold, and which one was meant is not said.",
     "service api { replicas: 2, replicas: 3 }\nclient -> api\n", "service api { replicas: 3 }\nclient -> api\n"},
    {"duplicate-name", Severity::error, "two things of one kind have the same name",
     "A name stands for one thing. A flow may be written in several places, and a stage says known things again; anything else is "
     "declared once.",
     "service api\nservice api\nclient -> api\n", "service api\nservice api2\nclient -> api, api2\n"},
    {"group-as-end", Severity::error, "a call goes to a group, or comes from one",
     "Requests are served by components. Between groups there are relations (`us -- eu { delay: 80 ms }`), which hold for all that "
     "crosses.",
     "region us { service api }\nclient -> us\n", "region us { service api }\nclient -> us.api\n"},
    {"import-outside", Severity::error, "an import leads out of the project",
     "A design may read only files below its root folder (that of `joist.toml`, or its own), so that checking a foreign design cannot "
     "read your other files.",
     "", ""},
    {"import-ring", Severity::error, "files that import each other",
     "Round a ring no file could be read first. What both need goes into a third.",
     "", ""},
    {"misplaced-attribute", Severity::error, "an attribute of something else",
     "Each attribute belongs to components, arrows, flows or others, and says nothing elsewhere: copies are of the component, the size "
     "of a call is of the arrow.",
     "service api\nclient -> api { replicas: 2 }\n", "service api { replicas: 2 }\nclient -> api\n"},
    {"misplaced-statement", Severity::error, "a statement in a block that cannot hold it",
     "Only the file, groups, flows and stages hold statements; the block of a component, an arrow or a kind holds attributes.",
     "service api {\n  api -> db\n}\nclient -> api\n", "service api\nclient -> api -> db\n"},
    {"range-magnitude", Severity::error, "a magnitude on one end of a range",
     "In `10..50M` the magnitude belongs to the 50 alone, and a range from ten to fifty million is rarely meant.",
     "users_now = 10..50M\n", "users_now = 10M..50M\n"},
    {"unexpected-value", Severity::error, "a value that the attribute does not take",
     "Each attribute has a type and a range: copies are counted, shares lie between 0 and 1, `failover` is one of three words.",
     "service api { replicas: -2 }\nclient -> api\n", "service api { replicas: 2 }\nclient -> api\n"},
    {"unit-name", Severity::error, "a quantity has the name of a unit or an operator",
     "`day = 3` would make `5/day` mean two things.",
     "day = 3\n", "days_kept = 3\n"},
    {"unknown-arrow", Severity::error, "an arrow is removed that is not there",
     "`remove a -> b` takes away an arrow of that sort, from and to just these; none is left out in silence.",
     "client -> api -> db\nstage \"10x\" { remove client -> db }\n", "client -> api -> db\nstage \"10x\" { remove api -> db }\n"},
    {"unknown-attribute", Severity::error, "an attribute that is none",
     "A misspelt attribute would change nothing, and be missed. What the checker has no use for goes into `note` or `tags`.",
     "service api { replcas: 2 }\nclient -> api\n", "service api { replicas: 2 }\nclient -> api\n"},
    {"unknown-figure", Severity::error, "a figure that is not computed, or not there to be used",
     "Conditions (`need`, `until`) speak of results such as `read.p99`; other expressions only of what is stated, since results follow "
     "from them.",
     "flow read @ 5 rps { client -> api }\nneed read.p98 < 200 ms\n", "flow read @ 5 rps { client -> api }\nneed read.p99 < 200 ms\n"},
    {"unknown-flow", Severity::error, "a flow that is not declared",
     "Features, endpoints and views name the flow that serves them; one that is nowhere serves nothing.",
     "flow read @ 5 rps { client -> api }\nfeature \"Read\" by reed\n", "flow read @ 5 rps { client -> api }\nfeature \"Read\" by read\n"},
    {"unknown-kind", Severity::error, "a kind that is not declared",
     "The kind says what a component is, and brings its defaults. `joist kinds` lists those there are; `kind NAME : PARENT` makes one.",
     "servce api\nclient -> api\n", "service api\nclient -> api\n"},
    {"unknown-name", Severity::error, "a name that is not declared",
     "In an arrow an undeclared name stands for a component; in an expression, a need or a table it can stand for nothing.",
     "dau = 5M\nposts = dua * 2/day\n", "dau = 5M\nposts = dau * 2/day\n"},
    {"unknown-type", Severity::error, "a column type that is not declared",
     "The size of a row follows from the types of its columns. `type NAME = SIZE` declares one.",
     "postgres db\ntable users in db { id bigit key }\nclient -> api -> db\n",
     "postgres db\ntable users in db { id bigint key }\nclient -> api -> db\n"},
    {"unknown-unit", Severity::error, "a unit that is not known",
     "Units are checked, so that gigabytes are not added to seconds. `unit NAME` declares one for things that are counted.",
     "cache_size = 5 gb\n", "cache_size = 5 GB\n"},
    {"unreadable-file", Severity::error, "a file that cannot be read",
     "Nothing can be said of a design that is not there.",
     "", ""},
    {"unreadable-import", Severity::error, "an imported file that cannot be read",
     "What stands in it is missing from the design, and everything that depends on it is unchecked.",
     "import \"nowhere.joist\"\nclient -> api\n", "client -> api\n"},
    {"unstated-figure", Severity::error, "a value is used that is stated nowhere",
     "An expression may use what is stated of a component or flow; where nothing is stated there is no number to compute with.",
     "", ""},
};
// clang-format on

}  // namespace joist::resolve

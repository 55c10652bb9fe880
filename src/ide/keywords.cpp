// The table of words.
#include "ide/keywords.hpp"

namespace joist::ide {

namespace {

using syntax::Kind;

constexpr Keyword statements[] = {
    {"design", Kind::design, "the design's title, and what holds for all of it",
     "design \"${1:Title}\" { ${2:peak: 3} }"},
    {"import", Kind::import, "another file", "import \"${1:file.joist}\""},
    {"kind", Kind::kind, "a kind of component of your own", "kind ${1:name} : ${2:parent} { $0 }"},
    {"type", Kind::type_of, "a type of column and its size", "type ${1:name} = ${2:8 B}"},
    {"unit", Kind::unit, "a thing that is counted", "unit ${1:name}"},
    {"flow", Kind::flow, "a class of traffic",
     "flow ${1:name} \"${2:What it is}\" @ ${3:100 rps} {\n  $0\n}"},
    {"feature", Kind::feature, "what the product does", "feature \"${1:What}\" by ${2:flow}"},
    {"need", Kind::need, "what must hold", "need ${1:flow}.${2:p99} < ${3:200 ms}"},
    {"assume", Kind::assume, "what is taken for granted", "assume \"${1:What}\""},
    {"defer", Kind::defer, "what is left for later", "defer \"${1:What}\" \"${2:Why}\""},
    {"decide", Kind::decide, "a decision and its alternatives",
     "decide \"${1:This}\" over \"${2:that}\"\n  because \"${3:why}\"\n  but     \"${4:what it "
     "costs}\""},
    {"endpoints", Kind::endpoints, "the interface of a component",
     "endpoints of ${1:component} {\n  $0\n}"},
    {"table", Kind::table, "what a store keeps", "table ${1:name} in ${2:store} {\n  $0\n}"},
    {"stage", Kind::stage, "the design as it grows", "stage \"${1:10x}\" { $0 }"},
    {"view", Kind::view, "a picture of a part", "view ${1:name} { show ${2:*} }"},
    {"allow", Kind::allow, "accept a finding, with a reason",
     "allow ${1:rule} on ${2:name} \"${3:why}\""},
    {"remove", Kind::remove, "take something out, in a stage", "remove ${1:name}"},
};

constexpr Keyword words[] = {
    {"allow", Kind::allow_attribute, "accept a finding, with a reason",
     "allow: ${1:rule} \"${2:why}\""},
    {"as", Kind::import, "the name of this copy of the file"},
    {"by", Kind::feature, "the flows that do it"},
    {"by", Kind::endpoint, "the flows that begin there"},
    {"of", Kind::endpoints, "the component that answers"},
    {"in", Kind::table, "the store that keeps it"},
    {"in", Kind::binding, "the unit that it is shown in"},
    {"on", Kind::allow, "the component, group or flow that it holds for"},
    {"survive", Kind::survive, "no flow may stop when any one of them is lost"},
    {"zone", Kind::survive, "any one zone, with all that stands in it"},
    {"region", Kind::survive, "any one region, with all that stands in it"},
    {"rack", Kind::survive, "any one rack, with all that stands in it"},
    {"instance", Kind::survive, "any one copy of anything"},
    {"over", Kind::clause, "what was not chosen"},
    {"because", Kind::clause, "what speaks for it"},
    {"but", Kind::clause, "what it costs"},
    {"until", Kind::clause, "when it no longer holds"},
    {"read", Kind::access, "the call reads"},
    {"write", Kind::access, "the call writes"},
    {"on", Kind::on, "called only after a hit, a miss or a failure of another"},
    {"hit", Kind::on, "when the cache has it"},
    {"miss", Kind::on, "when the cache does not have it"},
    {"fail", Kind::on, "when the call before has failed, or a limit has refused it"},
    {"x", Kind::ratio, "calls for each request that arrives: `x 2`, `x 30%`"},
    {"key", Kind::flag, "the primary key; several columns, in their order, are one"},
    {"partition", Kind::flag, "the key that rows are spread over shards by"},
    {"ref", Kind::flag, "a row of another table: `ref table.column`"},
    {"index", Kind::index, "columns, in their order, that rows are found by"},
    {"query", Kind::query, "what is asked of the table, by which columns"},
    {"show", Kind::pick, "what the picture has"},
    {"hide", Kind::pick, "what the picture leaves out"},
    {"collapse", Kind::pick, "groups that are drawn as one box"},
    {"neighbours", Kind::selector, "what calls it and what it calls: `neighbours of api`"},
    {"kind", Kind::selector, "all of a kind: `kind:database`"},
    {"tag", Kind::selector, "all with a tag: `tag:critical`"},
    {"of", Kind::share, "a part of something: `3% of users`"},
    {"over", Kind::over, "what comes in a time, or is kept for one: `posts over 5 years`"},
    {"per", Kind::item, "whom the limit counts for: `300/h per user`"},
};

}  // namespace

std::span<const Keyword> statement_keywords() {
  return statements;
}

const Keyword* find_keyword(Kind in, std::string_view word) {
  for (const Keyword& each : statements)
    if (each.in == in && each.word == word) return &each;
  for (const Keyword& each : words)
    if (each.in == in && each.word == word) return &each;
  return nullptr;
}

}  // namespace joist::ide

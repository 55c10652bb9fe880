// Quantities: bound where they stand, bound anew by stages and in named imports.
#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "resolve/declare.hpp"
#include "resolve/refer.hpp"

namespace joist::resolve {
namespace {

using syntax::Kind;

// Why a quantity can't have that name; empty if it can.
std::string unusable_name(const Context& context, std::string_view name) {
  if (context.units.find(name)) return fmt::format("`{}` is a unit and can't be bound", name);
  constexpr std::string_view operators[] = {"of", "over", "in", "per"};
  if (std::find(std::begin(operators), std::end(operators), name) == std::end(operators)) return {};
  return fmt::format("`{}` is an operator and can't name a quantity", name);
}

// A value that something follows which could not be read is not the one that was meant.
bool breaks_off(Ref statement) {
  const auto& nodes = statement.file().nodes;
  const std::uint32_t next = nodes[statement.index()].next;
  return next < nodes.size() && nodes[next].kind == Kind::junk;
}

QuantityId add_quantity(Context& context, Ref statement, Ref name, const Where& where) {
  const QuantityId id(context.model.quantities.size());
  model::QuantityBinding binding;
  binding.name = syntax::plain_name(name.text());
  binding.path = context.scopes.path_of(where.scope, name.text());
  binding.span = name.span();
  binding.statement = statement.span();
  if (const auto reason = unusable_name(context, name.text()); !reason.empty()) {
    context.error("unit-name", name.span(), reason).help = "give the quantity another name";
    // It keeps its name all the same, so that its uses are not faults of their own.
    binding.failed = true;
  }
  context.model.quantities.push_back(std::move(binding));
  context.quantity_places.push_back(name.span());
  refer(context, name.text(), name.span(), id);
  return id;
}

// The latest statement counts; two of one stage are one too many.
void bind_again(Context& context, QuantityId id, const Job& job) {
  const Ref name = job.node.child(Kind::qname);
  refer(context, name.text(), name.span(), id);
  Job& known = context.bindings[id.index()];
  const bool rebinds = name.text().find('.') != std::string_view::npos;  // of a named import
  const bool was_rebound = known.node.child(Kind::qname).text().find('.') != std::string_view::npos;
  if (job.stage == known.stage && rebinds == was_rebound) {
    report_duplicate(context, name, context.model.quantities[id.index()].span);
    return;
  }
  if (job.stage < known.stage) return;
  known = job;
  context.model.quantities[id.index()].span = name.span();
  context.model.quantities[id.index()].statement = {};
  if (breaks_off(job.node)) context.model.quantities[id.index()].failed = true;
}

// Where `c1.users` is bound: in the nearest `c1` from here outwards.
ScopeId home_of(const Context& context, ScopeId from, const std::vector<std::string_view>& parts) {
  for (ScopeId scope = from; scope; scope = context.scopes.at(scope).parent) {
    ScopeId home = scope;
    for (std::size_t i = 0; i + 1 < parts.size() && home; ++i) {
      home = context.scopes.inner(home, parts[i]);
    }
    if (home) return home;
  }
  return {};
}

}  // namespace

void declare_binding(Context& context, Ref statement, const Where& where) {
  const Ref name = statement.child(Kind::qname);
  if (name.text().find('.') != std::string_view::npos) {
    context.dotted.push_back(job(statement, where));
    return;
  }
  const Entry* known = context.scopes.entry(where.scope, name.text());
  if (known != nullptr && known->quantity) {
    return bind_again(context, known->quantity, job(statement, where));
  }
  const QuantityId id = add_quantity(context, statement, name, where);
  if (breaks_off(statement)) context.model.quantities[id.index()].failed = true;
  context.bindings.push_back(job(statement, where));
  context.scopes.enter(where.scope, name.text()).quantity = id;
}

bool is_flow(const Context& context, std::string_view path) {
  const auto& flows = context.model.flows;
  return std::any_of(flows.begin(), flows.end(),
                     [&](const auto& flow) { return flow.path == path; });
}

// `read.rate = 50 rps`, `api.replicas = 3`
void report_no_binding(Context& context, Ref name, std::string_view place, std::string_view what,
                       bool flow) {
  Finding& finding = context.error("unknown-name", name.span(),
                                   fmt::format("`{}` is a {}, and `=` binds quantities", place,
                                               flow ? "flow" : "component or group"));
  if (flow && what == "rate") {
    finding.help = fmt::format("state its rate where it is opened: `flow {} @ ...`", place);
  } else if (flow) {
    finding.help = fmt::format("state it in its block: `flow {} {{ {}: ... }}`", place, what);
  } else {
    finding.help = fmt::format("an attribute is stated with `:`, as in `{}.{}: ...`", place, what);
  }
}

void rebind(Context& context, const Job& job) {
  const Ref name = job.node.child(Kind::qname);
  const auto parts = split(name.text(), '.');
  const ScopeId home = home_of(context, job.scope, parts);
  if (!home) {
    const Member around = context.scopes.find_around(job.scope, parts.front());
    if (around.removed) return;
    const auto place = name.text().substr(0, name.text().rfind('.'));
    if (around.component || around.group || is_flow(context, place)) {
      report_no_binding(context, name, place, parts.back(), is_flow(context, place));
      return;
    }
    Finding& finding =
        context.error("unknown-name", name.span(),
                      fmt::format("there is no import `{}` to bind `{}` in", place, parts.back()));
    finding.help = fmt::format("import a copy: `import \"FILE\" as {}`", parts.front());
    return;
  }
  const Entry* known = context.scopes.entry(home, parts.back());
  if (known != nullptr && known->quantity) return bind_again(context, known->quantity, job);
  Finding& finding = context.error(
      "unknown-name", name.span(),
      fmt::format("`{}` has no quantity `{}`", context.scopes.at(home).path, parts.back()));
  Span last = name.span();
  last.begin = last.end - static_cast<std::uint32_t>(parts.back().size());
  suggest(finding, last,
          context.closest(parts.back(), [&] { return context.scopes.quantity_names(home, true); }));
  if (finding.help.empty()) finding.help = "bind what its file binds";
}

}  // namespace joist::resolve

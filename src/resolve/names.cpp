// Uses of names: what they stand for, and what to say when they stand for nothing.
#include <algorithm>

#include <fmt/format.h>

#include "base/nearest.hpp"
#include "base/text.hpp"
#include "resolve/context.hpp"
#include "resolve/refer.hpp"

namespace joist::resolve {

Finding& Context::report(std::string_view rule, Severity severity, Span span, std::string message) {
  Finding finding;
  finding.rule = std::string(rule);
  finding.severity = severity;
  finding.span = span;
  finding.message = std::move(message);
  findings.push_back(std::move(finding));
  return findings.back();
}

std::string_view Context::closest(std::string_view name, Nearby candidates) {
  // Each search looks at every name there is: a text of nothing but mistakes gets by without.
  constexpr int most = 100;
  if (++searches > most) return {};
  const auto names = candidates();
  return nearest(name, names);
}

void suggest(Finding& finding, Span span, std::string_view closest) {
  if (closest.empty()) return;
  finding.help = fmt::format("did you mean `{}`?", closest);
  finding.fixes.push_back(
      {fmt::format("write `{}`", closest), false, {{span, std::string(closest)}}});
}

void suggest(Context& context, Finding& finding, Ref name, Nearby candidates) {
  suggest(finding, name.span(), context.closest(name.text(), candidates));
}

std::string closest_name(Context& context, ScopeId scope, std::string_view name, NamesOf names) {
  const auto dot = name.rfind('.');
  if (dot == std::string_view::npos) {
    return std::string(
        context.closest(name, [&] { return (context.scopes.*names)(scope, false); }));
  }
  const auto place = name.substr(0, dot);
  const GroupId group = context.scopes.find(scope, place).member.group;
  if (group) {
    const ScopeId home = context.scope_of[group.index()];
    const auto last =
        context.closest(name.substr(dot + 1), [&] { return (context.scopes.*names)(home, true); });
    return last.empty() ? std::string() : fmt::format("{}.{}", place, last);
  }
  // The group itself may be misspelt: then what it holds has to be right.
  const std::string home = closest_name(context, scope, place, &Scopes::member_names);
  std::string whole = home + std::string(name.substr(dot));
  if (home.empty() || !context.scopes.find(scope, whole).member) return {};
  return whole;
}

std::string label_of(Ref node) {
  std::string label = string_of(node);
  return trimmed(label).empty() ? std::string() : label;
}

std::string string_of(Ref node) {
  return node ? syntax::string_value(node.text()) : std::string();
}

namespace {

std::string_view last_of(std::string_view qualified) {
  return qualified.substr(qualified.rfind('.') + 1);
}

std::string path_of(const Context& context, const Member& member) {
  return member.component ? context.model.at(member.component).path
                          : context.model.at(member.group).path;
}

}  // namespace

void report_ambiguous(Context& context, std::string_view name, Span span,
                      const std::vector<Member>& several) {
  const bool more = several.size() == Scopes::most_shown;
  Finding& finding =
      context.error("ambiguous-name", span,
                    more ? fmt::format("`{}` could be many things", name)
                         : fmt::format("`{}` could be {} things", name, several.size()));
  std::vector<std::string> paths;
  for (const Member& member : several) {
    if (paths.size() == 3) break;
    paths.push_back(path_of(context, member));
    const Span place = member.component ? context.model.at(member.component).span
                                        : context.model.at(member.group).span;
    finding.labels.push_back({place, fmt::format("`{}`", paths.back())});
  }
  finding.help = fmt::format("say which: {}{}", listed(paths, "or"),
                             several.size() > paths.size() ? ", for example" : "");
}

namespace {

// What to do about a name that nothing has.
std::string declaration_of(const Context& context, ScopeId scope, std::string_view name) {
  const auto dot = name.rfind('.');
  if (dot == std::string_view::npos) return fmt::format("declare it: `service {}`", name);
  const auto place = name.substr(0, dot), last = name.substr(dot + 1);
  const auto found = context.scopes.find(scope, place);
  if (found.member.group) return fmt::format("declare it there: `service {}`", last);
  if (found.member.component) {
    return fmt::format("`{}` is a component and holds no others; only a name without a dot is new",
                       place);
  }
  return fmt::format("there is no group `{}` either; only a name without a dot is new", place);
}

}  // namespace

bool report_removed(Context& context, std::string_view name, Span span, const Member& member) {
  if (!member.removed || member.removed_at == 0 || span.begin < member.removed_at) return false;
  const auto holds = [&](Span stage) {
    return stage.file == span.file && stage.begin <= span.begin && span.end <= stage.end;
  };
  if (std::none_of(context.stage_spans.begin(), context.stage_spans.end(), holds)) return false;
  Finding& finding =
      context.error("unknown-name", span, fmt::format("`{}` was removed before", name));
  const auto length = static_cast<std::uint32_t>(name.size());
  finding.labels.push_back(
      {{span.file, member.removed_at, member.removed_at + length}, "removed here"});
  finding.help = "declare it again, or leave out what speaks of it";
  return true;
}

bool is_gone(const Context& context, const Job& job) {
  for (ScopeId scope = job.scope; scope; scope = context.scopes.at(scope).parent) {
    if (context.scopes.at(scope).removed) return true;
  }
  return false;
}

Member find_member(Context& context, ScopeId scope, Ref name, std::string_view what) {
  const auto found = context.scopes.find(scope, name.text());
  if (found.member) {
    report_removed(context, name.text(), name.span(), found.member);
    refer(context, name, found.member);
    return found.member;
  }
  if (!found.several.empty()) {
    report_ambiguous(context, name.text(), name.span(), found.several);
    return {};
  }
  Finding& finding = context.error(
      "unknown-name", name.span(),
      fmt::format("there is no component `{}`{}{}", name.text(), what.empty() ? "" : " ", what));
  suggest(finding, name.span(), closest_name(context, scope, name.text(), &Scopes::member_names));
  if (finding.help.empty()) finding.help = declaration_of(context, scope, name.text());
  return {};
}

FlowId find_flow(Context& context, ScopeId scope, Ref name) {
  const FlowId flow = context.scopes.find_flow(scope, name.text());
  refer(context, name.text(), name.span(), flow);
  if (flow || context.scopes.is_gone(scope, name.text())) return flow;
  Finding& finding =
      context.error("unknown-flow", name.span(), fmt::format("there is no flow `{}`", name.text()));
  if (context.scopes.find(scope, name.text()).member) {
    finding.message += ", only a component of that name";
  } else {
    suggest(finding, name.span(), closest_name(context, scope, name.text(), &Scopes::flow_names));
  }
  if (finding.help.empty()) {
    finding.help = fmt::format("declare it: `flow {} {{ ... }}`", last_of(name.text()));
  }
  return {};
}

}  // namespace joist::resolve

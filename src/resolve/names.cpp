// Uses of names: what they stand for, and what to say when they stand for nothing.
#include <array>

#include <fmt/format.h>

#include "base/nearest.hpp"
#include "base/text.hpp"
#include "resolve/context.hpp"

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

void suggest(Finding& finding, Ref name, const std::vector<std::string_view>& candidates) {
  const auto closest = nearest(name.text(), candidates);
  if (closest.empty()) return;
  finding.help = fmt::format("did you mean `{}`?", closest);
  finding.fixes.push_back(
      {fmt::format("write `{}`", closest), false, {{name.span(), std::string(closest)}}});
}

std::string string_of(Ref node) {
  return node ? syntax::string_value(node.text()) : std::string();
}

namespace {

std::string path_of(const Context& context, const Member& member) {
  return member.component ? context.model.at(member.component).path
                          : context.model.at(member.group).path;
}

void report_ambiguous(Context& context, Ref name, const std::vector<Member>& several) {
  Finding& finding =
      context.error("ambiguous-name", name.span(),
                    fmt::format("`{}` could be {} things", name.text(), several.size()));
  std::vector<std::string> paths;
  for (const Member& member : several) {
    if (paths.size() == 3) break;
    paths.push_back(path_of(context, member));
    const Span place = member.component ? context.model.at(member.component).span
                                        : context.model.at(member.group).span;
    finding.labels.push_back({place, fmt::format("`{}`", paths.back())});
  }
  finding.help = fmt::format("say which: {}", listed(paths, "or"));
}

}  // namespace

Member find_member(Context& context, ScopeId scope, Ref name, std::string_view what) {
  const auto found = context.scopes.find(scope, name.text());
  if (found.member) return found.member;
  if (!found.several.empty()) {
    report_ambiguous(context, name, found.several);
    return {};
  }
  Finding& finding = context.error(
      "unknown-name", name.span(),
      fmt::format("there is no component `{}`{}{}", name.text(), what.empty() ? "" : " ", what));
  suggest(finding, name, context.scopes.member_names(scope));
  if (finding.help.empty()) finding.help = fmt::format("declare it: `service {}`", name.text());
  return {};
}

FlowId find_flow(Context& context, ScopeId scope, Ref name) {
  const FlowId flow = context.scopes.find_flow(scope, name.text());
  if (flow) return flow;
  Finding& finding =
      context.error("unknown-flow", name.span(), fmt::format("there is no flow `{}`", name.text()));
  suggest(finding, name, context.scopes.flow_names(scope));
  if (finding.help.empty()) {
    finding.help = fmt::format("declare it: `flow {} {{ ... }}`", name.text());
  }
  return {};
}

}  // namespace joist::resolve

// Statements that speak of the design: needs, features, decisions, endpoints and allowances.
#include <unordered_map>

#include <fmt/format.h>

#include "base/text.hpp"
#include "resolve/refer.hpp"
#include "resolve/tables.hpp"
#include "resolve/values.hpp"

namespace joist::resolve {
namespace {

using model::Level;
using syntax::Kind;

std::vector<FlowId> flows_of(Context& context, Ref node, ScopeId scope) {
  std::vector<FlowId> flows;
  const auto add = [&](Ref name) {
    if (const FlowId flow = find_flow(context, scope, name)) flows.push_back(flow);
  };
  for (Ref child : node) {
    if (child.is(Kind::qname)) add(child);
    if (!child.is(Kind::names)) continue;
    for (Ref name : child) add(name);
  }
  return flows;
}

// --- needs
// ----------------------------------------------------------------------------------------

// What people write for the loss of one zone, region, rack or instance; empty for other words.
std::string_view meant_level(std::string_view word) {
  constexpr std::pair<std::string_view, std::string_view> table[] = {
      {"zones", "zone"},       {"az", "zone"},           {"azs", "zone"},
      {"regions", "region"},   {"racks", "rack"},        {"instances", "instance"},
      {"replica", "instance"}, {"replicas", "instance"}, {"copy", "instance"},
      {"copies", "instance"},  {"node", "instance"},     {"nodes", "instance"},
      {"machine", "instance"}, {"host", "instance"},
  };
  for (const auto& [written, meant] : table) {
    if (written == word) return meant;
  }
  return {};
}

bool read_survive(Context& context, model::Need& need, Ref name, ScopeId scope) {
  const auto word = name.text();
  if (const auto meant = meant_level(word);
      !meant.empty() && !context.scopes.find(scope, word).member) {
    Finding& finding = context.error("unknown-name", name.span(),
                                     fmt::format("`{}` is nothing that can be lost", word));
    finding.help = fmt::format("write `need survive {}`: the loss of any one of them", meant);
    finding.fixes.push_back(
        {fmt::format("write `{}`", meant), true, {{name.span(), std::string(meant)}}});
    return false;
  }
  if (word == "zone") {
    need.survive = Level::zone;
  } else if (word == "region") {
    need.survive = Level::region;
  } else if (word == "rack") {
    need.survive = Level::rack;
  } else if (word == "instance") {
    need.survive_instance = true;
  } else {
    const std::size_t before = context.findings.size();
    const Member member = find_member(context, scope, name, "to survive the loss of");
    if (context.findings.size() > before && context.findings.back().fixes.empty() &&
        context.findings.back().rule == "unknown-name") {
      context.findings.back().help =
          "name a component or group, or `zone`, `region`, `rack` or `instance`";
    }
    if (!member || member.removed) return false;
    need.survive_component = member.component;
    need.survive_group = member.group;
  }
  return true;
}

void read_need(Context& context, const Job& job) {
  model::Need need;
  need.span = job.node.span();
  need.flow = job.flow == FlowId(0) ? FlowId() : job.flow;
  need.why = string_of(job.node.child(Kind::string));
  if (const Ref survive = job.node.child(Kind::survive)) {
    need.text = std::string(trimmed(survive.text()));
    if (!read_survive(context, need, survive.child(Kind::qname), job.scope)) return;
  } else if (const Ref condition = job.node.child(Kind::condition)) {
    need.text = std::string(trimmed(condition.text()));
    need.condition = compile_condition(context, condition, {job.scope, job.flow, true});
    if (!need.condition) return;
  } else {
    return;  // broken, and reported as such
  }
  context.model.needs.push_back(std::move(need));
}

// --- features and decisions
// -------------------------------------------------------------------------

void read_feature(Context& context, const Job& job) {
  model::Feature feature;
  feature.text = string_of(job.node.child(Kind::string));
  feature.flows = flows_of(context, job.node, job.scope);
  feature.span = job.node.span();
  context.model.features.push_back(std::move(feature));
}

// Each of `because`, `but` and `until` once; of `over`, all options count.
bool is_second(Context& context, const model::Decision& decision, Ref clause) {
  const auto text = clause.text();
  const bool second = (text.starts_with("because") && !decision.because.empty()) ||
                      (text.starts_with("but") && !decision.but.empty()) ||
                      (text.starts_with("until") && !decision.until_text.empty());
  if (!second) return false;
  const auto word = text.substr(0, text.find_first_of(" \t\""));
  context
      .error("duplicate-attribute", clause.span(),
             fmt::format("`{}` stands twice in one decision", word))
      .help = "say all in one text, or keep one of the two";
  return true;
}

void read_clause(Context& context, model::Decision& decision, Ref clause, const Job& job) {
  const auto text = clause.text();
  if (is_second(context, decision, clause)) return;
  if (text.rfind("over", 0) == 0) {
    for (Ref option : clause) decision.over.push_back(string_of(option));
  } else if (text.rfind("because", 0) == 0) {
    decision.because = string_of(clause.child(Kind::string));
  } else if (text.rfind("but", 0) == 0) {
    decision.but = string_of(clause.child(Kind::string));
  } else if (const Ref condition = clause.child(Kind::condition)) {
    decision.until_text = std::string(trimmed(condition.text()));
    decision.until = compile_condition(context, condition, {job.scope, {}, true});
  }
}

void read_decision(Context& context, const Job& job) {
  model::Decision decision;
  decision.choice = string_of(job.node.child(Kind::string));
  decision.span = job.node.span();
  for (Ref child : job.node) {
    if (child.is(Kind::clause)) read_clause(context, decision, child, job);
  }
  context.model.decisions.push_back(std::move(decision));
}

// --- endpoints
// ----------------------------------------------------------------------------------------

// Endpoints are known by their component, method and path.
class EndpointReader {
 public:
  explicit EndpointReader(Context& context) : context_(context) {}

  void read(const Job& job) {
    const Ref name = job.node.child(Kind::qname);
    const Member member = find_member(context_, job.scope, name, "");
    if (!member || member.removed) return;
    if (member.group) {
      context_
          .error("group-as-end", name.span(),
                 fmt::format("`{}` is a group, and endpoints belong to components", name.text()))
          .help = fmt::format("name a component in it: `{}.NAME`", name.text());
      return;
    }
    const Ref block = job.node.child(Kind::block);
    if (!block) return;
    model::Attributes common;  // `auth: jwt` on a line of its own holds for all
    for (Ref child : block) {
      const Ref line = line_of(child);
      if (line.is(Kind::attribute)) read_one(common, line, job.scope);
    }
    for (Ref child : block) {
      const Ref line = line_of(child);
      if (line.is(Kind::endpoint)) read_endpoint(line, member.component, job, common);
    }
  }

 private:
  static Ref line_of(Ref child) {
    return child.is(Kind::endpoint_line) || child.is(Kind::statement) ? child.first() : child;
  }

  void read_one(model::Attributes& attributes, Ref node, ScopeId scope) {
    read_attribute(context_, attributes, {node, model::on_endpoint, scope, "", {}, {}});
  }

  model::Attributes read_block(Ref block, Ref line, const Job& job) {
    model::Attributes own;
    for (Ref child : block) {
      const Ref node = line_of(child);
      if (node.is(Kind::attribute)) {
        read_one(own, node, job.scope);
      } else if (node.is(Kind::allow_attribute)) {
        context_.allowances.push_back({node, job.scope, job.flow, job.stage, line.span()});
      } else if (node.kind() < Kind::bad) {
        context_
            .error("misplaced-statement", node.span(), "an endpoint's block holds attributes only")
            .help = "write this outside of its block";
      }
    }
    return own;
  }

  void read_body(model::Endpoint& endpoint, Ref text, bool& stated) {
    if (stated) {
      context_
          .error("duplicate-attribute", text.span(),
                 fmt::format("`{} {}` has two bodies", endpoint.method, endpoint.path))
          .help = "keep one of the two";
      return;
    }
    stated = true;
    endpoint.body = string_of(text);
  }

  // The endpoint of that line, made if it is new; none if it is declared twice.
  model::Endpoint* enter(model::Endpoint made, const Job& job) {
    auto& endpoints = context_.model.endpoints;
    const auto key = fmt::format("{} {} {}", made.component.value, made.method, made.path);
    const auto [place, is_new] = known_.emplace(key, endpoints.size());
    if (is_new) {
      endpoints.push_back(std::move(made));
      return &endpoints.back();
    }
    model::Endpoint& known = endpoints[place->second];
    if (job.stage > 0) return &known;
    Finding& finding =
        context_.error("duplicate-name", made.span,
                       fmt::format("`{} {}` is declared twice", made.method, made.path));
    finding.labels.push_back({known.span, "first declared here"});
    finding.help = "say all in one place";
    return nullptr;
  }

  void read_endpoint(Ref line, ComponentId component, const Job& job,
                     const model::Attributes& common) {
    model::Endpoint made;
    made.component = component;
    made.span = line.span();
    for (Ref part : line) {
      if (part.is(Kind::method)) made.method = std::string(trimmed(part.text()));
      if (part.is(Kind::path)) made.path = std::string(trimmed(part.text()));
    }
    model::Endpoint* endpoint = enter(std::move(made), job);
    if (endpoint == nullptr) return;
    merge_over(endpoint->attributes, common);
    auto flows = flows_of(context_, line, job.scope);
    if (!flows.empty()) endpoint->flows = std::move(flows);
    bool body = false;
    for (Ref part : line) {
      if (part.is(Kind::string)) read_body(*endpoint, part, body);
      if (part.is(Kind::block)) merge_over(endpoint->attributes, read_block(part, line, job));
    }
  }

  Context& context_;
  std::unordered_map<std::string, std::size_t> known_;
};

// --- allowances
// -----------------------------------------------------------------------------------------

void read_allowance(Context& context, const Job& job) {
  const Ref rule = job.node.child(Kind::rule_name);
  if (!rule) return;
  model::Allowance allowance;
  allowance.rule = std::string(trimmed(rule.text()));
  allowance.span = job.node.span();
  allowance.name = rule.span();
  const Ref reason = job.node.child(Kind::string);
  if (reason) allowance.reason = std::string(trimmed(string_of(reason)));
  if (allowance.reason.empty()) {
    context
        .error("unexpected-value", reason ? reason.span() : rule.span(),
               "an allowance without a reason")
        .help = "say why it is acceptable here";
    return;
  }
  if (const Ref name = job.node.child(Kind::qname)) {
    const auto found = context.scopes.find(job.scope, name.text());
    if (!found.member) allowance.flow = context.scopes.find_flow(job.scope, name.text());
    if (!found.member && !allowance.flow) {
      const std::size_t before = context.findings.size();
      find_member(context, job.scope, name, "");
      if (context.findings.size() > before && context.findings.back().rule == "unknown-name") {
        context.findings.back().message =
            fmt::format("there is no component or flow `{}` to allow it on", name.text());
      }
      return;
    }
    if (found.member.removed) return;
    refer(context, name, found.member);
    refer(context, name.text(), name.span(), allowance.flow);
    allowance.component = found.member.component;
    allowance.group = found.member.group;
  }
  if (job.node.is(Kind::allow_attribute)) allowance.block = job.around;
  context.model.allowances.push_back(std::move(allowance));
}

// Reading may add jobs (allowances) but never moves those at hand: each is copied.
template <class Read>
void for_each_job(Context& context, const std::vector<Job>& jobs, Read read) {
  for (std::size_t i = 0; i < jobs.size(); ++i) {
    const Job job = jobs[i];
    if (!is_gone(context, job)) read(job);
  }
}

}  // namespace

void read_statements(Context& context) {
  for_each_job(context, context.needs, [&](const Job& job) { read_need(context, job); });
  for_each_job(context, context.features, [&](const Job& job) { read_feature(context, job); });
  for_each_job(context, context.decisions, [&](const Job& job) { read_decision(context, job); });
  EndpointReader endpoints(context);
  for_each_job(context, context.endpoints, [&](const Job& job) { endpoints.read(job); });
  read_tables(context);
  read_views(context);
  for_each_job(context, context.allowances, [&](const Job& job) { read_allowance(context, job); });
  read_kinds(context);  // those that only these statements named
}

}  // namespace joist::resolve

// What stands behind a target (`@ 5k rps x 2 "label" { retries: 2 }`), read into its arrow.
#include <cmath>

#include <fmt/format.h>

#include "base/text.hpp"
#include "resolve/arrows.hpp"
#include "resolve/values.hpp"

namespace joist::resolve {
namespace {

using model::Arrow;
using model::Attributes;
using model::Stated;
using syntax::Kind;

struct Annotation {
  std::optional<Stated> rate, ratio;
  std::string label;
  Attributes attributes;
};

std::optional<Stated> read_rate(Context& context, Ref node, const Job& job) {
  const Ref expression = node.first();
  if (!expression) return std::nullopt;
  Value value = evaluate_expression(context, expression, {job.scope, job.flow, false});
  if (!value.quantity) return std::nullopt;
  if (!has_dimension(context, *value.quantity, quantity::rate, expression.span(), "a rate",
                     "5k rps")) {
    return std::nullopt;
  }
  if (value.quantity->value < 0) {
    context.error("unexpected-value", expression.span(), "a rate is negative");
    return std::nullopt;
  }
  return Stated{{}, std::move(*value.quantity), expression.span(), value.formula, ""};
}

std::optional<Stated> read_ratio(Context& context, Ref node, const Job& job) {
  const Ref expression = node.first();
  if (!expression) return std::nullopt;
  Value value = evaluate_expression(context, expression, {job.scope, job.flow, false});
  if (!value.quantity) return std::nullopt;
  if (!has_dimension(context, *value.quantity, quantity::count, expression.span(),
                     "a ratio (calls per request)", "x 2")) {
    return std::nullopt;
  }
  if (value.quantity->value < 0) {
    context.error("unexpected-value", expression.span(), "a ratio is negative");
    return std::nullopt;
  }
  return Stated{{}, std::move(*value.quantity), expression.span(), value.formula, ""};
}

void read_block(Context& context, Ref block, const Job& job, std::string_view owner,
                std::uint16_t places, Attributes& attributes) {
  for (Ref child : block) {
    const Ref node = child.is(Kind::statement) ? child.first() : child;
    if (node.is(Kind::attribute)) {
      read_attribute(context, attributes,
                     {node, places, job.scope, owner, job.flow, false, job.around});
    } else if (node.is(Kind::allow_attribute)) {
      context.allowances.push_back({node, job.scope, job.flow, job.in_stage, job.node.span()});
    } else if (node.kind() < Kind::bad) {
      context.error("misplaced-statement", node.span(),
                    "the block of an arrow holds attributes only");
    }
  }
}

Annotation read_annotation(Context& context, const Job& job, std::string_view owner,
                           std::uint16_t places) {
  Annotation annotation;
  for (Ref part : job.node) {
    switch (part.kind()) {
      case Kind::label:
        annotation.label = string_of(part.child(Kind::string));
        break;
      case Kind::string:
        annotation.label = string_of(part);
        break;
      case Kind::rate:
        annotation.rate = read_rate(context, part, job);
        break;
      case Kind::ratio:
        annotation.ratio = read_ratio(context, part, job);
        break;
      case Kind::block:
        read_block(context, part, job, owner, places, annotation.attributes);
        break;
      default:
        break;
    }
  }
  return annotation;
}

bool agree(double a, double b) {
  return std::abs(a - b) <= 1e-9 * std::max(std::abs(a), std::abs(b));
}

struct Merge {
  Context& context;
  Arrow& arrow;
  Span again;
  bool in_stage;

  void differ(std::string_view what, Span first, Span second) {
    Finding& finding = context.report(
        "restated-arrow", Severity::note, second,
        fmt::format("the arrow from `{}` to `{}` is written again with another {}; it counts once",
                    context.model.at(arrow.from).path, context.model.at(arrow.to).path, what));
    finding.labels.push_back({first, "this is what counts"});
    finding.help = "say it once, or write two calls as `x 2`";
    finding.subject =
        fmt::format("{} -> {}", context.model.at(arrow.from).path, context.model.at(arrow.to).path);
  }

  void value(Rare<Stated>& known, std::optional<Stated> stated, std::string_view what) {
    if (!stated) return;
    if (!known || in_stage) {
      known = std::move(stated);
    } else if (!agree(known->value(), stated->value())) {
      differ(what, known->span, stated->span);
    }
  }

  void attributes(Attributes stated) {
    if (in_stage) return merge_over(arrow.attributes, std::move(stated));
    Attributes fresh;
    for (Stated& number : stated.numbers) {
      const Stated* known = arrow.attributes.number(number.attribute);
      if (known == nullptr) {
        fresh.numbers.push_back(std::move(number));
      } else if (!agree(known->value(), number.value())) {
        differ(fmt::format("`{}`", model::info(number.attribute).name), known->span, number.span);
      }
    }
    for (auto& text : stated.texts) {
      const auto* known = arrow.attributes.text(text.attribute);
      if (known == nullptr) {
        fresh.texts.push_back(std::move(text));
      } else if (known->values != text.values) {
        differ(fmt::format("`{}`", model::info(text.attribute).name), known->span, text.span);
      }
    }
    merge_over(arrow.attributes, std::move(fresh));
  }
};

void annotate(Context& context, std::size_t index) {
  bool first = true;
  // By value: reading may report, never add arrows, but jobs live in a table that could move.
  const auto jobs = context.targets_of[index];
  for (const Job& job : jobs) {
    if (!job.node) continue;
    const std::string owner = context.model.arrows[index].to
                                  ? context.model.at(context.model.arrows[index].to).path
                                  : std::string();
    Annotation annotation = read_annotation(context, job, owner, model::on_arrow);
    Arrow& arrow = context.model.arrows[index];
    if (job.for_first && arrow.alternative) annotation.rate = annotation.ratio = std::nullopt;
    if (first) {
      arrow.rate = std::move(annotation.rate);
      arrow.ratio = std::move(annotation.ratio);
      arrow.label = std::move(annotation.label);
      arrow.attributes = std::move(annotation.attributes);
      first = false;
      continue;
    }
    Merge merge{context, arrow, job.node.span(), job.in_stage};
    merge.value(arrow.rate, std::move(annotation.rate), "rate");
    merge.value(arrow.ratio, std::move(annotation.ratio), "ratio");
    merge.attributes(std::move(annotation.attributes));
    if (arrow.label.empty() || job.in_stage) {
      if (!annotation.label.empty()) arrow.label = std::move(annotation.label);
    }
  }
}

}  // namespace

void annotate_arrows(Context& context) {
  for (std::size_t i = 0; i < context.model.arrows.size(); ++i) annotate(context, i);
  for (std::size_t i = 0; i < context.group_targets.size(); ++i) {
    const Job job = context.group_targets[i];
    if (!job.node) continue;
    Annotation annotation = read_annotation(context, job, "", model::on_group_link);
    auto& link = context.model.group_links[i];
    link.label = std::move(annotation.label);
    link.attributes = std::move(annotation.attributes);
  }
}

void drop_removed(Context& context) {
  auto& components = context.model.components;
  std::vector<ComponentId> moved(components.size());
  std::size_t kept = 0;
  for (std::size_t i = 0; i < components.size(); ++i) {
    if (context.removed[i]) continue;
    moved[i] = ComponentId(kept);
    if (kept != i) {
      components[kept] = std::move(components[i]);
      context.attributes_of[kept] = std::move(context.attributes_of[i]);
    }
    ++kept;
  }
  if (kept == components.size()) return;
  components.resize(kept);
  context.attributes_of.resize(kept);
  const auto move = [&](ComponentId& id) {
    if (id) id = moved[id.index()];
  };
  for (auto& arrow : context.model.arrows) {
    move(arrow.from);
    move(arrow.to);
    move(arrow.condition);
  }
  for (auto& job : context.attributes) {
    if (job.owner != AttributeJob::Owner::component) continue;
    job.index = moved[job.index].value;
    if (job.index == ComponentId::none) job.state = Progress::done;
  }
  context.scopes.renumber(moved);
}

}  // namespace joist::resolve

// What stands behind a target (`@ 5k rps x 2 "label" { retries: 2 }`), read into its arrow.
#include <bitset>
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
  Ref label;
  Attributes attributes;
};

// The value of `@ ...` or `x ...`.
std::optional<Stated> read_figure(Context& context, Ref node, const Job& job,
                                  const Expectation& wanted, std::string_view name) {
  const Ref expression = node.first();
  if (!expression) return std::nullopt;
  Value value = evaluate_expression(context, expression, {job.scope, job.flow, false});
  if (!value.quantity || !has_dimension(context, value, expression.span(), wanted)) {
    return std::nullopt;
  }
  if (value.quantity->value < 0) {
    context.error("unexpected-value", expression.span(), fmt::format("{} is negative", name)).help =
        "write 0 or more";
    return std::nullopt;
  }
  return Stated{{}, std::move(*value.quantity), expression.span(), value.formula, ""};
}

void read_block(Context& context, Ref block, const Job& job, std::string_view owner,
                std::uint16_t places, Attributes& attributes) {
  for (Ref child : block) {
    const Ref node = child.is(Kind::statement) ? child.first() : child;
    if (node.is(Kind::attribute)) {
      read_attribute(context, attributes, {node, places, job.scope, owner, job.flow, job.around});
    } else if (node.is(Kind::allow_attribute)) {
      context.allowances.push_back({node, job.scope, job.flow, job.stage, job.node.span()});
    } else if (node.kind() < Kind::bad) {
      context
          .error("misplaced-statement", node.span(), "the block of an arrow holds attributes only")
          .help = "write this outside of its block";
    }
  }
}

// What stands behind a target, each sort of thing once.
class AnnotationReader {
 public:
  AnnotationReader(Context& context, const Job& job, std::string_view owner, std::uint16_t places)
      : context_(context), job_(job), owner_(owner), places_(places) {}

  Annotation read() {
    for (Ref part : job_.node) {
      if (part.kind() >= Kind::bad || part.is(Kind::qname)) continue;
      const bool text = part.is(Kind::label) || part.is(Kind::string);
      const auto sort = text ? Kind::label : part.kind();
      if (seen_[static_cast<std::size_t>(sort)]) {
        report_twice(part);
        continue;
      }
      seen_.set(static_cast<std::size_t>(sort));
      take(part);
    }
    return std::move(annotation_);
  }

 private:
  void report_twice(Ref part) {
    Finding& finding = context_.error(
        "duplicate-attribute", part.span(),
        fmt::format("`{}` is the second of its sort behind one target", trimmed(part.text())));
    finding.help = part.is(Kind::block) ? "write one block" : "keep one of the two";
  }

  void take(Ref part) {
    const bool figure = part.is(Kind::rate) || part.is(Kind::ratio);
    if (figure && places_ == model::on_group_link) return report_idle(part);
    switch (part.kind()) {
      case Kind::label:
        annotation_.label = part.child(Kind::string);
        break;
      case Kind::string:
        annotation_.label = part;
        break;
      case Kind::rate:
        annotation_.rate = read_figure(context_, part, job_, a_rate, "a rate");
        break;
      case Kind::ratio:
        annotation_.ratio = read_figure(context_, part, job_, a_ratio, "a ratio");
        break;
      case Kind::block:
        read_block(context_, part, job_, owner_, places_, annotation_.attributes);
        break;
      default:
        break;
    }
  }

  void report_idle(Ref part) {
    context_
        .error("misplaced-attribute", part.span(),
               fmt::format("`{}` speaks of traffic, and `--` is a relation without",
                           trimmed(part.text())))
        .help = "write it behind the target of a `->` or `~>`";
  }

  Context& context_;
  const Job& job_;
  std::string_view owner_;
  std::uint16_t places_;
  std::bitset<256> seen_;  // by kind of node
  Annotation annotation_;
};

bool agree(double a, double b) {
  return std::abs(a - b) <= 1e-9 * std::max(std::abs(a), std::abs(b));
}

// What is said of one thing more than once, put together.
struct Merge {
  Context& context;
  std::string_view what;     // "the arrow from `a` to `b`"
  std::string_view subject;  // "a -> b"
  bool replaces = false;     // by a later stage
  bool of_arrow = true;      // not of a relation between groups

  void differ(std::string_view other, Span first, Span second) {
    Finding& finding = context.report(
        "restated-arrow", Severity::note, second,
        fmt::format("{} is written again with another {}; it counts once", what, other));
    finding.labels.push_back({first, "this is what counts"});
    finding.help = of_arrow ? "say it once, or write two calls as `x 2`" : "say it once";
    finding.subject = std::string(subject);
  }

  void value(Rare<Stated>& known, std::optional<Stated> stated, std::string_view name) {
    if (!stated) return;
    if (!known || replaces) {
      known = std::move(stated);
    } else if (!agree(known->value(), stated->value())) {
      differ(name, known->span, stated->span);
    }
  }

  // Of several labels none is lost: pictures show them all.
  void label(std::string& known, Ref label, Span first) {
    if (!label) return;
    std::string stated = string_of(label);
    if (known.empty() || replaces) {
      known = std::move(stated);
    } else if ((", " + known + ", ").find(", " + stated + ", ") == std::string::npos) {
      differ("label", first, label.span());
      known += ", " + stated;
    }
  }

  void attributes(Attributes& known, Attributes stated) {
    if (replaces || (known.numbers.empty() && known.texts.empty())) {
      return merge_over(known, std::move(stated));
    }
    Attributes fresh;
    for (Stated& number : stated.numbers) {
      const Stated* before = known.number(number.attribute);
      if (before == nullptr) {
        fresh.numbers.push_back(std::move(number));
      } else if (!agree(before->value(), number.value())) {
        differ(fmt::format("`{}`", model::info(number.attribute).name), before->span, number.span);
      }
    }
    for (auto& text : stated.texts) {
      const auto* before = known.text(text.attribute);
      if (before == nullptr) {
        fresh.texts.push_back(std::move(text));
      } else if (before->values != text.values) {
        differ(fmt::format("`{}`", model::info(text.attribute).name), before->span, text.span);
      }
    }
    merge_over(known, std::move(fresh));
  }
};

void annotate(Context& context, const Annotated& annotated) {
  const Job& job = annotated.job;
  Arrow& arrow = context.model.arrows[annotated.index];
  const auto& to = context.model.at(arrow.to);
  const bool relation = arrow.call == model::Call::relation;
  AnnotationReader reader(context, job, to.path, model::on_arrow);
  Annotation annotation = reader.read();
  if (annotated.for_first && arrow.alternative) annotation.rate = annotation.ratio = std::nullopt;
  if (relation && (annotation.rate || annotation.ratio)) {
    const Stated& figure = annotation.rate ? *annotation.rate : *annotation.ratio;
    context
        .error("misplaced-attribute", figure.span,
               "a rate or ratio speaks of traffic, and `--` is a relation without")
        .help = "write `->` for a call, `~>` for a message";
    return;
  }
  const bool is_first = !arrow.rate && !arrow.ratio && arrow.label.empty() &&
                        arrow.attributes.numbers.empty() && arrow.attributes.texts.empty();
  if (is_first) {
    arrow.rate = std::move(annotation.rate);
    arrow.ratio = std::move(annotation.ratio);
    if (annotation.label) arrow.label = string_of(annotation.label);
    arrow.attributes = std::move(annotation.attributes);
    return;
  }
  const auto& from = context.model.at(arrow.from).path;
  const std::string what = fmt::format("the arrow from `{}` to `{}`", from, to.path);
  const std::string subject = fmt::format("{} -> {}", from, to.path);
  Merge merge{context, what, subject, job.stage > 0};
  merge.value(arrow.rate, std::move(annotation.rate), "rate");
  merge.value(arrow.ratio, std::move(annotation.ratio), "ratio");
  merge.label(arrow.label, annotation.label, arrow.span);
  merge.attributes(arrow.attributes, std::move(annotation.attributes));
}

void annotate_groups(Context& context, const Annotated& annotated) {
  const Job& job = annotated.job;
  if (!job.node) return;
  Annotation annotation = AnnotationReader(context, job, "", model::on_group_link).read();
  auto& link = context.model.group_links[annotated.index];
  const auto& from = context.model.at(link.from).path;
  const auto& to = context.model.at(link.to).path;
  const std::string what = fmt::format("what lies between `{}` and `{}`", from, to);
  const std::string subject = fmt::format("{} -- {}", from, to);
  Merge merge{context, what, subject, job.stage > 0, false};
  merge.label(link.label, annotation.label, link.span);
  merge.attributes(link.attributes, std::move(annotation.attributes));
}

}  // namespace

void annotate_arrows(Context& context) {
  for (std::size_t i = 0; i < context.annotations.size(); ++i) {
    annotate(context, context.annotations[i]);
  }
  for (std::size_t i = 0; i < context.group_annotations.size(); ++i) {
    annotate_groups(context, context.group_annotations[i]);
  }
}

}  // namespace joist::resolve

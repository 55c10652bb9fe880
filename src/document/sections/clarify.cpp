// What the design is for: features, needs, what is assumed and what is left out.
#include <fmt/format.h>

#include "base/text.hpp"
#include "document/blocks.hpp"
#include "document/figures.hpp"
#include "document/section.hpp"
#include "document/words.hpp"
#include "lint/figures.hpp"
#include "lint/survival.hpp"
#include "quantity/display.hpp"

namespace joist::document::sections {
namespace {

void tell_features(const Review& review, Section& section) {
  Table& table = add_table(section, "Features and the flows that serve them",
                           {"Feature", "Served by", " On average", " At the peak"});
  for (const model::Feature& feature : review.model().features) {
    std::vector<Words> means, peaks;
    for (const FlowId id : feature.flows) {
      means.push_back(plain(mean_text(review, id)));
      peaks.push_back(plain(peak_text(review, id)));
    }
    table.rows.push_back({plain(feature.text),
                          feature.flows.empty() ? told("! no flow", Look::caution)
                                                : flows(review.model(), feature.flows),
                          joined(means), joined(peaks)});
  }
}

struct Outcome {
  Words verdict, figure;
};

Outcome of_condition(const Review& review, const model::Need& need) {
  const lint::Verdict verdict = lint::judge(review.facts(), *need.condition);
  Outcome outcome;
  if (verdict.left) outcome.figure = plain(quantity::text(*verdict.left));
  if (verdict.left && verdict.right && need.condition->right.code.size() > 1)
    outcome.figure += plain(", against " + quantity::text(*verdict.right));
  constexpr double surely = 0.95, hardly = 0.05;
  if (!verdict.holds) {
    const auto& missing = verdict.unknown.empty() ? verdict.not_computed : verdict.unknown;
    outcome.verdict = plain("? not known", Look::caution);
    if (!missing.empty()) outcome.figure = told("too little is stated to know " + listed(missing));
  } else if (verdict.chance && *verdict.chance > hardly && *verdict.chance < surely) {
    outcome.verdict =
        plain(fmt::format("! missed in {} of the estimates", quantity::share_text(*verdict.chance)),
              *verdict.chance < 0.5 ? Look::caution : Look::bad);
  } else if (*verdict.holds) {
    outcome.verdict = plain("\u2713 holds", Look::good);
    if (!verdict.left_out.empty()) {
      outcome.verdict = plain("\u2713 holds as far as is known", Look::good);
      for (const std::string& left_out : verdict.left_out)
        outcome.figure += told("; " + left_out, Look::quiet);
    }
  } else {
    outcome.verdict = plain("\u00d7 missed", Look::bad);
  }
  return outcome;
}

Outcome of_survival(const Review& review, const model::Need& need) {
  const lint::Facts facts = review.facts();
  if (lint::lacks_domains(facts, need)) {
    return {plain("\u00d7 missed", Look::bad),
            plain(fmt::format("no {} is named, so all stands in one", lint::survived(need)))};
  }
  const auto fatal = lint::fatal_losses(facts, need);
  if (fatal.empty()) {
    const bool known = review.results().redundancy.losses_complete;
    return {known ? plain("\u2713 holds", Look::good)
                  : plain("\u2713 holds as far as was followed", Look::good),
            {}};
  }
  Words why = told("without " + fatal.front()->name + " stops ");
  why += flows(review.model(), lint::stopped_by(facts, need, *fatal.front()));
  if (fatal.size() > 1)
    why += plain(fmt::format(", and {} other losses stop something", fatal.size() - 1));
  return {plain("\u00d7 missed", Look::bad), std::move(why)};
}

void tell_needs(const Review& review, Section& section) {
  Table& table = add_table(section, "What the design must achieve, and what it does",
                           {"Need", "Verdict", "It is", "Why"});
  for (const model::Need& need : review.model().needs) {
    Outcome outcome = need.condition ? of_condition(review, need) : of_survival(review, need);
    Words name = plain(need.text, Look::code);
    if (need.flow) {
      name += plain(" of ");
      name += flow(review.model(), need.flow);
    }
    table.rows.push_back(
        {std::move(name), std::move(outcome.verdict), std::move(outcome.figure), plain(need.why)});
  }
}

void tell_remarks(Section& section, std::string_view title, std::string_view id,
                  const std::vector<model::Remark>& remarks) {
  if (remarks.empty()) return;
  Section& part = add_part(section, std::string(id), std::string(title));
  List& list = add_list(part);
  for (const model::Remark& remark : remarks) {
    Words words = plain(remark.text);
    if (!remark.why.empty()) words += plain(": " + remark.why, Look::quiet);
    list.items.push_back(std::move(words));
  }
}

void tell(const Review& review, Section& section) {
  tell_features(review, section);
  tell_needs(review, section);
  drop_empty(section);
  tell_remarks(section, "Assumed", "assumed", review.model().assumptions);
  tell_remarks(section, "Left out on purpose", "deferred", review.model().deferrals);
}

}  // namespace

extern const Chapter clarify;
constexpr Chapter clarify = {1, "clarify", "What it must do", tell};

}  // namespace joist::document::sections

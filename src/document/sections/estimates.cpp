// The estimates with their arithmetic, and which of them to measure first.
#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "base/text.hpp"
#include "document/blocks.hpp"
#include "document/section.hpp"
#include "document/sensitivity.hpp"
#include "document/words.hpp"
#include "model/formula.hpp"
#include "quantity/display.hpp"

namespace joist::document::sections {
namespace {

using model::Instruction;

std::string middle_text(quantity::Quantity quantity) {
  quantity.uncertain = nullptr;
  return quantity::text(quantity);
}

// The value that stands behind a name in a formula.
std::string value_of(const model::Model& model, const Instruction& step) {
  if (step.op == model::Op::quantity) {
    const auto& binding = model.quantities[step.quantity.index()];
    return binding.failed ? "" : middle_text(binding.quantity);
  }
  if (step.op != model::Op::stated) return {};
  std::optional<quantity::Quantity> value;
  if (step.component) value = model.value(step.component, step.attribute);
  if (step.flow && step.arguments != 1) value = model.value(step.flow, step.attribute);
  if (step.flow && step.arguments == 1 && model.at(step.flow).rate)
    value = model.at(step.flow).rate->quantity;
  return value ? middle_text(*value) : "";
}

struct Replaced {
  Span span;
  std::string text;
};

// The formula as it was written, with numbers in the place of names; empty where it has no names.
std::string with_numbers(const Review& review, const model::Formula& formula) {
  std::vector<Replaced> names;
  for (const Instruction& step : formula.code) {
    std::string value = value_of(review.model(), step);
    const bool inside = step.span.file == formula.span.file &&
                        step.span.begin >= formula.span.begin && step.span.end <= formula.span.end;
    if (!value.empty() && inside) names.push_back({step.span, std::move(value)});
  }
  std::sort(names.begin(), names.end(),
            [](const Replaced& a, const Replaced& b) { return a.span.begin < b.span.begin; });
  std::string out;
  std::uint32_t at = formula.span.begin;
  for (const Replaced& name : names) {
    if (name.span.begin < at) return {};
    out += review.text({formula.span.file, at, name.span.begin});
    if (!out.empty() && out.back() != '(') out += ' ';
    out += name.text + ' ';
    at = name.span.end;
  }
  if (names.empty()) return {};
  return out + review.text({formula.span.file, at, formula.span.end});
}

// "1.5 * 3 /day" is set as arithmetic is: with a sign for times, and blanks where they belong.
std::string as_arithmetic(const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool times = text[i] == '*';
    if (text[i] == ' ' && i + 1 < text.size() && (text[i + 1] == ')' || text[i + 1] == ','))
      continue;
    out += times ? std::string("\u00d7") : std::string(1, text[i]);
  }
  return std::string(trimmed(out));
}

Words arithmetic(const Review& review, const model::QuantityBinding& binding) {
  if (!binding.formula) return {};
  const model::Formula& formula = review.model().formulas[binding.formula.index()];
  const std::string written = review.text(formula.span), exact = middle_text(binding.quantity);
  if (written.empty()) return {};
  const bool given = std::all_of(formula.code.begin(), formula.code.end(), [](const auto& step) {
    return step.op == model::Op::constant || step.op == model::Op::range ||
           step.op == model::Op::about;
  });
  Words words = plain(as_arithmetic(written));
  if (given && formula.code.size() <= 3) words += plain(", given", Look::quiet);
  const std::string numbers = with_numbers(review, formula);
  if (!numbers.empty()) words += plain(" = " + as_arithmetic(numbers));
  if (written != exact) words += plain(" = " + exact, Look::strong);
  return words;
}

void tell_quantities(const Review& review, Section& section) {
  Table& table = add_table(section, "Each estimate, its arithmetic, and how one would say it",
                           {"Estimate", "Arithmetic", " Say", " Order", "Why"});
  for (const model::QuantityBinding& binding : review.model().quantities) {
    if (binding.failed) continue;
    table.rows.push_back({code(binding.path), arithmetic(review, binding),
                          plain(said(binding.quantity)),
                          plain(order_of_magnitude(binding.quantity)), plain(binding.why)});
    table.ids.push_back(quantity_id(binding));
  }
}

void tell_ranges(const Review& review, Section& section) {
  Section& part = add_part(section, "uncertain", "What is uncertain, and what to measure first");
  Table& table = add_table(part, "The middle 90% of what is uncertain",
                           {"Estimate", " In the middle", " From", " To"});
  for (const model::QuantityBinding& binding : review.model().quantities) {
    if (binding.failed || binding.quantity.is_exact()) continue;
    const auto [low, high] = quantity::interval(binding.quantity);
    quantity::Quantity end = binding.quantity;
    end.uncertain = nullptr;
    std::vector<Words> row{code(binding.path)};
    for (const double value : {binding.quantity.value, low, high}) {
      end.value = value;
      row.push_back(plain(quantity::text(end)));
    }
    table.rows.push_back(std::move(row));
  }
  drop_empty(part);
  const std::vector<Suspect> suspects = suspects_of(review);
  if (!suspects.empty()) {
    Table& first =
        add_table(part, "What the spread of the figures comes from: measure from the top",
                  {"Measure", " Share of all spread", "It decides most of"});
    for (const Suspect& suspect : suspects) {
      first.rows.push_back(
          {code(suspect.name), plain(quantity::share_text(suspect.share)), told(suspect.decides)});
    }
  }
  if (part.is_empty()) section.parts.pop_back();
}

void tell(const Review& review, Section& section) {
  tell_quantities(review, section);
  drop_empty(section);
  tell_ranges(review, section);
}

}  // namespace

extern const Chapter estimates;
constexpr Chapter estimates = {2, "estimates", "Estimates", tell};

}  // namespace joist::document::sections

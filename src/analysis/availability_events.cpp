// Reads availabilities, and times between failures and to repair.
#include "analysis/availability_events.hpp"

#include <algorithm>
#include <cmath>

#include "quantity/decimal.hpp"

namespace joist::analysis {
namespace {

using model::Attribute;
using model::Attributes;
using model::Level;
using model::Model;

std::optional<Odds> by_repair(const model::Stated* mtbf, const model::Stated* mttr) {
  if (mtbf == nullptr || mttr == nullptr) return {};
  return from_repair(mtbf->value(), mttr->value());
}

// Of a group: what is stated of it, else of its kind.
std::optional<Odds> stated_odds(const Attributes& own, const Attributes& kind) {
  const auto either = [&](Attribute attribute) {
    const model::Stated* stated = own.number(attribute);
    return stated != nullptr ? stated : kind.number(attribute);
  };
  if (const auto* stated = own.number(Attribute::availability))
    return from_availability(stated->value());
  if (own.number(Attribute::mtbf) != nullptr) {
    const auto odds = by_repair(either(Attribute::mtbf), either(Attribute::mttr));
    if (odds) return odds;
  }
  // The standard library states no times, so those of a kind are the design's own word.
  if (const auto odds = by_repair(kind.number(Attribute::mtbf), either(Attribute::mttr)))
    return odds;
  if (const auto* stated = kind.number(Attribute::availability))
    return from_availability(stated->value());
  return {};
}

// Unnamed zones are of the root kind of their level, if the design says anything about it.
const Attributes* of_unnamed(const Model& model, Level level) {
  if (level != Level::zone) return nullptr;
  for (const model::Kind& kind : model.kinds) {
    if (kind.role != model::Role::group || kind.parent) continue;
    const auto* domain = kind.attributes.text(Attribute::domain);
    if (domain != nullptr && domain->value() == "zone") return &kind.attributes;
  }
  return nullptr;
}

std::optional<Odds> domain_odds(const Model& model, const model::Domain& domain) {
  if (domain.group) {
    const model::Group& group = model.at(domain.group);
    return stated_odds(group.attributes, model.kind(group.kind).attributes);
  }
  const Attributes* kind = of_unnamed(model, domain.level);
  return kind != nullptr ? stated_odds({}, *kind) : std::nullopt;
}

}  // namespace

Odds from_availability(double availability) {
  const double up = std::clamp(availability, 0.0, 1.0);
  if (up <= 0 || up >= 1) return {up, 1 - up};
  // Up to fifteen places both are whole numbers over a power of ten, and so is the distance to 1.
  for (double scale = 10; scale <= 1e15; scale *= 10) {
    const double digits = std::nearbyint(up * scale);
    if (digits / scale == up) return {up, (scale - digits) / scale};
  }
  // Fifteen digits are what was written: their distance to 1 is exact in decimal.
  const quantity::Decimal written(up);
  if (written.value() != up) return {up, 1 - up};
  std::string digits(static_cast<std::size_t>(-written.exponent), '0');
  digits += written.digits;
  for (char& digit : digits) digit = static_cast<char>('0' + ('9' - digit));
  for (std::size_t i = digits.size(); i-- > 0;) {
    if (digits[i] != '9') {
      ++digits[i];
      break;
    }
    digits[i] = '0';
  }
  return {up, quantity::from_decimal(digits, -static_cast<long>(digits.size()))};
}

std::optional<Odds> from_repair(double mtbf, double mttr) {
  if (!(mtbf + mttr > 0)) return {};
  return Odds{mtbf / (mtbf + mttr), mttr / (mtbf + mttr)};
}

std::optional<Odds> instance_odds(const Model& model, ComponentId component) {
  const model::Component& at = model.at(component);
  return stated_odds(at.attributes, model.kind(at.kind).attributes);
}

std::vector<std::optional<Odds>> event_odds(const Failures& failures) {
  std::vector<std::optional<Odds>> odds;
  odds.reserve(failures.events.all.size());
  for (const Event& event : failures.events.all) {
    odds.push_back(
        event.component
            ? instance_odds(failures.model, event.component)
            : domain_odds(failures.model, failures.placements.domains[event.domain.index()]));
  }
  return odds;
}

}  // namespace joist::analysis

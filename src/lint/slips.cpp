// Compares the names nobody declared with those that are.
#include "lint/slips.hpp"

#include <map>
#include <set>
#include <string>
#include <string_view>

#include "base/nearest.hpp"

namespace joist::lint {
namespace {

using model::Component;
using model::ComponentId;
using model::Model;

// A generated design of many names has no slips of a pen, and the search is quadratic.
constexpr std::size_t most_comparisons = 2'000'000;

std::string without_digits(std::string_view name) {
  std::string letters;
  for (const char c : name)
    if (c < '0' || c > '9') letters += c;
  return letters;
}

// Nearly every short name is close to every other: `app` is no slip for `api`.
constexpr std::size_t shortest = 4;

// Where an arrow joins the two names, somebody meant two things.
void drop_joined(const Model& model, std::vector<Slip>& slips) {
  std::map<ComponentId, ComponentId> meant;
  for (const Slip& slip : slips) meant.emplace(slip.written, slip.meant);
  std::set<ComponentId> joined;
  for (const model::Arrow& arrow : model.arrows) {
    for (const auto& [one, other] : {std::pair{arrow.from, arrow.to}, {arrow.to, arrow.from}}) {
      const auto slip = meant.find(one);
      if (slip != meant.end() && slip->second == other) joined.insert(one);
    }
  }
  std::erase_if(slips, [&](const Slip& slip) { return joined.count(slip.written) != 0; });
}

}  // namespace

std::vector<Slip> find_slips(const Model& model) {
  std::vector<ComponentId> undeclared;
  for (std::size_t i = 0; i < model.components.size(); ++i)
    if (!model.components[i].declared) undeclared.emplace_back(i);
  std::vector<Slip> slips;
  if (undeclared.empty()) return slips;
  std::map<std::string_view, ComponentId> declared;
  for (std::size_t i = 0; i < model.components.size(); ++i) {
    const Component& component = model.components[i];
    if (component.declared) declared.try_emplace(component.name, ComponentId(i));
  }
  if (declared.empty() || undeclared.size() * declared.size() > most_comparisons) return slips;
  std::vector<std::string_view> names;
  for (const auto& [name, id] : declared) names.push_back(name);
  std::set<std::string_view> kinds;
  for (const model::Kind& kind : model.kinds) kinds.insert(kind.name);
  for (const ComponentId id : undeclared) {
    const std::string& name = model.at(id).name;
    if (kinds.count(name) != 0 || name.size() < shortest) continue;
    const std::string_view close = nearest(name, names);
    if (close.empty() || without_digits(name) == without_digits(close)) continue;
    slips.push_back({id, declared.at(close)});
  }
  if (!slips.empty()) drop_joined(model, slips);
  return slips;
}

}  // namespace joist::lint

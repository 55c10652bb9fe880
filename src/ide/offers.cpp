// Names of the design, as they are seen from the cursor.
#include "ide/offers.hpp"

#include <algorithm>
#include <cctype>
#include <set>

#include <fmt/format.h>

#include "ide/about.hpp"
#include "ide/catalogue.hpp"
#include "ide/copies.hpp"
#include "quantity/display.hpp"

namespace joist::ide {

using OfferSort = Completion::Sort;

namespace {

// Whether what is stated of such an attribute can be named in an expression.
bool is_figure(model::AttributeType type) {
  using Type = model::AttributeType;
  return is_number(type) && type != Type::money && type != Type::range_of_counts &&
         type != Type::needs;
}

}  // namespace

Completion& Offers::add(OfferSort sort, std::string_view label, std::string_view detail, int rank) {
  Completion& item = items_.emplace_back();
  item.sort = sort;
  item.label = label;
  item.text = label;
  item.detail = detail;
  item.rank = rank;
  return item;
}

// Its own name where it can be seen from here, else all of its path.
std::string Offers::name_of(const model::Component& component) const {
  for (model::GroupId group = home_;; group = model().at(group).parent) {
    if (component.group == group) return component.name;
    if (!group) break;
  }
  return component.path;
}

void Offers::components(int rank) {
  for (std::size_t i = 0; i < model().components.size(); ++i) {
    const model::Component& component = model().components[i];
    if (!is_written(*project_, component.span, component.path)) continue;
    const std::string& kind = model().kind(component.kind).name;
    std::string detail =
        component.label.empty() ? kind : fmt::format("{}, {}", kind, component.label);
    const std::string load = load_text(project_->base, model::ComponentId(i));
    if (!load.empty()) detail += fmt::format(" ({})", load);
    add(OfferSort::component, name_of(component), detail, rank);
  }
}

void Offers::name(std::string_view name) {
  const bool known = std::any_of(items_.begin(), items_.end(),
                                 [&](const Completion& item) { return item.label == name; });
  if (!known) add(OfferSort::component, name, "", 0);
}

void Offers::stores() {
  for (const model::Component& component : model().components) {
    const bool holds =
        component.role == model::Role::store || component.role == model::Role::cache ||
        component.role == model::Role::queue || component.role == model::Role::external;
    if (holds) add(OfferSort::component, name_of(component), model().kind(component.kind).name, 0);
  }
}

void Offers::groups(int rank) {
  for (const model::Group& group : model().groups) {
    add(OfferSort::group, group.path, model().kind(group.kind).name, rank);
  }
}

void Offers::zones() {
  for (const model::Group& group : model().groups) {
    if (group.domain && model().at(group.domain).level == model::Level::zone) {
      add(OfferSort::group, group.path, model().kind(group.kind).name, 0);
    }
  }
}

void Offers::flows() {
  for (const model::Flow& flow : model().flows) {
    if (!flow.path.empty()) add(OfferSort::flow, flow.path, flow.label, 0);
  }
}

void Offers::quantity(const model::QuantityBinding& binding, std::string_view label, int rank) {
  Completion& item =
      add(OfferSort::quantity, label, binding.failed ? "" : quantity::text(binding.quantity), rank);
  if (!binding.why.empty()) item.documentation.paragraph(binding.why);
}

void Offers::quantities(int rank) {
  for (const auto& binding : model().quantities) quantity(binding, binding.path, rank);
}

void Offers::subjects() {
  for (const model::Flow& flow : model().flows) {
    if (!flow.path.empty()) add(OfferSort::flow, flow.path, "flow", 1);
  }
  for (const model::Component& component : model().components) {
    add(OfferSort::component, name_of(component), model().kind(component.kind).name, 2);
  }
}

void Offers::tables() {
  for (const model::Table& table : model().tables)
    add(OfferSort::table, table.name, table.label, 0);
}

void Offers::columns(std::string_view table, std::string_view without) {
  const std::string_view name = table.substr(table.rfind('.') + 1);
  for (const model::Table& each : model().tables) {
    if (each.name != name) continue;
    for (const model::Column& column : each.columns) {
      if (column.name != without) add(OfferSort::figure, column.name, column.type, 0);
    }
    return;
  }
}

void Offers::tags() {
  std::set<std::string_view> tags;
  const auto take = [&](const model::Attributes& attributes) {
    const auto* stated = attributes.text(model::Attribute::tags);
    if (stated != nullptr) tags.insert(stated->values.begin(), stated->values.end());
  };
  for (const model::Component& component : model().components) take(component.attributes);
  for (const model::Group& group : model().groups) take(group.attributes);
  for (const std::string_view tag : tags) add(OfferSort::value, tag, "tag", 0);
}

void Offers::kinds(bool declaring) {
  std::set<std::string> taken;
  if (!declaring) {
    for (const Completion& item : items_) taken.insert(item.label);
  }
  const auto offer = [&](const model::Model& model, const model::Kind& kind) {
    // What others are derived from is meant more often than one of many technologies. No arrow
    // leads to a group.
    const bool is_group = kind.role == model::Role::group && !declaring;
    const int rank = (kind.parent && kind.in_stdlib) || is_group ? 3 : 2;
    const auto name = [&](const std::string& word) {
      if (taken.count(word) > 0) return;
      Completion& item =
          add(OfferSort::kind, word, kind.label.empty() ? "kind" : "kind, " + kind.label, rank);
      tell_kind(item.documentation, model, kind);
      if (declaring) item.snippet = word + " ${1:name}";
    };
    name(kind.name);
    for (const std::string& alias : kind.aliases) name(alias);
  };
  for (const model::Kind& kind : model().kinds) {
    if (!kind.in_stdlib) offer(model(), kind);
  }
  for (const model::Kind& kind : standard_kinds().kinds) offer(standard_kinds(), kind);
}

void Offers::figures(std::string_view subject, bool computed) {
  const auto offer = [&](model::FigureName::Subject sort, std::uint16_t place) {
    if (computed) {
      for (const std::string_view figure : model::figure_names(sort)) {
        add(OfferSort::figure, figure, quantity::noun(model::figure_dimension(figure)), 0);
      }
    }
    for (const model::AttributeInfo& info : model::attribute_table()) {
      if ((info.places & place) == 0 || !is_figure(info.type)) continue;
      add(OfferSort::attribute, info.name, info.summary, 1);
    }
  };
  for (const model::Flow& flow : model().flows) {
    if (flow.path.empty() || !subject.starts_with(flow.path)) continue;
    if (flow.path == subject) {
      add(OfferSort::figure, "rate", "its mean rate, as stated", 0);
      return offer(model::FigureName::Subject::flow, model::on_flow);
    }
    // `read.done.`: the figures whose names go on so.
    const std::string begun = std::string(subject.substr(flow.path.size())) + ".";
    for (const std::string_view figure : model::figure_names(model::FigureName::Subject::flow)) {
      if (!computed || !("." + std::string(figure)).starts_with(begun)) continue;
      add(OfferSort::figure, figure.substr(begun.size() - 1),
          quantity::noun(model::figure_dimension(figure)), 0);
    }
  }
  for (const model::Component& component : model().components) {
    if (component.path != subject && name_of(component) != subject && component.name != subject)
      continue;
    return offer(model::FigureName::Subject::component, model::on_component);
  }
  members(subject);
  const std::string inside = std::string(subject) + ".";
  const auto within = [&](const std::string& path) { return path.starts_with(inside); };
  for (const model::Flow& flow : model().flows) {
    if (within(flow.path)) add(OfferSort::flow, flow.path.substr(inside.size()), "flow", 0);
  }
  for (const model::QuantityBinding& binding : model().quantities) {
    if (within(binding.path)) quantity(binding, binding.path.substr(inside.size()), 0);
  }
}

void Offers::members(std::string_view subject) {
  const std::string inside = std::string(subject) + ".";
  for (const model::Component& component : model().components) {
    if (component.path.starts_with(inside)) {
      add(OfferSort::component, component.path.substr(inside.size()), component.label, 0);
    }
  }
}

bool fits(std::string_view label, std::string_view begun) {
  std::size_t at = 0;
  for (const char c : label) {
    const auto lower = [](char x) { return std::tolower(static_cast<unsigned char>(x)); };
    if (at < begun.size() && lower(c) == lower(begun[at])) ++at;
  }
  return at == begun.size();
}

void put_in_order(std::vector<Completion>& items, std::string_view begun) {
  constexpr int behind = 4;  // more than any rank
  const auto lower = [](unsigned char c) { return std::tolower(c); };
  for (Completion& item : items) {
    const bool begins = item.label.size() >= begun.size() &&
                        std::equal(begun.begin(), begun.end(), item.label.begin(),
                                   [&](char a, char b) { return lower(a) == lower(b); });
    if (!begins) item.rank += behind;
  }
}

void leave_out_colon(Completion& item) {
  if (!item.text.ends_with(": ")) return;
  item.text = item.label;
  item.snippet.clear();
}

}  // namespace joist::ide

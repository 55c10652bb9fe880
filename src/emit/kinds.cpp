// Lists kinds with their role, parent and defaults.
#include "emit/kinds.hpp"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "base/json.hpp"
#include "emit/table.hpp"
#include "quantity/display.hpp"

namespace joist::emit {

namespace {

std::vector<const model::Kind*> sorted(const model::Model& model) {
  std::vector<const model::Kind*> kinds;
  for (const model::Kind& kind : model.kinds) kinds.push_back(&kind);
  std::stable_sort(kinds.begin(), kinds.end(), [](const model::Kind* a, const model::Kind* b) {
    return a->role != b->role ? a->role < b->role : a->name < b->name;
  });
  return kinds;
}

std::string defaults(const model::Kind& kind) {
  std::string out;
  for (const model::Stated& stated : kind.attributes.numbers) {
    out += fmt::format("{}{}: {}", out.empty() ? "" : ", ", model::info(stated.attribute).name,
                       quantity::text(stated.quantity));
  }
  return out;
}

}  // namespace

std::string kinds_table(const model::Model& model) {
  Table table({"kind", "role", "a kind of", "what", "also", "defaults"});
  for (const model::Kind* kind : sorted(model)) {
    table.row({kind->name, std::string(text(kind->role)),
               kind->parent ? model.kind(kind->parent).name : "", kind->label,
               fmt::format("{}", fmt::join(kind->aliases, " ")), defaults(*kind)});
  }
  return table.text();
}

std::string kinds_json(const model::Model& model) {
  JsonWriter json;
  json.object().key("version").integer(1).key("kinds").array();
  for (const model::Kind* kind : sorted(model)) {
    json.inline_object().member("name", kind->name).member("role", text(kind->role));
    if (kind->parent) json.member("parent", model.kind(kind->parent).name);
    json.member("label", kind->label);
    if (!kind->aliases.empty()) json.key("aliases").texts(kind->aliases);
    json.key("defaults").object();
    for (const model::Stated& stated : kind->attributes.numbers) {
      // `cost` may be stated several times; the table shows them all.
      if (stated.attribute == model::Attribute::cost) continue;
      json.member(model::info(stated.attribute).name, stated.quantity.value);
    }
    json.close().close();
  }
  return json.close().close().take();
}

}  // namespace joist::emit

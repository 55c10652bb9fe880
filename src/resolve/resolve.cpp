// The steps of resolve in their order.
#include "resolve/resolve.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>

#include "resolve/consequences.hpp"
#include "resolve/context.hpp"
#include "resolve/refer.hpp"
#include "resolve/values.hpp"

namespace joist::resolve {
namespace {

// Bodies that several groups share are read once for each; what is said of them is said once.
void sort_findings(std::deque<Finding>& findings) {
  const auto key = [](const Finding& f) { return std::tie(f.span, f.rule, f.message); };
  std::stable_sort(findings.begin(), findings.end(),
                   [&](const Finding& a, const Finding& b) { return key(a) < key(b); });
  findings.erase(std::unique(findings.begin(), findings.end(),
                             [&](const Finding& a, const Finding& b) { return key(a) == key(b); }),
                 findings.end());
}

// Nothing is stated from here on, and much is asked.
void note_absent(model::Model& model) {
  for (auto& component : model.components) component.attributes.note_absent();
  for (auto& kind : model.kinds) kind.attributes.note_absent();
  for (auto& arrow : model.arrows) arrow.attributes.note_absent();
}

}  // namespace

Output resolve(const Input& input) {
  Context context(input);
  collect_stdlib(context);
  declare_names(context);
  connect(context);
  bind_dotted(context);
  if (input.all_kinds) {
    for (std::string_view name : kind_names(context)) find_kind(context, name);
  }
  read_values(context);
  read_statements(context);
  sort_findings(context.findings);
  drop_consequences(context);
  note_absent(context.model);
  std::vector<Finding> findings(std::make_move_iterator(context.findings.begin()),
                                std::make_move_iterator(context.findings.end()));
  return {std::move(context.model), std::move(findings), std::move(context.stages),
          take_references(context)};
}

}  // namespace joist::resolve

// Replaces the names in backticks that stand for something with a label.
#include "scene/naming.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "scene/measure.hpp"

namespace joist::scene {

constexpr std::size_t longest_label = 60;

Naming::Naming(const model::Model& model) {
  for (std::size_t i = 0; i < model.components.size(); ++i) {
    add(model.components[i].path, model.label(model::ComponentId(i)));
  }
  for (const model::Group& group : model.groups) {
    add(group.path, group.label.empty() ? group.name : group.label);
  }
  for (const model::Flow& flow : model.flows) {
    add(flow.path, flow.label.empty() ? flow.path : flow.label);
  }
}

void Naming::add(const std::string& path, std::string_view label) {
  std::string shown = shortened(label, longest_label);
  std::replace(shown.begin(), shown.end(), '`', '\'');
  const auto [known, is_new] = labels_.try_emplace(path, std::move(shown));
  if (is_new) ++uses_[known->second];
}

std::string Naming::labelled(std::string_view text) const {
  std::string result;
  for (bool name = false; !text.empty(); name = !name) {
    const std::size_t end = std::min(text.find('`'), text.size());
    const std::string_view piece = text.substr(0, end);
    const auto known = name && end < text.size() ? labels_.find(piece) : labels_.end();
    if (known == labels_.end()) {
      result += piece;
    } else {
      result += known->second;
      const bool is_shared = uses_.find(known->second)->second > 1;
      if (is_shared && known->second != piece) result += fmt::format("` (`{}`)", piece);
    }
    // The second backtick of a name that was put in brackets stands there already.
    if (end < text.size() && !(result.ends_with("`)") && name)) result += '`';
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return result;
}

}  // namespace joist::scene

// Views, flows and depths as sets of components and closed groups.
#include "scene/selection.hpp"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/core.h>

#include "base/nearest.hpp"
#include "base/text.hpp"

namespace joist::scene {
namespace {

using model::Attribute;
using model::ComponentId;
using model::GroupId;
using model::Model;
using model::Selector;

bool is_inside(const Model& model, GroupId group, GroupId outer) {
  for (; group; group = model.at(group).parent) {
    if (group == outer) return true;
  }
  return false;
}

bool is_of_kind(const Model& model, ComponentId id, const std::string& word) {
  for (model::KindId kind = model.at(id).kind; kind; kind = model.kind(kind).parent) {
    const model::Kind& at = model.kind(kind);
    if (at.name == word) return true;
    if (std::find(at.aliases.begin(), at.aliases.end(), word) != at.aliases.end()) return true;
  }
  return false;
}

bool has_tag(const Model& model, ComponentId id, const std::string& word) {
  const model::StatedText* tags = model.text(id, Attribute::tags);
  return tags && std::find(tags->values.begin(), tags->values.end(), word) != tags->values.end();
}

void mark_neighbours(const Model& model, ComponentId id, std::vector<bool>& marks) {
  marks[id.index()] = true;
  for (const model::Arrow& arrow : model.arrows) {
    if (arrow.from == id) marks[arrow.to.index()] = true;
    if (arrow.to == id) marks[arrow.from.index()] = true;
  }
}

bool matches(const Model& model, const Selector& selector, ComponentId id) {
  switch (selector.form) {
    case Selector::Form::all:
      return true;
    case Selector::Form::component:
      return selector.component == id;
    case Selector::Form::group:
    case Selector::Form::members:
      return is_inside(model, model.at(id).group, selector.group);
    case Selector::Form::kind:
      return is_of_kind(model, id, selector.word);
    case Selector::Form::tag:
      return has_tag(model, id, selector.word);
    case Selector::Form::neighbours:
      return false;
  }
  return false;
}

std::vector<bool> chosen(const Model& model, const std::vector<Selector>& selectors) {
  std::vector<bool> marks(model.components.size(), false);
  for (const Selector& selector : selectors) {
    if (selector.form == Selector::Form::neighbours && selector.component) {
      mark_neighbours(model, selector.component, marks);
      continue;
    }
    for (std::size_t i = 0; i < marks.size(); ++i) {
      if (matches(model, selector, ComponentId(i))) marks[i] = true;
    }
  }
  return marks;
}

void apply_view(const Model& model, Selection& selection) {
  const model::View& view = *selection.view;
  if (!view.show.empty()) selection.components = chosen(model, view.show);
  const std::vector<bool> hidden = chosen(model, view.hide);
  for (std::size_t i = 0; i < hidden.size(); ++i) {
    if (hidden[i]) selection.components[i] = false;
  }
}

void apply_flow(const Model& model, Selection& selection) {
  std::vector<bool> touched(model.components.size(), false);
  for (const model::Arrow& arrow : model.arrows) {
    if (arrow.flow != selection.flow) continue;
    touched[arrow.from.index()] = true;
    touched[arrow.to.index()] = true;
  }
  for (std::size_t i = 0; i < touched.size(); ++i) {
    if (!touched[i]) selection.components[i] = false;
  }
}

// By group: how many groups stand around it.
std::vector<int> depths(const Model& model) {
  std::vector<int> result(model.groups.size(), 0);
  for (std::size_t i = 0; i < result.size(); ++i) {
    const GroupId parent = model.groups[i].parent;
    if (parent) result[i] = result[parent.index()] + 1;
  }
  return result;
}

// By group: the outermost closed group around it, itself included.
std::vector<GroupId> closing(const Model& model, const std::vector<bool>& closed) {
  std::vector<GroupId> result(model.groups.size());
  for (std::size_t i = 0; i < result.size(); ++i) {
    const GroupId parent = model.groups[i].parent;
    if (parent) result[i] = result[parent.index()];
    if (!result[i] && closed[i]) result[i] = GroupId(i);
  }
  return result;
}

void close(const Model& model, const std::vector<bool>& closed, Selection& selection) {
  const std::vector<GroupId> around = closing(model, closed);
  for (std::size_t i = 0; i < model.components.size(); ++i) {
    const GroupId group = model.components[i].group;
    selection.closed[i] = group ? around[group.index()] : GroupId();
  }
}

std::size_t count_boxes(const Model& model, const Selection& selection) {
  std::vector<bool> seen(model.groups.size(), false);
  std::size_t count = 0;
  for (std::size_t i = 0; i < model.components.size(); ++i) {
    if (!selection.components[i]) continue;
    const GroupId group = selection.closed[i];
    if (!group)
      ++count;
    else if (!seen[group.index()]) {
      seen[group.index()] = true;
      ++count;
    }
  }
  return count;
}

void close_below(const Model& model, int depth, Selection& selection) {
  const std::vector<int> depth_of = depths(model);
  std::vector<bool> closed(model.groups.size());
  for (std::size_t i = 0; i < closed.size(); ++i) closed[i] = depth_of[i] >= depth;
  close(model, closed, selection);
}

// Between what is drawn as two boxes; several of one pair are drawn as one.
std::size_t count_arrows(const Model& model, const Selection& selection) {
  const auto box = [&](ComponentId id) {
    const GroupId group = selection.closed[id.index()];
    return group ? model.components.size() + group.index() : id.index();
  };
  std::set<std::pair<std::size_t, std::size_t>> pairs;
  for (const model::Arrow& arrow : model.arrows) {
    if (!selection.components[arrow.from.index()] || !selection.components[arrow.to.index()])
      continue;
    if (box(arrow.from) != box(arrow.to)) pairs.insert({box(arrow.from), box(arrow.to)});
  }
  return pairs.size();
}

// Opens as many levels as stay readable.
void close_as_it_fits(const Model& model, Selection& selection) {
  const std::size_t all = count_boxes(model, selection);
  if (all <= readable_boxes || model.groups.empty()) return;
  const std::vector<int> depth_of = depths(model);
  int depth = *std::max_element(depth_of.begin(), depth_of.end());
  for (;; --depth) {
    close_below(model, depth, selection);
    if (depth == 0 || (count_boxes(model, selection) <= closed_boxes &&
                       count_arrows(model, selection) <= closed_arrows))
      break;
  }
  selection.note = fmt::format(
      "{} components, drawn by groups: `--depth {}` opens the next level, a `view` a part", all,
      depth + 1);
}

void close_as_viewed(const Model& model, Selection& selection) {
  std::vector<bool> closed(model.groups.size(), false);
  for (const Selector& selector : selection.view->collapse) {
    if (selector.group) closed[selector.group.index()] = true;
    if (selector.form != Selector::Form::all) continue;
    closed.assign(closed.size(), true);
  }
  close(model, closed, selection);
}

template <class Items>
std::string names_of(const Items& items, std::string_view what) {
  std::vector<std::string> names;
  for (const auto& item : items) {
    if (!item.name.empty()) names.push_back(item.name);
  }
  if (names.empty()) return fmt::format("the design has no {}s", what);
  return fmt::format("there is {}", listed(names));
}

bool find_view(const Model& model, const std::string& name, Selection& selection) {
  if (name.empty()) return true;
  for (const model::View& view : model.views) {
    if (view.name == name) selection.view = &view;
  }
  if (selection.view) return true;
  selection.trouble = fmt::format("there is no view `{}`", name);
  selection.help = names_of(model.views, "view");
  return false;
}

bool find_flow(const Model& model, const std::string& name, Selection& selection) {
  if (selection.view) selection.flow = selection.view->flow;
  if (name.empty()) return true;
  for (std::size_t i = 0; i < model.flows.size(); ++i) {
    if (model.flows[i].path == name || model.flows[i].name == name) {
      selection.flow = model::FlowId(i);
      return true;
    }
  }
  selection.trouble = fmt::format("there is no flow `{}`", name);
  selection.help = names_of(model.flows, "flow");
  return false;
}

// A design without components is nothing to be told of; a view without them was meant otherwise.
bool says_nothing(const Model& model, Selection& selection) {
  const auto& shown = selection.components;
  if (shown.empty() || std::find(shown.begin(), shown.end(), true) != shown.end()) return false;
  selection.trouble =
      selection.view
          ? fmt::format("the view `{}` shows nothing", selection.view->name)
          : fmt::format("nothing belongs to the flow `{}`", model.at(selection.flow).path);
  selection.help = "no component is what it asks for";
  return true;
}

}  // namespace

Selection select(const Model& model, const Options& options) {
  Selection selection;
  selection.components.assign(model.components.size(), true);
  selection.closed.assign(model.components.size(), GroupId());
  if (!find_view(model, options.view, selection)) return selection;
  if (!find_flow(model, options.flow, selection)) return selection;
  if (selection.view) apply_view(model, selection);
  if (selection.flow) apply_flow(model, selection);
  if (says_nothing(model, selection)) return selection;
  if (options.depth >= 0)
    close_below(model, options.depth, selection);
  else if (selection.view)
    close_as_viewed(model, selection);
  else
    close_as_it_fits(model, selection);
  return selection;
}

}  // namespace joist::scene

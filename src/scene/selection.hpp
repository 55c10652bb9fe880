// Which components, groups and arrows a picture shows, and which groups are closed in it.
#pragma once

#include <string>
#include <vector>

#include "model/model.hpp"
#include "scene/compose.hpp"

namespace joist::scene {

struct Selection {
  const model::View* view = nullptr;
  model::FlowId flow;
  std::vector<bool> components;        // shown, be it inside of a closed group
  std::vector<model::GroupId> closed;  // by component: the outermost closed group around it
  std::string trouble, help;
  std::string note;  // on what was closed without being asked
};

Selection select(const model::Model& model, const Options& options);

}  // namespace joist::scene

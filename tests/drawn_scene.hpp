// The scene of a design that is given as text.
#pragma once

#include <string>

#include "project/project.hpp"
#include "scene/compose.hpp"
#include "tests/memory_world.hpp"

namespace joist::tests {

inline scene::Scene scene_of(const std::string& text, const scene::Options& options = {}) {
  MemoryWorld files;
  const project::Project project = project::load_text(files, "/work/d.joist", text);
  return scene::compose({project.base.model, project.base.results, project.findings}, options)
      .scene;
}

inline scene::Scene scene_of_flow(const std::string& text, const std::string& flow) {
  scene::Options options;
  options.flow = flow;
  return scene_of(text, options);
}

// By its id ("api->db"); null where there is none.
inline const scene::Line* line(const scene::Scene& scene, const std::string& id) {
  for (const scene::Line& each : scene.lines)
    if (each.id == id) return &each;
  return nullptr;
}

inline const scene::Box* box(const scene::Scene& scene, const std::string& id) {
  for (const scene::Box& each : scene.boxes)
    if (each.id == id) return &each;
  return nullptr;
}

// The words on a line, its rows set apart by "|".
inline std::string pill(const scene::Scene& scene, const std::string& id) {
  const scene::Line* at = line(scene, id);
  if (at == nullptr) return "no such line";
  std::string text;
  for (const scene::PillRow& row : at->pill) {
    if (!text.empty()) text += "|";
    text += row.rate + (row.rate.empty() || row.text.empty() ? "" : " ") + row.text;
  }
  return text;
}

}  // namespace joist::tests

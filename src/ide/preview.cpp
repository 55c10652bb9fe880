// Draws, and lists what can be chosen and clicked.
#include "ide/preview.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "emit/render.hpp"
#include "project/picture_parts.hpp"

namespace joist::ide {

namespace {

const project::Stage* stage_of(const project::Project& project, const std::string& label) {
  if (label.empty()) return &project.base;
  for (const project::Stage& stage : project.stages) {
    if (stage.label == label) return &stage;
  }
  return nullptr;
}

emit::RenderOptions options_of(const PreviewChoice& choice) {
  emit::RenderOptions options;
  options.scene.flow = choice.flow;
  options.scene.view = choice.view;
  options.scene.direction = choice.direction;
  options.scene.findings = false;  // the editor lists them
  options.scene.icons = project::icon;
  for (const std::string& theme : choice.themes) project::choose_theme(theme, options);
  return options;
}

}  // namespace

Preview preview(World& world, const project::Project& project, const PreviewChoice& choice) {
  Preview result;
  const model::Model& base = project.base.model;
  result.title = base.title;
  result.flows = project::flow_paths(base);
  for (const project::Stage& stage : project.stages) result.stages.push_back(stage.label);
  for (const model::View& view : base.views) result.views.push_back(view.name);
  result.understood =
      std::none_of(project.findings.begin(), project.findings.end(), is_language_error);
  const project::Stage* stage = stage_of(project, choice.stage);
  if (stage == nullptr) {
    result.trouble = fmt::format("there is no stage `{}`", choice.stage);
    return result;
  }
  const std::vector<Finding> found = project::findings_at(project, *stage);
  const emit::Rendered picture = emit::render(world, {stage->model, stage->results, found},
                                              *emit::find_emitter("svg"), options_of(choice));
  result.svg = picture.bytes;
  result.trouble = picture.trouble;
  for (project::PicturePart& part : project::picture_parts(stage->model)) {
    result.parts.push_back({std::move(part.element), std::move(part.name), part.span});
  }
  return result;
}

}  // namespace joist::ide

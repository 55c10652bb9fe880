// Draws for the preview, and says where each part of the picture stands in the text.
#include "cli/preview.hpp"

#include <fmt/format.h>

#include "cli/analysis.hpp"
#include "cli/arguments.hpp"
#include "cli/picture.hpp"
#include "project/picture_parts.hpp"
#include "report/finding_json.hpp"

namespace joist::cli {

namespace {

// The places of a picture's parts under the ids that the SVG gives them; in the picture of all
// stages these begin with the one that they are of.
void add_places(const Sources& sources, const model::Model& model, const std::string& stage,
                std::vector<serve::Place>& places) {
  for (project::PicturePart& part : project::picture_parts(model)) {
    const Source& source = sources.at(part.span.file);
    const Position position = source.position(part.span.begin);
    part.element.insert(emit::RenderOptions().prefix.size(), stage);
    places.push_back({std::move(part.element), std::move(part.name), source.path(), position.line,
                      position.column});
  }
}

emit::Rendered rendered(const Call& call, const project::Project& project,
                        const project::Settings& settings, const serve::Choice& choice) {
  PictureTarget target;
  target.emitter = emit::find_emitter("svg");
  PictureRequest request = picture_request(call, target);
  request.options.scene.flow = choice.flow;
  request.options.scene.view = choice.view;
  request.options.scene.findings = false;  // the page lists them
  request.stage = choice.stage;
  request.stages = choice.stages;
  request.theme = choice.theme;
  request.palette = choice.palette;
  return draw(call.world, project, settings, request);
}

}  // namespace

std::vector<std::string> PreviewSource::reload() {
  const std::string& path = call_.arguments.operands.front();
  trouble_.clear();
  const Inputs inputs = read_input(call_, path);
  settled_ = settings_for(call_, path);
  trouble_ = !inputs.error.empty() ? inputs.error : settled_.error;
  if (!trouble_.empty()) return {path};
  project_ = load(call_.world, inputs.files.front(), settled_.settings);
  return own_files(*project_);
}

serve::Drawing PreviewSource::draw(const serve::Choice& choice) {
  serve::Drawing drawing;
  drawing.trouble = trouble_;
  if (!project_) return drawing;
  const project::Stage& base = project_->base;
  drawing.title = base.model.title.empty() ? call_.arguments.operands.front() : base.model.title;
  drawing.flows = project::flow_paths(base.model);
  for (const project::Stage& stage : project_->stages) drawing.stages.push_back(stage.label);
  for (const model::View& view : base.model.views) drawing.views.push_back(view.name);
  drawing.palettes = project::palette_names();
  const report::Report report{project_->sources, project_->findings, {}, {}, false, {}, {}};
  drawing.findings = report::findings_json(report);
  for (const std::string& path : own_files(*project_)) {
    drawing.paths[path] = call_.world.resolve(path);
  }
  drawing.understood = trouble_.empty() && !text_is_broken(project_->findings);
  emit::Rendered picture = rendered(call_, *project_, settled_.settings, choice);
  if (drawing.trouble.empty()) drawing.trouble = picture.trouble;
  drawing.svg = std::move(picture.bytes);
  if (choice.stages) {
    add_places(project_->sources, base.model, "stage-0-", drawing.places);
    for (std::size_t i = 0; i < project_->stages.size(); ++i)
      add_places(project_->sources, project_->stages[i].model, fmt::format("stage-{}-", i + 1),
                 drawing.places);
    return drawing;
  }
  const project::Stage* stage = find_stage(*project_, choice.stage);
  if (stage != nullptr) add_places(project_->sources, stage->model, "", drawing.places);
  return drawing;
}

}  // namespace joist::cli

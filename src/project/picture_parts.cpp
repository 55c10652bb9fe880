// Names the parts of a picture as the emitters do.
#include "project/picture_parts.hpp"

#include <fmt/format.h>

#include "emit/xml.hpp"
#include "scene/line_id.hpp"
#include "scene/palette.hpp"

namespace joist::project {

std::string_view icon(std::string_view name) {
  for (const EmbeddedFile& file : icon_files()) {
    const std::string_view stem = file.name.substr(file.name.rfind('/') + 1);
    if (stem.size() == name.size() + 4 && stem.substr(0, name.size()) == name) return file.text;
  }
  return {};
}

void choose_theme(std::string_view word, emit::RenderOptions& options) {
  if (word == "light") options.theme = emit::Theme::light;
  if (word == "dark") options.theme = emit::Theme::dark;
  if (word == "auto") options.theme = emit::Theme::automatic;
  if (const scene::Palette* palette = scene::find_palette(word)) options.palette = palette;
}

std::vector<std::string> palette_names() {
  std::vector<std::string> names;
  for (const scene::Palette& palette : scene::palettes()) names.emplace_back(palette.name);
  return names;
}

std::vector<Finding> findings_at(const Project& project, const Stage& stage) {
  std::vector<Finding> result;
  for (const Finding& finding : project.findings) {
    if (!finding.allowed && finding.stage == stage.label) result.push_back(finding);
  }
  result.insert(result.end(), stage.still.begin(), stage.still.end());
  return result;
}

std::vector<PicturePart> picture_parts(const model::Model& model) {
  std::vector<PicturePart> parts;
  const auto add = [&](const std::string& part, std::string name, Span span) {
    if (!span.file) return;
    parts.push_back(
        {std::string(emit::RenderOptions{}.prefix) + emit::as_id(part), std::move(name), span});
  };
  for (const model::Component& component : model.components) {
    add("box-" + component.path, component.path, component.span);
  }
  for (const model::Group& group : model.groups) {
    add("group-" + group.path, group.path, group.span);
    add("box-" + group.path, group.path, group.span);  // where it is drawn closed
  }
  for (const model::Arrow& arrow : model.arrows) {
    const std::string& from = model.at(arrow.from).path;
    const std::string& to = model.at(arrow.to).path;
    add("line-" + scene::line_id(from, to, arrow), fmt::format("{} -> {}", from, to), arrow.span);
  }
  return parts;
}

std::vector<std::string> flow_paths(const model::Model& model) {
  std::vector<std::string> paths;
  for (const model::Flow& flow : model.flows) {
    if (!flow.path.empty()) paths.push_back(flow.path);
  }
  return paths;
}

}  // namespace joist::project

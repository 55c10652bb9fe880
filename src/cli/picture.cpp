// Names of outputs, stages of designs, and the call that draws.
#include "cli/picture.hpp"

#include <algorithm>
#include <charconv>
#include <deque>

#include <fmt/format.h>

#include "base/text.hpp"
#include "cli/analysis.hpp"
#include "cli/arguments.hpp"
#include "project/compare.hpp"
#include "project/picture_parts.hpp"
#include "project/settings.hpp"

namespace joist::cli {

namespace {

// "designs/chirp.joist" and "svg" give "designs/chirp.svg".
std::string beside(std::string_view input, std::string_view extension) {
  const auto slash = input.rfind('/');
  const auto name = slash == std::string_view::npos ? 0 : slash + 1;
  const auto dot = input.rfind('.');
  const bool has_extension = dot != std::string_view::npos && dot > name;
  const std::string_view stem = has_extension ? input.substr(0, dot) : input;
  return fmt::format("{}.{}", stem, extension);
}

// What is new at this stage, or found in the design as it stands.
std::vector<Finding> findings_of(const project::Project& project, const std::string& label) {
  std::vector<Finding> result;
  for (const Finding& finding : project.findings) {
    if (!finding.allowed && finding.stage == label) result.push_back(finding);
  }
  return result;
}

// The design as it stands, then its stages, each with what it changes.
emit::Rendered draw_stages(World& world, const project::Project& project,
                           const emit::Emitter& emitter, const emit::RenderOptions& options) {
  if (project.stages.empty()) {
    return {{}, "the design has no stages", "`stage \"10x\" { ... }` says what changes at one", {}};
  }
  std::deque<std::vector<Finding>> found;
  std::vector<emit::StageSubject> subjects;
  const project::Stage* before = nullptr;
  const auto add = [&](const project::Stage& stage) {
    found.push_back(findings_of(project, stage.label));
    subjects.push_back({before ? stage.label : "As it stands",
                        {stage.model, stage.results, found.back(), stage.still},
                        {},
                        {}});
    if (before) {
      subjects.back().changes = project::stage_changes(before->model, stage.model);
      for (const emit::PartChange& part : project::changed_parts(before->model, stage.model)) {
        if (part.sort != "flow" && !part.drawn.empty()) subjects.back().changed.insert(part.drawn);
      }
    }
    before = &stage;
  };
  add(project.base);
  for (const project::Stage& stage : project.stages) add(stage);
  return emit::render_stages(world, subjects, emitter, options);
}

}  // namespace

std::string theme_names() {
  return std::string(project::theme_names());
}

std::string picture_formats() {
  return names_of(emit::formats::catalogue());
}

PictureTarget picture_target(const Call& call) {
  PictureTarget target;
  const std::vector<std::string>& operands = call.arguments.operands;
  std::string path = call.arguments.value("output");
  if (operands.size() > 1 && !path.empty()) {
    target.error = fmt::format("names two outputs, `{}` and `{}`", operands[1], path);
    return target;
  }
  if (operands.size() > 1) path = operands[1];
  if (!path.empty() && call.world.kind(path) == PathKind::directory) {
    target.error = fmt::format("`{0}` is a folder; name a file in it, as `{0}/picture.svg`",
                               path.substr(0, path.find_last_not_of('/') + 1));
    return target;
  }
  const std::string format = call.arguments.value("to");
  if (!format.empty()) {
    target.emitter = emit::find_emitter(format);
  } else if (!path.empty() && path != "-") {
    target.emitter = emit::emitter_for(path);
    if (target.emitter == nullptr) {
      target.error = fmt::format("the name of `{}` says no format; `--to` is one of {}", path,
                                 fmt::join(split(picture_formats(), ' '), ", "));
    }
  } else {
    target.emitter = emit::find_emitter("svg");
  }
  if (!target.error.empty()) return target;
  if (target.emitter == nullptr) {
    target.error = fmt::format("no format `{}`", format);
    return target;
  }
  if (path.empty()) {
    const bool piped =
        operands.front() == "-" || target.emitter->name == "text" || call.arguments.has("metrics");
    const std::string_view extension = split(target.emitter->extensions, ' ').front();
    path = piped ? "-" : beside(operands.front(), extension);
  }
  target.path = std::move(path);
  return target;
}

namespace {

constexpr double least_scale = 0.1, largest_scale = 16;

bool read_scale(const std::string& text, double& scale) {
  const char* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, scale);
  return read.ec == std::errc() && read.ptr == end && scale >= least_scale &&
         scale <= largest_scale;
}

}  // namespace

PictureRequest picture_request(const Call& call, const PictureTarget& target) {
  PictureRequest request;
  request.emitter = target.emitter;
  request.metrics = call.arguments.has("metrics");
  request.stage = call.arguments.value("stage");
  request.stages = call.arguments.has("stages");
  if (request.stages && (!request.stage.empty() || request.metrics)) {
    request.error = fmt::format("`--stages` draws all of them, without `--{}`",
                                request.metrics ? "metrics" : "stage");
  }
  request.theme = call.arguments.value("theme");
  scene::Options& scene = request.options.scene;
  scene.view = call.arguments.value("view");
  scene.flow = call.arguments.value("flow");
  scene.direction = call.arguments.value("direction");
  scene.findings = !call.arguments.has("no-findings");
  scene.tables = call.arguments.has("tables");
  scene.icons = project::icon;
  const std::string scale = call.arguments.value("scale");
  if (!scale.empty() && target.emitter->name != "png") {
    request.error =
        fmt::format("`--scale` is for png, and {} is sharp at any size", target.emitter->name);
    return request;
  }
  if (!scale.empty() && !read_scale(scale, request.options.scale)) {
    request.error = fmt::format("`--scale` is a factor from {} to {}, but is `{}` here",
                                least_scale, largest_scale, scale);
    return request;
  }
  const std::string depth = call.arguments.value("depth");
  if (depth.empty()) return request;
  const char* end = depth.data() + depth.size();
  const auto read = std::from_chars(depth.data(), end, scene.depth);
  if (read.ec != std::errc() || read.ptr != end || scene.depth < 0) {
    request.error = fmt::format("`--depth` is a count of levels, but is `{}` here", depth);
  }
  return request;
}

emit::Rendered draw(World& world, const project::Project& project,
                    const project::Settings& settings, const PictureRequest& request) {
  emit::RenderOptions options = request.options;
  project::choose_theme(settings.theme, options);
  project::choose_theme(request.theme, options);
  project::choose_theme(request.palette, options);
  if (request.stages) return draw_stages(world, project, *request.emitter, options);
  const project::Stage* stage = find_stage(project, request.stage);
  if (stage == nullptr) return {{}, no_stage(project, request.stage), {}, {}};
  const std::vector<Finding> found = project::findings_at(project, *stage);
  const scene::Subject subject{stage->model, stage->results, found};
  if (request.metrics) return emit::render_metrics(world, subject, options);
  return emit::render(world, subject, *request.emitter, options);
}

std::vector<std::string> own_files(const project::Project& project) {
  std::vector<std::string> paths;
  for (std::size_t i = project.root; i < project.sources.size(); ++i) {
    paths.push_back(project.sources.at(FileId(i)).path());
  }
  return paths;
}

}  // namespace joist::cli

// From a design to the bytes of a picture: scene, layout and format in one call.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "base/world.hpp"
#include "emit/emitter.hpp"
#include "scene/compose.hpp"

namespace joist::emit {

struct RenderOptions {
  scene::Options scene;
  layout::ArrangeOptions layout;
  Theme theme = Theme::automatic;
  const scene::Palette* palette = nullptr;  // none: the one that the design asks for
  std::string prefix = "joist-";
  double scale = pixels_of_png;
};

// `trouble` as in Written. `layout_troubles` is what to warn of though there is a picture, such as
// an engine that failed and was replaced.
struct Rendered {
  std::string bytes;
  std::string trouble, help;
  std::vector<std::string> layout_troubles;
  // The design in words, for who cannot see the picture.
  std::string title = {}, description = {};
};
Rendered render(World& world, const scene::Subject& subject, const Emitter& emitter,
                const RenderOptions& options);

// `after`, with what sets it apart from `before` marked; `changed` as scene::merged takes it.
Rendered render_changes(World& world, const scene::Subject& before, const scene::Subject& after,
                        const std::set<std::string>& changed, const Emitter& emitter,
                        const RenderOptions& options);

// A design at one of its stages, with what sets it apart from the one before: in words, and the ids
// of the boxes, frames and lines it is about.
struct StageSubject {
  std::string label;
  scene::Subject subject;
  std::vector<std::string> changes;
  std::set<std::string> changed;
};
// The stages as one picture, in formats that are drawn, or in a few lines of text each.
Rendered render_stages(World& world, const std::vector<StageSubject>& stages,
                       const Emitter& emitter, const RenderOptions& options);

// `render --metrics json`: what a picture is judged by, as one object.
Rendered render_metrics(World& world, const scene::Subject& subject, const RenderOptions& options);

}  // namespace joist::emit

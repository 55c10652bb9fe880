// The way from a design to a picture's bytes.
#include "emit/render.hpp"

#include "base/json.hpp"
#include "emit/cells.hpp"
#include "emit/strip_text.hpp"
#include "layout/assemble.hpp"
#include "layout/tables.hpp"
#include "scene/merge.hpp"
#include "scene/strip.hpp"

namespace joist::emit {
namespace {

Rendered failed(const scene::Composed& composed) {
  return {{}, composed.trouble, composed.help, {}};
}

// What is asked for on the command line goes before what the design says.
Theme theme_of(const scene::Scene& scene, Theme asked) {
  if (asked != Theme::automatic) return asked;
  if (scene.theme == "light") return Theme::light;
  return scene.theme == "dark" ? Theme::dark : Theme::automatic;
}

const scene::Palette& palette_of(const scene::Scene& scene, const RenderOptions& options) {
  if (options.palette) return *options.palette;
  const scene::Palette* stated = scene::find_palette(scene.theme);
  return stated ? *stated : scene::neutral();
}

Rendered finished(Written written, std::vector<std::string> troubles, const scene::Scene& scene) {
  return {std::move(written.bytes),
          std::move(written.trouble),
          std::move(written.help),
          std::move(troubles),
          scene.title,
          scene.description};
}

// Tables have places of their own.
layout::Arrangement arranged(World& world, const scene::Scene& scene, const layout::Graph& graph,
                             const RenderOptions& options) {
  return scene.tables ? layout::arrange_tables(scene)
                      : layout::arrange(world, graph, options.layout);
}

// Lines that a terminal breaks cannot be followed: a flow to the right that is wider goes down,
// unless it was asked for on the command line.
layout::Arrangement arranged_in_cells(World& world, const scene::Scene& scene,
                                      const RenderOptions& options) {
  constexpr double terminal = 120;  // columns
  layout::Graph graph = cell_graph(scene);
  layout::Arrangement wanted = layout::arrange(world, graph, options.layout);
  const bool rightward = graph.direction == layout::Direction::right;
  const bool asked = !options.scene.direction.empty();
  if (!rightward || asked || wanted.size.width <= terminal * cell_width) return wanted;
  graph.direction = layout::Direction::down;
  layout::Arrangement down = layout::arrange(world, graph, options.layout);
  return down.size.width < wanted.size.width ? down : wanted;
}

Rendered drawn(World& world, const scene::Scene& scene, const Emitter& emitter,
               const RenderOptions& options) {
  layout::Arrangement arrangement;
  layout::Picture picture;
  if (emitter.needs != Needs::scene) {
    arrangement = emitter.needs == Needs::cells
                      ? arranged_in_cells(world, scene, options)
                      : arranged(world, scene, layout::graph_of(scene), options);
  }
  if (emitter.needs == Needs::picture) picture = layout::assemble(scene, arrangement);
  return finished(emitter.write({scene, arrangement, picture, theme_of(scene, options.theme),
                                 options.prefix, palette_of(scene, options), options.scale}),
                  std::move(arrangement.troubles), scene);
}

}  // namespace

Rendered render(World& world, const scene::Subject& subject, const Emitter& emitter,
                const RenderOptions& options) {
  const scene::Composed composed = scene::compose(subject, options.scene);
  if (!composed.trouble.empty()) return failed(composed);
  return drawn(world, composed.scene, emitter, options);
}

Rendered render_changes(World& world, const scene::Subject& before, const scene::Subject& after,
                        const std::set<std::string>& changed, const Emitter& emitter,
                        const RenderOptions& options) {
  const scene::Composed old = scene::compose(before, options.scene);
  scene::Composed composed = scene::compose(after, options.scene);
  if (!old.trouble.empty()) return failed(old);
  if (!composed.trouble.empty()) return failed(composed);
  return drawn(world, scene::merged(old.scene, std::move(composed.scene), changed), emitter,
               options);
}

Rendered render_stages(World& world, const std::vector<StageSubject>& stages,
                       const Emitter& emitter, const RenderOptions& options) {
  std::vector<scene::Shot> shots;
  for (const StageSubject& stage : stages) {
    scene::Composed composed = scene::compose(stage.subject, options.scene);
    if (!composed.trouble.empty()) return failed(composed);
    shots.push_back(
        {stage.label, stage.changes, stage.changed, {}, {}, std::move(composed.scene), {}, {}, {}});
  }
  const scene::Strip strip = scene::strip(std::move(shots));
  if (emitter.needs == Needs::cells) return finished({strip_text(strip), {}, {}}, {}, strip.whole);
  if (emitter.needs == Needs::scene) {
    return {{},
            std::string(emitter.name) + " has no picture of all stages",
            "it is drawn as svg, png or pdf, or listed as text",
            {}};
  }
  layout::Arrangement arrangement =
      layout::arrange(world, layout::graph_of(strip.whole), options.layout);
  const layout::Picture picture = layout::assemble(strip, arrangement);
  return finished(
      emitter.write({strip.whole, arrangement, picture, theme_of(strip.whole, options.theme),
                     options.prefix, palette_of(strip.whole, options), options.scale}),
      std::move(arrangement.troubles), strip.whole);
}

Rendered render_metrics(World& world, const scene::Subject& subject, const RenderOptions& options) {
  const scene::Composed composed = scene::compose(subject, options.scene);
  if (!composed.trouble.empty()) return failed(composed);
  const layout::Graph graph = layout::graph_of(composed.scene);
  layout::Arrangement arrangement = arranged(world, composed.scene, graph, options);
  const layout::Metrics metrics = layout::measure(graph, arrangement);
  const layout::Picture picture = layout::assemble(composed.scene, arrangement);
  const auto count = [](std::size_t value) { return static_cast<std::uint32_t>(value); };
  JsonWriter json;
  json.object()
      .member("engine", arrangement.engine)
      .member("boxes", count(graph.nodes.size()))
      .member("groups", count(graph.frames.size()))
      .member("arrows", count(graph.edges.size()))
      .member("box_overlaps", count(metrics.box_overlaps))
      .member("label_overlaps", count(metrics.label_overlaps))
      .member("arrows_through_boxes", count(metrics.arrows_through_boxes))
      .member("frame_overlaps", count(metrics.frame_overlaps))
      .member("lost_arrows", count(metrics.lost_arrows))
      .member("low_contrast",
              count(layout::low_contrast(picture, palette_of(composed.scene, options))))
      .member("crossings", count(metrics.crossings))
      .member("bends", count(metrics.bends))
      .member("length", metrics.length)
      .member("area", picture.size.width * picture.size.height)
      .member("width", picture.size.width)
      .member("height", picture.size.height)
      .close();
  return {json.take(), {}, {}, std::move(arrangement.troubles)};
}

}  // namespace joist::emit

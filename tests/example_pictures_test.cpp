// The pictures of all examples: nothing overlaps, nothing is lost, every format says every name.
#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>

#include <doctest/doctest.h>

#include "base/text.hpp"
#include "emit/emitter.hpp"
#include "emit/render.hpp"
#include "layout/assemble.hpp"
#include "project/project.hpp"
#include "scene/measure.hpp"
#include "tests/layout_designs.hpp"
#include "tests/memory_world.hpp"
#include "tests/sanitized.hpp"

using namespace joist;

namespace {

std::string_view icon(std::string_view name) {
  for (const project::EmbeddedFile& file : project::icon_files()) {
    if (file.name == "icons/" + std::string(name) + ".svg") return file.text;
  }
  return {};
}

// A design with its root in a world that holds the examples beside each other.
project::Project loaded(const project::EmbeddedFile& file) {
  tests::MemoryWorld world;
  for (const project::EmbeddedFile& each : project::example_files()) {
    world.files["/work/" + std::string(each.name)] = std::string(each.text);
  }
  return project::load(world, "/work/" + std::string(file.name));
}

// The same, analysed once.
const project::Project& example(const project::EmbeddedFile& file) {
  static std::map<std::string_view, project::Project> known;
  const auto found = known.find(file.name);
  return found != known.end() ? found->second
                              : known.emplace(file.name, loaded(file)).first->second;
}

emit::RenderOptions with_engine(const char* engine) {
  emit::RenderOptions options;
  options.scene.icons = icon;
  options.layout.engine = engine;
  return options;
}

// The value of a number in a flat JSON object.
double number(const std::string& json, const std::string& name) {
  const std::size_t at = json.find("\"" + name + "\": ");
  REQUIRE_MESSAGE(at != std::string::npos, name);
  return std::stod(json.substr(at + name.size() + 4));
}

}  // namespace

TEST_CASE("what must be zero is zero in the picture of every example, by every engine") {
  REQUIRE(project::example_files().size() >= 5);
  for (const project::EmbeddedFile& file : project::example_files()) {
    const project::Project& project = example(file);
    const scene::Subject subject{project.base.model, project.base.results, project.findings};
    for (const char* engine : {"graphviz", "grid"}) {
      layout::ForkWorld world;
      const emit::Rendered metrics = emit::render_metrics(world, subject, with_engine(engine));
      // A sanitizer needs more address space than a layout child gets; grid draws then.
      if (!tests::is_sanitized) CHECK(metrics.layout_troubles.empty());
      CHECK(number(metrics.bytes, "boxes") > 0);
      for (const char* name : {"box_overlaps", "label_overlaps", "arrows_through_boxes",
                               "frame_overlaps", "lost_arrows", "low_contrast"}) {
        CHECK_MESSAGE(number(metrics.bytes, name) == 0,
                      file.name << " by " << engine << ": " << name);
      }
    }
  }
}

// Lines that are laid for their length alone bend some 20 times more, many of them by a few pixels.
TEST_CASE("lines of the examples bend where they have to") {
  double bends = 0;
  for (const project::EmbeddedFile& file : project::example_files()) {
    const project::Project& project = example(file);
    const scene::Subject subject{project.base.model, project.base.results, project.findings};
    layout::ForkWorld world;
    bends += number(emit::render_metrics(world, subject, with_engine("")).bytes, "bends");
  }
  CHECK(bends <= 160);
}

TEST_CASE("the boxes of a trunk stand one below the other, even if a line of one leads far aside") {
  for (const project::EmbeddedFile& file : project::example_files()) {
    if (file.name.find("assistant") == std::string::npos) continue;
    const project::Project& project = example(file);
    const scene::Subject subject{project.base.model, project.base.results, project.findings};
    const scene::Scene scene = scene::compose(subject, with_engine("").scene).scene;
    layout::ForkWorld world;
    const layout::Arrangement drawn = layout::arrange(world, layout::graph_of(scene));
    const auto middle = [&](std::string_view id) {
      for (std::size_t i = 0; i < scene.boxes.size(); ++i)
        if (scene.boxes[i].id == id) return drawn.nodes[i].x + drawn.nodes[i].width / 2;
      return -1000.0;
    };
    CHECK(std::abs(middle("lb") - middle("api")) < 8);
    for (std::size_t i = 0; i < scene.lines.size(); ++i)
      if (scene.lines[i].id == "person->lb") CHECK(drawn.routes[i].points.size() == 2);
    CHECK(drawn.size.width < 1600);
  }
}

TEST_CASE("no upright line runs along the side of a group like a second border") {
  constexpr double close = 14, far = 60;
  for (const project::EmbeddedFile& file : project::example_files()) {
    const project::Project& project = example(file);
    const scene::Subject subject{project.base.model, project.base.results, project.findings};
    const scene::Scene scene = scene::compose(subject, with_engine("").scene).scene;
    layout::ForkWorld world;
    const layout::Arrangement drawn = layout::arrange(world, layout::graph_of(scene));
    for (const layout::Route& route : drawn.routes) {
      for (std::size_t i = 1; i < route.points.size(); ++i) {
        const layout::Point &a = route.points[i - 1], &b = route.points[i];
        for (const layout::Rect& frame : drawn.frames) {
          const double top = std::max(frame.y, std::min(a.y, b.y));
          const double bottom = std::min(frame.bottom(), std::max(a.y, b.y));
          if (a.x != b.x || bottom - top < far) continue;
          for (const double side : {frame.x, frame.right()})
            CHECK_MESSAGE(std::abs(a.x - side) > close, file.name << " at " << a.x);
        }
      }
    }
  }
}

TEST_CASE("a flow to the right fits into a terminal, or goes down there unless asked not to") {
  tests::MemoryWorld world;
  std::string text = "design \"Test\" { direction: right }\nclient b0\nservice b1";
  for (int i = 2; i < 12; ++i) text += ", b" + std::to_string(i);
  text += "\nb0";
  for (int i = 1; i < 12; ++i) text += " -> b" + std::to_string(i);
  world.files["/work/design.joist"] = text + "\n";
  const project::Project project = project::load(world, "/work/design.joist");
  const scene::Subject subject{project.base.model, project.base.results, project.findings};
  const auto widest = [&](const char* direction) {
    emit::RenderOptions options;
    options.scene.direction = direction;
    layout::ForkWorld fork;
    const std::string drawn =
        emit::render(fork, subject, *emit::find_emitter("text"), options).bytes;
    std::size_t most = 0;
    for (std::size_t at = 0; at < drawn.size();) {
      const std::size_t end = std::min(drawn.find('\n', at), drawn.size());
      most = std::max(most, display_width(std::string_view(drawn).substr(at, end - at)));
      at = end + 1;
    }
    return most;
  };
  CHECK(widest("") < 40);
  CHECK(widest("right") > 120);
}

TEST_CASE("every format names every component of an example") {
  for (const project::EmbeddedFile& file : project::example_files()) {
    const project::Project& project = example(file);
    const scene::Subject subject{project.base.model, project.base.results, project.findings};
    for (const emit::Emitter* emitter : emit::formats::catalogue()) {
      if (emitter->binary) continue;
      layout::ForkWorld world;
      const emit::Rendered rendered =
          emit::render(world, subject, *emitter, with_engine("graphviz"));
      REQUIRE(rendered.trouble.empty());
      for (const model::Component& component : project.base.model.components) {
        const std::string& label = component.label.empty() ? component.name : component.label;
        const std::string word = label.substr(0, label.find_first_of(" '"));
        CHECK_MESSAGE(rendered.bytes.find(word) != std::string::npos,
                      file.name << " as " << emitter->name << ": " << label);
      }
    }
  }
}

TEST_CASE("every kind of an example that the stdlib declares has an icon") {
  std::set<std::string> without;
  for (const project::EmbeddedFile& file : project::example_files()) {
    const project::Project& project = example(file);
    const scene::Subject subject{project.base.model, project.base.results, project.findings};
    scene::Options options;
    options.icons = icon;
    for (const scene::Box& box : scene::compose(subject, options).scene.boxes) {
      if (box.icon.empty()) without.insert(box.kind);
    }
  }
  for (const std::string& kind : without) FAIL_CHECK("no icon for " << kind);
}

TEST_CASE("the same design gives the same bytes") {
  const project::EmbeddedFile& file = project::example_files().front();
  for (const emit::Emitter* emitter : emit::formats::catalogue()) {
    std::string before;
    for (int round = 0; round < 2; ++round) {
      layout::ForkWorld world;
      const project::Project project = loaded(file);
      const scene::Subject subject{project.base.model, project.base.results, project.findings};
      const emit::Rendered rendered =
          emit::render(world, subject, *emitter, with_engine("graphviz"));
      if (round > 0) CHECK_MESSAGE(rendered.bytes == before, emitter->name);
      before = rendered.bytes;
    }
  }
}

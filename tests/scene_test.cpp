// What a picture shows: what is chosen, merged and marked.
#include <cmath>

#include <doctest/doctest.h>

#include "scene/card.hpp"
#include "scene/compose.hpp"
#include "scene/measure.hpp"
#include "tests/model_builder.hpp"

using namespace joist;
using namespace joist::testing;
using scene::Weight;

namespace {

// A builder with results that know the loads told to it.
struct Design : Builder {
  analysis::Results results;
  std::vector<Finding> findings;

  void fill() {
    results.components.resize(model.components.size());
    results.capacity.resize(model.components.size());
    results.arrows.resize(model.arrows.size());
    results.flows.resize(model.flows.size());
  }
  void load(ComponentId id, double offered, double capacity) {
    fill();
    results.components[id.index()].known = true;
    results.components[id.index()].offered = offered;
    if (capacity <= 0) return;
    auto& at = results.capacity[id.index()];
    at.known = true;
    at.capacity = capacity;
    at.utilization = offered / capacity;
  }
  void rate(std::size_t arrow, double rate) {
    fill();
    results.arrows[arrow].known = true;
    results.arrows[arrow].peak = rate;
    const Access access = model.arrows[arrow].access;
    if (access == Access::read) results.arrows[arrow].reads = rate;
    if (access == Access::write) results.arrows[arrow].writes = rate;
  }
  void rate(FlowId flow, double rate) {
    fill();
    results.flows[flow.index()].known = true;
    results.flows[flow.index()].peak = rate;
  }
  void find(const std::string& rule, Severity severity, const std::string& subject) {
    Finding finding;
    finding.rule = rule;
    finding.severity = severity;
    finding.subject = subject;
    finding.message = "something about `" + subject + "`";
    findings.push_back(finding);
  }
  scene::Composed compose(const scene::Options& options = {}) const {
    return scene::compose({model, results, findings}, options);
  }
  scene::Scene scene(const scene::Options& options = {}) const {
    scene::Composed composed = compose(options);
    REQUIRE(composed.trouble.empty());
    return composed.scene;
  }
};

}  // namespace

TEST_CASE("arrows between the same boxes become one line with their rates added") {
  Design design;
  const auto api = design.add("api"), db = design.add("db", Role::store);
  const auto read = design.flow("read"), post = design.flow("post");
  design.arrow(read, api, db);
  design.arrow(post, api, db).access = Access::write;
  design.arrow(post, db, api);
  design.rate(0, 100);
  design.rate(1, 20);
  const scene::Scene scene = design.scene();
  REQUIRE(scene.lines.size() == 2);
  CHECK(scene.lines[0].rate == 120);
  CHECK(scene.lines[0].head == scene::Head::both);
  REQUIRE(scene.lines[0].pill.size() == 2);
  CHECK(scene.lines[0].pill[0].rate == "100/s");
  CHECK(scene.lines[0].pill[0].text == "reads");
  CHECK(scene.lines[0].pill[1].rate == "20/s");
  CHECK(scene.lines[0].tooltip.find("read") != std::string::npos);
  CHECK(scene.lines[0].tooltip.find("post") != std::string::npos);
  CHECK(scene.lines[1].pill.empty());
  CHECK(scene.lines[1].pill_width == 0);
}

TEST_CASE("calls are solid, messages dashed, relations dotted") {
  Design design;
  const auto a = design.add("a"), b = design.add("b"), c = design.add("c"), d = design.add("d");
  design.arrow(FlowId(0), a, b);
  design.arrow(FlowId(0), a, c, Call::async);
  design.arrow(FlowId(0), a, d, Call::relation);
  design.arrow(FlowId(0), b, c, Call::async);
  design.arrow(FlowId(0), b, c, Call::sync);
  const scene::Scene scene = design.scene();
  REQUIRE(scene.lines.size() == 5);
  CHECK(scene.lines[0].stroke == scene::Stroke::solid);
  CHECK(scene.lines[1].stroke == scene::Stroke::dashed);
  CHECK(scene.lines[2].stroke == scene::Stroke::dotted);
  CHECK(scene.lines[2].head == scene::Head::none);
  CHECK(scene.lines[3].stroke == scene::Stroke::dashed);
  CHECK(scene.lines[4].stroke == scene::Stroke::solid);
}

TEST_CASE("replication between stores is drawn as the writes it carries") {
  Design design;
  const auto a = design.add("a", Role::store), b = design.add("b", Role::store);
  design.arrow(FlowId(0), a, b, Call::async);
  CHECK(design.scene().lines[0].head == scene::Head::write);
}

TEST_CASE("wider lines carry more, and the hottest flow stands out where there are several") {
  Design design;
  const auto a = design.add("a", Role::source), b = design.add("b"), c = design.add("c");
  const auto slow = design.flow("slow"), fast = design.flow("fast");
  design.arrow(slow, a, b);
  design.arrow(fast, a, c);
  design.rate(0, 10);
  design.rate(1, 10'000);
  design.rate(slow, 10);
  CHECK(design.scene().legend.hot.empty());
  design.rate(fast, 10'000);
  const scene::Scene scene = design.scene();
  CHECK(scene.legend.hot == "fast");
  CHECK_FALSE(scene.lines[0].hot);
  CHECK(scene.lines[1].hot);
  CHECK(scene.lines[1].width > scene.lines[0].width);
  CHECK(scene.lines[0].width > 1.2);
}

TEST_CASE("a line that closes a ring leads backward") {
  Design design;
  const auto worker = design.add("worker"), api = design.add("api"),
             app = design.add("app", Role::source);
  design.arrow(FlowId(0), worker, api);
  design.arrow(FlowId(0), app, api);
  design.arrow(FlowId(0), api, worker);
  const scene::Scene scene = design.scene();
  CHECK(scene.lines[0].backward);
  CHECK_FALSE(scene.lines[1].backward);
  CHECK_FALSE(scene.lines[2].backward);
}

TEST_CASE("a card says its kind, copies, load and band") {
  Design design;
  const auto db =
      design.add("db", Role::store, {{Attribute::shards, 12}, {Attribute::replicas, 3}});
  const auto api = design.add("api", Role::pass, {{Attribute::replicas, 180}});
  const auto log = design.add("log", Role::queue, {{Attribute::nodes, 9}});
  const auto app = design.add("app", Role::source);
  design.load(db, 13'000, 9'600);
  design.load(api, 80, 100);
  design.load(log, 10, 100);
  design.load(app, 500, 0);
  const scene::Scene scene = design.scene();
  CHECK(scene.boxes[0].quiet == "store \u00b7 12 \u00d7 3");
  CHECK(scene.boxes[1].quiet == "pass \u00d7 180");
  CHECK(scene.boxes[2].quiet == "queue \u00b7 9 nodes");
  REQUIRE(scene.boxes[0].meter);
  CHECK(scene.boxes[0].meter->load == "13k/s of 9.6k");
  CHECK(scene.boxes[0].meter->band == scene::Band::over);
  CHECK(scene.boxes[1].meter->band == scene::Band::tight);
  CHECK(scene.boxes[2].meter->band == scene::Band::fine);
  CHECK_FALSE(scene.boxes[3].meter);
  CHECK(scene.boxes[3].load == "500/s");
  CHECK(scene.legend.over);
  CHECK(scene.headlines.at(0).value == "135%");
}

TEST_CASE(
    "findings are numbered, marked where they are and listed; silenced ones and notes are not") {
  Design design;
  design.add("api");
  design.add("db", Role::store);
  design.find("overload", Severity::error, "db");
  design.find("single-point-of-failure", Severity::warning, "db");
  design.find("deep-chain", Severity::note, "api");
  design.find("no-headroom", Severity::warning, "api");
  design.findings.back().allowed = "known";
  design.find("one-zone", Severity::warning, "api");
  scene::Scene scene = design.scene();
  REQUIRE(scene.findings.size() == 3);
  CHECK(scene.boxes[0].badges.size() == 1);
  CHECK(scene.boxes[0].badges[0].number == 3);
  CHECK(scene.boxes[1].badges.size() == 2);
  CHECK(scene.boxes[1].ring);
  CHECK_FALSE(scene.boxes[0].ring);
  scene::Options without;
  without.findings = false;
  scene = design.scene(without);
  CHECK(scene.findings.empty());
  CHECK(scene.boxes[1].badges.empty());
  CHECK(scene.boxes[1].ring);
}

TEST_CASE("a finding about an arrow is marked on its line") {
  Design design;
  const auto api = design.add("api"), db = design.add("db", Role::store);
  design.arrow(FlowId(0), api, db);
  design.arrow(FlowId(0), db, api);
  design.find("unmatched-rate", Severity::error, "api -> db");
  const scene::Scene scene = design.scene();
  REQUIRE(scene.lines[0].badges.size() == 1);
  CHECK(scene.lines[0].pill_width > 0);
  CHECK(scene.lines[1].badges.empty());
}

TEST_CASE("what a card cannot hold of badges and the list of findings is counted") {
  Design design;
  design.add("api");
  for (int i = 0; i < 25; ++i) design.find("overload", Severity::error, "api");
  const scene::Scene scene = design.scene();
  CHECK(scene.findings.size() == 20);
  CHECK(scene.more_findings == 5);
  CHECK(scene.boxes[0].badges.size() == 3);
  CHECK(scene.boxes[0].more_badges == 17);
}

TEST_CASE("a flow shows its components and arrows only") {
  Design design;
  const auto a = design.add("a"), b = design.add("b"), c = design.add("c");
  const auto read = design.flow("read");
  design.arrow(read, a, b);
  design.arrow(FlowId(0), a, b);
  design.arrow(FlowId(0), b, c);
  scene::Options options;
  options.flow = "read";
  const scene::Scene scene = design.scene(options);
  CHECK(scene.boxes.size() == 2);
  CHECK(scene.lines.size() == 1);
  options.flow = "raed";
  const scene::Composed composed = design.compose(options);
  CHECK(composed.trouble == "there is no flow `raed`");
  CHECK(composed.help == "there is `read`");
}

TEST_CASE("a view shows, hides and closes") {
  Design design;
  const auto us = design.group("us"), eu = design.group("eu");
  design.add("app", Role::source);
  design.add("api", Role::pass, {}, us);
  design.add("db", Role::store, {}, us);
  design.add("far", Role::pass, {}, eu);
  using model::Selector;
  model::View view;
  view.name = "near";
  view.hide.push_back({Selector::Form::kind, {}, {}, "store", {}});
  view.collapse.push_back({Selector::Form::group, {}, eu, "", {}});
  view.direction = "right";
  view.attributes.texts.push_back({Attribute::theme, {"dark"}, {}});
  design.model.views.push_back(view);
  scene::Options options;
  options.view = "near";
  scene::Scene scene = design.scene(options);
  REQUIRE(scene.boxes.size() == 3);
  CHECK(scene.boxes[2].shape == scene::Shape::closed);
  CHECK(scene.panels.size() == 1);
  CHECK(scene.direction == "right");
  CHECK(scene.theme == "dark");
  design.model.views[0].show.push_back({Selector::Form::members, {}, us, "", {}});
  scene = design.scene(options);
  REQUIRE(scene.boxes.size() == 1);
  CHECK(scene.boxes[0].id == "api");
  options.view = "far";
  CHECK(design.compose(options).trouble == "there is no view `far`");
}

TEST_CASE("a depth closes groups, merges their arrows and drops those inside") {
  Design design;
  const auto us = design.group("us"), zone = design.group("zone", Level::none, us);
  const auto app = design.add("app", Role::source);
  const auto one = design.add("one", Role::pass, {}, zone),
             two = design.add("two", Role::pass, {}, zone);
  const auto outer = design.add("outer", Role::pass, {}, us);
  design.arrow(FlowId(0), app, one);
  design.arrow(FlowId(0), app, two);
  design.arrow(FlowId(0), one, two);
  design.arrow(FlowId(0), two, outer);
  design.rate(0, 1);
  design.rate(1, 2);
  scene::Options options;
  options.depth = 1;
  scene::Scene scene = design.scene(options);
  CHECK(scene.boxes.size() == 3);
  CHECK(scene.panels.size() == 1);
  REQUIRE(scene.lines.size() == 2);
  CHECK(scene.lines[0].rate == 3);
  options.depth = 0;
  scene = design.scene(options);
  CHECK(scene.boxes.size() == 2);
  CHECK(scene.panels.empty());
  CHECK(scene.lines.size() == 1);
}

TEST_CASE("a large design is drawn by groups, with a note how to open them") {
  Design design;
  for (int g = 0; g < 10; ++g) {
    const auto group = design.group("g" + std::to_string(g));
    for (int i = 0; i < 30; ++i) {
      design.add("c" + std::to_string(30 * g + i), Role::pass, {}, group);
    }
  }
  scene::Scene scene = design.scene();
  CHECK(scene.boxes.size() == 10);
  REQUIRE(scene.notes.size() == 1);
  CHECK(scene.notes[0].find("--depth 1") != std::string::npos);
  scene::Options options;
  options.depth = 1;
  scene = design.scene(options);
  CHECK(scene.boxes.size() == 300);
  CHECK(scene.notes.empty());
}

TEST_CASE("of a large design only as many levels are open as can be read") {
  Design design;
  for (int g = 0; g < 10; ++g) {
    const auto group = design.group("g" + std::to_string(g));
    for (int z = 0; z < 10; ++z) {
      const auto zone = design.group("z" + std::to_string(z), Level::none, group);
      for (int i = 0; i < 3; ++i)
        design.add(fmt::format("c{}_{}_{}", g, z, i), Role::pass, {}, zone);
    }
  }
  CHECK(design.scene().boxes.size() == 10);  // 100 with the next level
}

TEST_CASE("arrows of a closed group that are drawn as one say their rate alone") {
  Design design;
  const auto group = design.group("inside");
  const auto app = design.add("app", Role::source);
  const auto one = design.add("one", Role::pass, {}, group),
             two = design.add("two", Role::pass, {}, group);
  design.arrow(FlowId(0), app, one);
  design.arrow(FlowId(0), app, two);
  design.model.arrows[0].label = "read it";
  design.model.arrows[1].label = "write it";
  design.rate(0, 1);
  design.rate(1, 2);
  scene::Options options;
  options.depth = 0;
  const scene::Scene scene = design.scene(options);
  REQUIRE(scene.lines.size() == 1);
  REQUIRE(scene.lines[0].pill.size() == 1);
  CHECK(scene.lines[0].pill[0].text.empty());
}

TEST_CASE("a card is wide enough for what stands in it") {
  Design design;
  const auto id = design.add("x", Role::store, {{Attribute::replicas, 3}});
  design.model.components[0].label = "A very long name that needs two lines of its own";
  design.load(id, 434'027, 600'000);
  design.find("overload", Severity::error, "x");
  const scene::Box box = design.scene().boxes[0];
  REQUIRE(box.label_lines.size() == 2);
  const scene::Space space = scene::space(box.shape);
  const double inside = box.width - space.left - space.right;
  const double first = scene::text_width(box.label_lines[0], scene::label_size, Weight::bold);
  CHECK(inside >= first + scene::badges_width(box.badges, 0));
  CHECK(inside >= scene::text_width(box.meter->load, scene::quiet_size) +
                      scene::text_width(box.meter->share, scene::quiet_size, Weight::bold));
}

TEST_CASE("a card that is the end of many arrows has room for them") {
  Design design;
  const auto hub = design.add("hub");
  for (int i = 0; i < 20; ++i) {
    design.arrow(FlowId(0), hub, design.add("c" + std::to_string(i)));
  }
  const scene::Scene scene = design.scene();
  CHECK(scene.boxes[0].side_width >= 20 * 13);
  CHECK(scene.boxes[0].side_height == 240);
  CHECK(scene.boxes[1].side_height == 0);
}

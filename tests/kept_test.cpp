// What is kept between the analyses of nearly the same designs must never show: with it every
// figure and finding is what it is without.
#include "analysis/kept.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "analysis/analyse.hpp"
#include "analysis/losses_kept.hpp"
#include "emit/results.hpp"
#include "project/draft.hpp"
#include "tests/memory_world.hpp"
#include "tests/random_design.hpp"
#include "tests/sanitized.hpp"
#include "tests/structure_edits.hpp"
#include "tests/value_edits.hpp"

namespace joist::tests {
namespace {

// How many are those of the time before, and not found again.
std::size_t count_kept(const analysis::Kept& before, const analysis::Kept& after) {
  if (!before.losses || !after.losses) return 0;
  std::size_t count = 0;
  for (const auto each : {&analysis::KeptLosses::of_copies, &analysis::KeptLosses::of_leaders,
                          &analysis::KeptLosses::of_domains}) {
    const auto &old = (*before.losses).*each, &now = (*after.losses).*each;
    count += static_cast<std::size_t>(std::count_if(now.begin(), now.end(), [&](const auto& loss) {
      return loss && std::find(old.begin(), old.end(), loss) != old.end();
    }));
  }
  return count;
}

void tell(const std::vector<std::pair<model::ComponentId, double>>& figures, std::string& text) {
  for (const auto& [id, figure] : figures) text += fmt::format(" {}={:a}", id.value, figure);
}

// To the last bit, and with what no format writes.
std::string losses_of(const analysis::Redundancy& redundancy) {
  std::string text;
  for (const analysis::Loss& loss : redundancy.losses) {
    text += fmt::format("\n{} {}:", loss.event, loss.name);
    tell(loss.busier, text);
    for (std::size_t i = 0; i < loss.overloaded.size(); ++i)
      text += fmt::format(" {}!{:a}", loss.overloaded[i].value, loss.overload[i]);
    for (const auto& [id, fault] : loss.down) text += fmt::format(" {}-{}", id.value, int(fault));
    for (const model::FlowId flow : loss.stopped) text += fmt::format(" f{}", flow.value);
  }
  for (const analysis::ColdCache& cold : redundancy.cold) {
    text += fmt::format("\ncold {}:", cold.cache.value);
    for (std::size_t i = 0; i < cold.busier.size(); ++i)
      text += fmt::format(" {}={:a}", cold.busier[i].value, cold.utilization[i]);
    for (const model::ComponentId id : cold.overloaded) text += fmt::format(" {}!", id.value);
  }
  text += "\nneeded:";
  tell({redundancy.needed_after_loss.begin(), redundancy.needed_after_loss.end()}, text);
  for (const auto* cuts : {&redundancy.single_points, &redundancy.pairs}) {
    for (const analysis::CutSet& cut : *cuts) {
      text += fmt::format("\n{} {} {}:", cut.flow.value, cut.why, cut.by_load);
      for (const std::uint32_t event : cut.events) text += fmt::format(" {}", event);
      for (const auto& [id, fault] : cut.because)
        text += fmt::format(" {}-{}", id.value, int(fault));
    }
  }
  return text;
}

std::string figures(const model::Model& model, const analysis::Results& results) {
  return emit::results_json({"", model, results}, {}, {}) + losses_of(results.redundancy);
}

// The same figures with what was kept and without; tells how many losses were kept.
std::size_t compare(const model::Model& model, analysis::Kept& kept) {
  const analysis::Kept before = kept;
  const std::string found = figures(model, analysis::analyse(model, {}, &kept));
  CHECK(found == figures(model, analysis::analyse(model)));
  return count_kept(before, kept);
}

struct Told {
  std::string figures, findings;
};

Told all_of(const project::Project& project) {
  Told said;
  said.figures = figures(project.base.model, project.base.results);
  for (const project::Stage& stage : project.stages)
    said.figures += figures(stage.model, stage.results);
  for (const Finding& finding : project.findings) {
    said.findings += finding.rule + " " + finding.message + " " + finding.stage + "\n";
    for (const std::string& note : finding.notes) said.findings += "  " + note + "\n";
  }
  return said;
}

void count_lists(model::Model& model) {
  std::map<std::uint32_t, std::uint32_t> sizes;
  for (const model::Arrow& arrow : model.arrows) ++sizes[arrow.list];
  for (model::Arrow& arrow : model.arrows) arrow.list_size = sizes[arrow.list];
}

void change_something(Design& d, Random& random) {
  model::Model& model = d.model();
  const double factor = between(random, 0.3, 2);
  if (random() % 3 == 0) {
    model::Arrow& arrow = model.arrows[random() % model.arrows.size()];
    if (arrow.ratio) arrow.ratio->quantity.value *= factor;
    for (model::Stated& stated : arrow.attributes.numbers)
      if (stated.attribute != Attribute::retries) stated.quantity.value *= std::min(factor, 1.0);
    return;
  }
  auto& numbers = model.components[random() % model.components.size()].attributes.numbers;
  if (numbers.empty()) return;
  model::Stated& stated = numbers[random() % numbers.size()];
  if (stated.attribute == Attribute::replicas) {
    stated.quantity.value = 1.0 + random() % 6;
  } else {
    stated.quantity.value *= stated.attribute == Attribute::hit ? std::min(factor, 1.0) : factor;
  }
}

// With what was kept, which is replaced, and anew.
void judge_both_ways(MemoryWorld& world, const std::string& text, project::Kept& kept) {
  const auto draft = [&] { return project::draft_text(world, "/work/a.joist", text, {}, {}); };
  const Told found = all_of(project::judged(draft(), &kept));
  const Told fresh = all_of(project::judged(draft()));
  CAPTURE(text);
  REQUIRE(found.figures == fresh.figures);
  REQUIRE(found.findings == fresh.findings);
}

}  // namespace

TEST_CASE("figures and findings are the same with what was kept") {
  MemoryWorld world;
  world.files["/work/more.joist"] = valued_import;
  std::mt19937 random(20);
  ValuedText text(valued_design);
  project::Kept kept;
  std::size_t losses = 0, at_stages = 0;
  for (int i = 0; i < (is_sanitized ? 60 : 150); ++i) {
    const project::Kept before = kept;
    judge_both_ways(world, text.text(), kept);
    losses += count_kept(before.base, kept.base);
    if (!before.stages.empty() && !kept.stages.empty())
      at_stages += count_kept(before.stages.front(), kept.stages.front());
    text.change(random);
  }
  CHECK(losses > 300);
  CHECK(at_stages > 300);
}

TEST_CASE("figures and findings are the same when components and arrows come and go") {
  MemoryWorld world;
  std::size_t losses = 0, shifted = 0, edits = 0;
  for (std::uint32_t seed = 0; seed < (is_sanitized ? 3 : 25); ++seed) {
    std::mt19937 random(seed);
    StructuredText text(random);
    project::Kept kept;
    for (int i = 0; i < 40; ++i, ++edits, text.change()) {
      const project::Kept before = kept;
      judge_both_ways(world, text.text(), kept);
      const std::size_t count = count_kept(before.base, kept.base);
      losses += count;
      if (before.base.losses && kept.base.losses &&
          before.base.losses->of_copies.size() != kept.base.losses->of_copies.size())
        shifted += count;
    }
  }
  MESSAGE(losses << " losses kept, " << shifted << " of them at another index, in " << edits
                 << " edits");
  CHECK(losses > edits);
  CHECK(shifted > edits / 10);
}

// Numbers of what is no more are not kept for ever.
TEST_CASE("figures stay the same when the numbers of components begin anew") {
  MemoryWorld world;
  const std::string always =
      "client app\nservice api { replicas: 2, capacity: 60 rps }\nservice b { capacity: 40 rps }\n"
      "lb split\nflow read @ 50/s { app -> split -> api, b }\n";
  project::Kept kept;
  std::uint32_t highest = 0, begun_anew = 0;
  for (int i = 0; i < 2400; ++i) {
    const std::string more = "service n" + std::to_string(i) + "\n";
    const auto draft = [&] {
      return project::draft_text(world, "/work/a.joist", (i % 2 == 0 ? more : "") + always, {}, {});
    };
    const Told found = all_of(project::judged(draft(), &kept));
    if (i % 50 == 0) REQUIRE(found.figures == all_of(project::judged(draft())).figures);
    const std::uint32_t end = kept.base.losses->numbers->components.end;
    begun_anew += end < highest ? 1 : 0;
    highest = std::max(highest, end);
  }
  CHECK(begun_anew > 0);
  CHECK(highest < 1100);
}

TEST_CASE("figures of random designs are the same with what was kept") {
  Random random(21);
  std::size_t kept_losses = 0;
  for (int i = 0; i < (is_sanitized ? 5 : 50); ++i) {
    Design d = random_design(random, i % 4 == 0);
    count_lists(d.model());
    analysis::Kept kept;
    for (int edit = 0; edit < 20; ++edit) {
      kept_losses += compare(d.model(), kept);
      change_something(d, random);
    }
  }
  CHECK(kept_losses > 1000);
}

// Each loss costs what following it once more would, so that the same ones are left out.
TEST_CASE("losses that are kept take their part of the budget") {
  Design d;
  d.add("client", Role::source);
  constexpr std::size_t few = 200, many = 1000;
  // Of each list the first is too weak once another is lost, so that load moves a second time.
  const auto add_list = [&](const std::string& split, std::size_t first, std::size_t count) {
    d.add(split, Role::split).flow("to " + split, 100).arrow("client", split);
    for (std::size_t i = first; i < first + count; ++i) {
      const double weak = 100 / (static_cast<double>(count) - 0.5);
      d.add(name(i), Role::pass, {{Attribute::capacity, i == first ? weak : 10}});
      d.arrow(split, name(i), {.list = static_cast<std::uint32_t>(1 + first)});
    }
  };
  add_list("few", 0, few);
  add_list("many", few, many);
  count_lists(d.model());
  analysis::Kept kept;
  compare(d.model(), kept);
  REQUIRE(!analysis::analyse(d.model()).redundancy.losses_complete);
  for (std::size_t weak = 1; weak < 4; ++weak) {
    d.model().components[d.id(name(weak)).index()].attributes.numbers.front().quantity.value =
        100 / (few - 0.5 - static_cast<double>(weak));
    CHECK(compare(d.model(), kept) > 50);
  }
}

}  // namespace joist::tests

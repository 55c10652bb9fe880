// Laws that traffic and capacity must obey on any design, tried on seeded random ones.
#include <algorithm>
#include <cmath>

#include <doctest/doctest.h>

#include "analysis/analyse.hpp"
#include "analysis/capacity.hpp"
#include "analysis/traffic.hpp"
#include "tests/random_design.hpp"

namespace joist::tests {
namespace {

using analysis::Results;
using analysis::Traffic;

constexpr int designs = 60;

doctest::Approx about(double value) {
  return doctest::Approx(value).epsilon(1e-9);
}

TEST_CASE("law: what arrives is the sum of what arrows and sources bring") {
  Random random(1);
  for (int i = 0; i < designs; ++i) {
    const Design d = random_design(random);
    const Traffic t = analysis::solve(d.model());
    std::vector<double> in(d.model().components.size(), 0.0);
    for (std::size_t a = 0; a < t.arrows.size(); ++a) {
      in[d.model().arrows[a].to.index()] += t.arrows[a].mean;
    }
    for (const analysis::FlowLoad& flow : t.flows) {
      for (const ComponentId source : flow.sources) in[source.index()] += flow.mean;
    }
    for (std::size_t c = 0; c < in.size(); ++c) {
      if (t.components[c].known) CHECK(t.components[c].mean == about(in[c]));
    }
  }
}

TEST_CASE("law: balancers neither make nor lose requests") {
  Random random(2);
  std::size_t tried = 0;
  for (int i = 0; i < designs; ++i) {
    Design d = random_design(random);
    for (auto& arrow : d.model().arrows) arrow.attributes.numbers.clear();
    const Traffic t = analysis::solve(d.model());
    for (const analysis::Row& row : t.rows) {
      if (d.model().at(row.component).role != Role::split) continue;
      double out = 0;
      bool leaves = false;
      for (std::size_t a = 0; a < t.arrows.size(); ++a) {
        const auto& arrow = d.model().arrows[a];
        if (arrow.from != row.component || arrow.flow != row.flow) continue;
        if (arrow.when != When::always) continue;
        leaves = true;
        out += t.arrows[a].mean;
      }
      if (!leaves) continue;
      ++tried;
      CHECK(out == about(row.mean));
    }
  }
  CHECK(tried > 50);
}

TEST_CASE("law: loads scale with the sources") {
  Random random(3);
  for (int i = 0; i < designs; ++i) {
    Design d = random_design(random);
    const Traffic once = analysis::solve(d.model());
    for (auto& flow : d.model().flows) {
      if (flow.rate) flow.rate->quantity.value *= 7;
    }
    const Traffic more = analysis::solve(d.model());
    for (std::size_t c = 0; c < once.components.size(); ++c) {
      CHECK(more.components[c].known == once.components[c].known);
      CHECK(more.components[c].offered == about(7 * once.components[c].offered));
      CHECK(more.components[c].writes == about(7 * once.components[c].writes));
    }
  }
}

// The same design with its arrows and components in another order.
Design shuffled(const Design& design, Random& random, std::vector<std::size_t>& place) {
  Design other = design;
  model::Model& model = other.model();
  const std::size_t count = model.components.size();
  place.resize(count);
  for (std::size_t i = 0; i < count; ++i) place[i] = i;
  std::shuffle(place.begin(), place.end(), random);
  for (std::size_t i = 0; i < count; ++i) model.components[place[i]] = design.model().components[i];
  const auto moved = [&](ComponentId id) { return id ? ComponentId(place[id.index()]) : id; };
  for (auto& arrow : model.arrows) {
    arrow.from = moved(arrow.from);
    arrow.to = moved(arrow.to);
    arrow.condition = moved(arrow.condition);
  }
  std::shuffle(model.arrows.begin(), model.arrows.end(), random);
  for (auto& flow : model.flows) flow.arrows.clear();
  for (std::size_t i = 0; i < model.arrows.size(); ++i) {
    model.flows[model.arrows[i].flow.index()].arrows.emplace_back(i);
  }
  return other;
}

TEST_CASE("law: the order of declarations changes nothing") {
  Random random(4);
  for (int i = 0; i < designs; ++i) {
    const Design d = random_design(random);
    std::vector<std::size_t> place;
    const Design other = shuffled(d, random, place);
    analysis::Options options;
    options.redundancy = false;
    const Results a = analysis::analyse(d.model(), options);
    const Results b = analysis::analyse(other.model(), options);
    for (std::size_t c = 0; c < place.size(); ++c) {
      CHECK(b.components[place[c]].mean == about(a.components[c].mean));
      CHECK(b.components[place[c]].reads == about(a.components[c].reads));
      CHECK(b.components[place[c]].carried == about(a.components[c].carried));
      CHECK(b.capacity[place[c]].utilization == about(a.capacity[c].utilization));
      CHECK(b.capacity[place[c]].needed == a.capacity[c].needed);
    }
  }
}

TEST_CASE("law: k identical targets of a balancer are one with k times the replicas") {
  Random random(5);
  for (int i = 0; i < designs; ++i) {
    const int k = 2 + static_cast<int>(random() % 5);
    const double capacity = between(random, 50, 500), rate = between(random, 10, 3000);
    Design many, merged;
    for (Design* d : {&many, &merged}) {
      d->add("client", Role::source).add("lb", Role::split).add("db", Role::store);
      d->flow("f", rate).arrow("client", "lb");
    }
    merged.add("one", Role::pass,
               {{Attribute::capacity, capacity}, {Attribute::replicas, 1.0 * k}});
    merged.arrow("lb", "one").arrow("one", "db");
    for (int n = 0; n < k; ++n) {
      many.add(name(n), Role::pass, {{Attribute::capacity, capacity}});
      many.arrow("lb", name(n)).arrow(name(n), "db");
    }
    analysis::Options options;
    options.redundancy = false;
    const Results a = analysis::analyse(many.model(), options);
    const Results b = analysis::analyse(merged.model(), options);
    CHECK(a.components[2].mean == about(b.components[2].mean));
    CHECK(a.capacity[3].utilization == about(b.capacity[3].utilization));
    CHECK(*a.capacity[3].breaks_at == about(*b.capacity[3].breaks_at));
  }
}

TEST_CASE("law: what was found to be needed is enough, and one less is not") {
  Random random(6);
  for (int i = 0; i < designs; ++i) {
    const double capacity = between(random, 50, 500), rate = between(random, 10, 30000);
    Design d;
    d.add("c", Role::source).add("x", Role::pass, {{Attribute::capacity, capacity}});
    d.flow("f", rate).arrow("c", "x");
    analysis::Options options;
    options.redundancy = false;
    const double needed = *analysis::analyse(d.model(), options).capacity[1].needed;
    const analysis::Network network(d.model());
    const analysis::Traffic traffic = network.solve();
    const analysis::Capacities capacities(d.model(), network, traffic);
    Design enough = d;
    enough.model().components[1].attributes.numbers.push_back(
        enough.model().components[1].attributes.numbers[0]);
    enough.model().components[1].attributes.numbers.back().attribute = Attribute::replicas;
    enough.model().components[1].attributes.numbers.back().quantity.value = needed;
    CHECK(analysis::analyse(enough.model(), options).capacity[1].utilization <= 0.7 + 1e-9);
    if (needed == 1) continue;
    enough.model().components[1].attributes.numbers.back().quantity.value = needed - 1;
    CHECK(analysis::analyse(enough.model(), options).capacity[1].utilization > 0.7);
  }
}

TEST_CASE("law: at the factor where a component breaks its headroom is just used up") {
  Random random(7);
  std::size_t tried = 0;
  for (int i = 0; i < designs; ++i) {
    const Design d = random_design(random);
    analysis::Options options;
    options.redundancy = false;
    const Results r = analysis::analyse(d.model(), options);
    for (const analysis::Break& broken : r.scale) {
      analysis::State state;
      state.factor = broken.factor;
      const analysis::Network network(d.model());
      const Traffic t = network.solve(state);
      const analysis::Capacities capacities(d.model(), network, t);
      const double copies = analysis::fleet(d.model(), broken.component).copies();
      CHECK(capacities.utilization(broken.component, copies) == about(0.7));
      if (++tried > 200) return;
    }
  }
}

TEST_CASE("law: loops that settle give rates that are not negative, others give none") {
  Random random(8);
  std::size_t settled = 0, runaway = 0;
  for (int i = 0; i < 200; ++i) {
    Design d;
    d.add("client", Role::source);
    const std::size_t count = 3 + random() % 6;
    for (std::size_t n = 0; n < count; ++n) d.add(name(n), Role::pass);
    d.flow("f", 10).arrow("client", name(0));
    for (std::size_t n = 0; n < count; ++n) {
      d.arrow(name(n), name((n + 1) % count), {.x = between(random, 0.2, 1.1)});
      d.arrow(name(n), name(random() % count), {.x = between(random, 0.0, 0.5)});
    }
    const Traffic t = analysis::solve(d.model());
    REQUIRE(t.loops.size() == 1);
    (t.loops[0].settles ? settled : runaway)++;
    CHECK(t.loops[0].settles == (t.loops[0].gain < 1));
    for (std::size_t n = 1; n <= count; ++n) {
      CHECK(t.components[n].known == t.loops[0].settles);
      CHECK(t.components[n].mean >= 0);
    }
  }
  CHECK(settled > 20);
  CHECK(runaway > 20);
}

}  // namespace
}  // namespace joist::tests

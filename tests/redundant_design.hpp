// Random designs in which things fail, for laws that try every failure.
#pragma once

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "tests/model_builder.hpp"

namespace joist::testing {

// Domains in one another, copies in zones, shards, nodes, standbys, majorities and counts, leaders,
// parts that never fail; lists out of balancers, alternatives, optional calls, caches in the way
// and beside it, queues. One draw a statement: compilers differ in the order of arguments.
class RedundantDesign : public Builder {
 public:
  explicit RedundantDesign(unsigned seed) : random_(seed) {
    place();
    ids_.push_back(add("client", Role::source));
    const int count = 4 + pick(5);
    for (int i = 1; i <= count; ++i) ids_.push_back(make(i));
    read_ = flow("read");
    for (int i = 0; i < count; ++i) connect(static_cast<std::size_t>(i));
    for (int i = 1; i <= count; ++i) reach(static_cast<std::size_t>(i));
  }

  FlowId read() const { return read_; }

 private:
  int pick(int below) { return static_cast<int>(random_() % static_cast<unsigned>(below)); }

  GroupId domain(const std::string& name, Level level, GroupId parent = {}) {
    const GroupId id = group(name, level, parent);
    const int availability = pick(4);
    const double values[] = {1, 0.999, 0.98, 0};
    if (availability < 3)
      model.groups[id.index()].attributes.numbers.push_back(
          stated(Attribute::availability, values[availability]));
    groups_.push_back(id);
    return id;
  }

  void place() {
    const int shape = pick(4);
    if (shape == 0) return;
    const GroupId region = shape == 1 ? GroupId() : domain("us", Level::region);
    const GroupId a = domain("a", Level::zone, region);
    domain("b", Level::zone, region);
    if (shape == 3) domain("r", Level::rack, a);
  }

  ComponentId make(int number) {
    constexpr Role roles[] = {Role::pass,  Role::split,   Role::split,    Role::cache, Role::store,
                              Role::queue, Role::compute, Role::external, Role::pass};
    const Role role = roles[pick(9)];
    const int place = pick(2 + 2 * static_cast<int>(groups_.size()));
    const bool drawn = place < static_cast<int>(groups_.size());
    const ComponentId id = add(std::to_string(number), role, {},
                               drawn ? groups_[static_cast<std::size_t>(place)] : GroupId());
    const bool holds_data = role == Role::store || role == Role::cache || role == Role::queue;
    const double availability[] = {0.9, 0.95, 0.99, 1};
    say(id, Attribute::availability, availability[pick(4)]);
    if (role == Role::external) return id;
    const int replicas = 1 + pick(3);
    say(id, Attribute::replicas, replicas);
    const int shards = 1 + pick(4);
    if (holds_data && shards == 2) say(id, Attribute::shards, 2);
    const int nodes = replicas + pick(3);
    if (holds_data && shards == 1 && pick(3) == 0) say(id, Attribute::nodes, nodes);
    if (pick(3) == 0) zones(id, static_cast<std::uint32_t>(1 + pick(3)));
    const int rule = pick(6);
    if (rule < 3) needs(id, static_cast<model::Needs::Rule>(rule));
    if (rule == 3) needs(id, model::Needs::Rule::number, 2);
    const int failover = pick(3);
    if (role == Role::store && failover == 0) Builder::say(id, Attribute::failover, "none");
    if (role == Role::store && failover == 1) Builder::say(id, Attribute::failover, "manual");
    return id;
  }

  void say(ComponentId id, Attribute attribute, double value) {
    at(id).attributes.numbers.push_back(stated(attribute, value));
  }

  void call(ComponentId from, ComponentId to) {
    const bool writes = at(to).role == Role::store && pick(2) == 0;
    model::Arrow& made = arrow(read_, from, to);
    if (writes) made.access = Access::write;
  }

  void instead(ComponentId from, ComponentId main, ComponentId other, When when) {
    model::Arrow& made = arrow(read_, from, other);
    made.when = when;
    made.condition = main;
  }

  bool is_new(ComponentId from, ComponentId to) const {
    for (const auto& known : model.arrows)
      if (known.from == from && known.to == to) return false;
    return from != to;
  }

  void connect(std::size_t number) {
    const ComponentId from = ids_[number];
    std::vector<ComponentId> to;
    const int count = 1 + pick(3);
    for (int i = 0; i < count; ++i) {
      const auto later = static_cast<int>(ids_.size() - number - 1);
      const ComponentId id = ids_[number + 1 + static_cast<std::size_t>(pick(later))];
      if (std::find(to.begin(), to.end(), id) == to.end()) to.push_back(id);
    }
    const int form = pick(6);
    if (form == 0) return list(read_, from, to);
    call(from, to.front());
    if (form == 1)
      model.arrows.back().attributes.texts.push_back({Attribute::optional, {"yes"}, {}});
    if (form == 2) model.arrows.back().call = Call::async;
    for (std::size_t i = 1; i < to.size(); ++i) {
      if (form == 3) {
        instead(from, to[i - 1], to[i], When::fail);
      } else if (form == 4 && at(to.front()).role == Role::cache) {
        instead(from, to.front(), to[i], When::miss);
      } else {
        call(from, to[i]);
      }
    }
    if (number > 2 && pick(8) == 0 && is_new(from, ids_[1])) call(from, ids_[1]);
  }

  // Everything but the client is called by something, so that it is clear where requests enter.
  void reach(std::size_t number) {
    for (const auto& known : model.arrows)
      if (known.to == ids_[number]) return;
    arrow(read_, ids_[static_cast<std::size_t>(pick(static_cast<int>(number)))], ids_[number]);
  }

  std::mt19937 random_;
  std::vector<GroupId> groups_;
  std::vector<ComponentId> ids_;
  FlowId read_;
};

}  // namespace joist::testing

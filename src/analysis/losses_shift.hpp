// Where the load of a lost component goes, estimated along the arrows it moves over: a quick way to
// see that a loss overloads nothing, so that only the others are solved again.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "analysis/results.hpp"
#include "model/model.hpp"

namespace joist::analysis {

class LoadShift {
 public:
  LoadShift(const model::Model& model, const Results& results);

  // True if it is certain that nothing gets more than it can carry once this is down. Loads move to
  // the siblings in a list out of a split and to `on fail` alternatives, and on from there; a cache
  // that goes down, a loop and unknown loads are not certain.
  bool is_harmless(ComponentId down);

 private:
  // Requests of one flow at one visit, that come or stay away.
  struct Row {
    ComponentId component;
    FlowId flow;
    std::uint32_t visit = 0;
    auto operator<=>(const Row&) const = default;
  };
  struct Index {
    std::vector<std::uint32_t> first;
    std::vector<ArrowId> arrows;
  };

  template <class Get>
  Index index_by(Get get) const;
  template <class Use>
  void each(const Index& index, ComponentId id, Use use) const;

  bool move(ArrowId lost);
  bool add_siblings(ArrowId lost);
  bool add_alternatives(ArrowId lost);
  void change(const Row& row, double rate);
  void find_busiest();
  double row_load(const Row& row) const;
  bool has_room_to_grow() const;
  bool spread();
  bool can_carry(ComponentId id, double more) const;

  const model::Model& model_;
  const Results& results_;
  Index out_, in_, conditions_;
  std::vector<double> busiest_;  // by component: the highest utilisation from it downstream
  std::map<Row, double> waiting_;
  std::map<ComponentId, double> total_;
};

}  // namespace joist::analysis

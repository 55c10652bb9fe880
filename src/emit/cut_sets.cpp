// Minimal cut sets by name, as JSON.
#include "emit/cut_sets.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "emit/results.hpp"

namespace joist::emit {
namespace {

using analysis::CutSet;
using analysis::Redundancy;
using Names = std::vector<std::string>;

class CutSetWriter {
 public:
  CutSetWriter(JsonWriter& json, const model::Model& model, const Redundancy& redundancy,
               model::FlowId flow)
      : json_(json), model_(model), redundancy_(redundancy), flow_(flow) {
    counts_.assign(static_cast<std::size_t>(redundancy.order), 0);
  }

  void write() {
    json_.key("single_points").inline_array();
    for (const Names& names : of(redundancy_.single_points)) json_.text(names.front());
    json_.close();
    if (redundancy_.order >= 2) list("pairs", redundancy_.pairs);
    if (redundancy_.order >= 3) list("higher", redundancy_.higher);
    json_.key("cut_sets").inline_object();
    for (std::size_t i = 0; i < counts_.size(); ++i)
      json_.member(std::to_string(i + 1), counts_[i]);
    json_.close();
    const bool known = flow_.index() < redundancy_.complete.size();
    json_.member("cut_sets_complete", known && redundancy_.complete[flow_.index()]);
  }

 private:
  // Counts them by the way.
  std::vector<Names> of(const std::vector<CutSet>& sets) {
    std::vector<Names> result;
    std::set<Names> seen;
    for (const CutSet& set : sets) {
      if (set.flow != flow_) continue;
      Names names;
      for (const std::uint32_t event : set.events)
        names.push_back(subject(redundancy_.events[event], model_, redundancy_));
      Names sorted = names;
      std::sort(sorted.begin(), sorted.end());
      if (!seen.insert(std::move(sorted)).second) continue;
      ++counts_[names.size() - 1];
      result.push_back(std::move(names));
    }
    return result;
  }

  void list(std::string_view key, const std::vector<CutSet>& sets) {
    json_.key(key).inline_array();
    for (const Names& names : of(sets)) {
      json_.inline_array();
      for (const std::string& name : names) json_.text(name);
      json_.close();
    }
    json_.close();
  }

  JsonWriter& json_;
  const model::Model& model_;
  const Redundancy& redundancy_;
  model::FlowId flow_;
  std::vector<std::uint32_t> counts_;  // by order, from 1 on
};

}  // namespace

void write_cut_sets(JsonWriter& json, const model::Model& model, const Redundancy& redundancy,
                    model::FlowId flow) {
  CutSetWriter(json, model, redundancy, flow).write();
}

}  // namespace joist::emit

// The figures of a design for one set of values after another, without asking again what they do
// not change.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <vector>

#include "analysis/capacity.hpp"
#include "analysis/capacity_demand.hpp"
#include "analysis/traffic.hpp"
#include "analysis/uncertainty_figures.hpp"
#include "analysis/uncertainty_inputs.hpp"
#include "base/fingerprint.hpp"

namespace joist::analysis {

class Reruns {
 public:
  // `base`: the results at the medians, which tell what was asked for; `efforts`: of the flows'
  // latencies there.
  Reruns(UncertainInputs& inputs, const Figures& figures, const Results& base,
         const std::vector<double>& efforts);

  // Nothing but these figures, all of one part, is read from now on.
  void read(const std::vector<std::size_t>& places);
  // Those, at the values that the inputs have now.
  std::vector<double> row();
  // The same with so many times what arrives at each component, as if nothing led from one to
  // another. Of amounts and queues, where traffic is uncertain.
  std::vector<double> row_at_loads(const std::vector<double>& factors);
  // By component: what arrived in the last row; 0 where that is unknown.
  std::vector<double> loads() const;
  // No limit bends the load of it.
  bool is_linear(ComponentId component) const;

  // About what a row takes, and what all since the last read() have taken, in microseconds: worked
  // out from the design, so that it is the same on every machine.
  double cost() const;
  double spent() const { return spent_; }

 private:
  std::vector<double> row(const std::vector<double>& factors);
  void find_amounts(const std::vector<double>& factors);
  void multiply_loads(const std::vector<double>& factors);
  // Whether how long requests wait for their calls has a part in it: of what has places to wait in
  // itself, of all that follows from others, and of costs where copies come and go with the load.
  bool rests_on_calls(const Spread& at) const;
  bool runs_away() const;
  void set_endless(std::vector<double>& values) const;
  void find_attempts();
  void find_queues();
  bool has_queued_so(ComponentId id, double rate);
  void find_flows();
  void find_availability();

  UncertainInputs& inputs_;
  const Figures& figures_;
  const model::Model& model_;
  Network network_;
  Traffic traffic_;
  Capacities capacities_;
  std::vector<char> linear_;  // by component: no limit bends its load
  Results results_;
  std::vector<Figures::Reader> readers_;
  struct Subject {
    ComponentId component;
    bool endless = false;  // where a loop runs away
  };
  std::vector<Subject> subjects_;  // by reader
  Part part_ = Part::amounts;
  double spent_ = 0;
  bool asks_costs_ = false, asks_storage_ = false, asks_carried_ = false, asks_waits_ = false,
       asks_moved_ = false, asks_needed_ = false, asks_filled_ = false, asks_attempts_ = false,
       asks_backlogs_ = false, asks_calls_ = false;
  std::vector<ComponentId> asked_;  // of which something is read
  // What was asked of each component's queue in the row before. Of one whose own numbers are
  // uncertain nothing is kept.
  struct Queued {
    Demand demand;
    double rate = 0;
    bool known = false;
  };
  std::vector<Queued> queued_;
  std::vector<char> is_stated_;
  bool scales_ = false;          // something has as many copies as its load takes
  std::vector<char> timed_;      // flows
  std::vector<double> efforts_;  // by flow: of its latency at the medians
  double diagrams_ = 0;          // nodes of those of all flows, likewise
  double states_work_ = 0;       // see Failures::work
  double calls_work_ = 0;        // see Capacities::effort_of_calls
  double filled_work_ = 0;       // see Capacities::effort_of_filled
  std::vector<bool> rated_flows_, rated_components_;
  struct Rated {
    std::vector<FlowAvailability> flows;
    std::vector<ComponentAvailability> components;
  };
  std::map<Fingerprint, Rated> rated_;  // those that were met already
};

}  // namespace joist::analysis

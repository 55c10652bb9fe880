// The times of flows that were found before: those of a flow whose calls, queues and rates are the
// same are not composed again, at another stage or after the next keystroke.
#pragma once

#include <map>
#include <memory>
#include <optional>

#include "analysis/latency_tree.hpp"
#include "analysis/results.hpp"
#include "base/fingerprint.hpp"

namespace joist::analysis {

struct FlowTimes {
  std::optional<Percentiles> latency, done;
  double effort = 0;  // see flow_latencies
};

class KeptTimes {
 public:
  using Known = std::map<Fingerprint, FlowTimes>;

  explicit KeptTimes(std::shared_ptr<const Known> before) : before_(std::move(before)) {}

  // Null where nothing is known of it.
  const FlowTimes* find(const Fingerprint& flow);
  void put(const Fingerprint& flow, FlowTimes times) { now_.emplace(flow, std::move(times)); }
  // What was asked for since.
  std::shared_ptr<const Known> take() { return std::make_shared<const Known>(std::move(now_)); }

 private:
  std::shared_ptr<const Known> before_;  // null: nothing
  Known now_;
};

// Of all that the times of its flow follow from.
Fingerprint fingerprint(const FlowTree& tree);

}  // namespace joist::analysis

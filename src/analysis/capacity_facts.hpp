// What a design states of capacities, sizes and times, looked up once.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

#include "analysis/capacity.hpp"
#include "model/model.hpp"

namespace joist::analysis {

inline constexpr double not_stated = std::numeric_limits<double>::quiet_NaN();

// What one instance carries, where it is stated; in requests, or in bytes.
struct Carries {
  std::optional<double> reads, writes;            // requests per second
  std::optional<double> bytes;                    // capacity in bytes per second
  std::optional<double> read_bytes, write_bytes;  // those stated apart, in bytes per second
  bool apart = false;                             // reads and writes are stated apart
  bool any_bytes() const { return bytes || read_bytes || write_bytes; }
};

struct ComponentFacts {
  Fleet fleet;
  Carries carries;
  bool tells_apart = false;   // reads from writes
  bool keeps_waiting = true;  // for its synchronous callees: not queues and stores
  bool splits = false;
  double skew = 0;
  double concurrency = 0;       // 0: not stated
  double latency = not_stated;  // seconds
  double bandwidth = 0;         // bytes per second; 0: not stated
  // After a loss: of the shards that were not hit, and the share of those that were.
  std::optional<Fleet> unhit;
  double hit = 1;
  // Capacity follows from concurrency and latency alone.
  bool from_pool() const;
  bool has_capacity() const;
  void lose(const FewerCopies& fewer);
};

struct ArrowFacts {
  ComponentId from, to;
  bool brings = false;  // a write or a message: its bytes go to the target
  double work = 1;
  double time = not_stated;  // service at the target: the arrow's own, else the target's
  double holds = 0;
  double size = not_stated;  // bytes
  double delay = 0;
  double timeout = not_stated;
  double parallel = 0;  // 0: not stated
  double taken = 0;     // messages out of a queue a call, where its `reads` are stated
};

// Messages that a consumer takes with one call; 0 for what is sent on when it fails.
double messages_of(const model::Model& model, const model::Arrow& arrow);

struct CapacityFacts {
  explicit CapacityFacts(const model::Model& model);

  // After values of the model have changed, but nothing else of it.
  void read_again(const model::Model& model, ComponentId component);
  void read_arrows(const model::Model& model);

  std::vector<ComponentFacts> components;
  std::vector<ArrowFacts> arrows;
  // In the order of the model; relations, too.
  std::span<const std::uint32_t> arrows_into(ComponentId component) const {
    const std::uint32_t begin = into_begin_[component.index()];
    return {into_.data() + begin, into_begin_[component.index() + 1] - begin};
  }
  bool has_pools = false;  // some `concurrency` is stated

 private:
  std::vector<std::uint32_t> into_begin_, into_;  // arrows by target
};

}  // namespace joist::analysis

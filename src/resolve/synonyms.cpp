// Other words for attributes and figures, as tables.
#include "resolve/synonyms.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace joist::resolve {
namespace {

using Synonym = std::pair<std::string_view, std::string_view>;

constexpr Synonym attributes[] = {
    {"instances", "replicas"},
    {"copies", "replicas"},
    {"count", "replicas"},
    {"instance_count", "replicas"},
    {"pods", "replicas"},
    {"size_of_fleet", "replicas"},
    {"partitions", "shards"},
    {"sharding", "shards"},
    {"brokers", "nodes"},
    {"machines", "nodes"},
    {"servers", "nodes"},
    {"autoscale", "scales"},
    {"autoscaling", "scales"},
    {"min_max", "scales"},
    {"azs", "zones"},
    {"availability_zones", "zones"},
    {"quorum", "needs"},
    {"qps", "capacity"},
    {"rps", "capacity"},
    {"throughput", "capacity"},
    {"max_qps", "capacity"},
    {"max_rps", "capacity"},
    {"iops", "capacity"},
    {"read_capacity", "reads"},
    {"write_capacity", "writes"},
    {"threads", "concurrency"},
    {"connections", "concurrency"},
    {"workers", "concurrency"},
    {"pool", "concurrency"},
    {"response_time", "latency"},
    {"service_time", "latency"},
    {"duration", "latency"},
    {"p99", "latency_p99"},
    {"rate_limit", "limit"},
    {"quota", "limit"},
    {"hit_rate", "hit"},
    {"hit_ratio", "hit"},
    {"hits", "hit"},
    {"batch_size", "batch"},
    {"uptime", "availability"},
    {"sla", "availability"},
    {"storage", "disk"},
    {"volume", "disk"},
    {"ttl", "retention"},
    {"keep", "retention"},
    {"network", "bandwidth"},
    {"price", "cost"},
    {"pricing", "cost"},
    {"description", "note"},
    {"desc", "note"},
    {"comment", "note"},
    {"notes", "note"},
    {"team", "owner"},
    {"version", "tech"},
    {"technology", "tech"},
    {"protocol", "tech"},
    {"language", "tech"},
    {"url", "link"},
    {"href", "link"},
    {"docs", "link"},
    {"labels", "tags"},
    {"colour", "color"},
    {"payload", "size"},
    {"retry", "retries"},
    {"attempts", "retries"},
    {"error_rate", "fails"},
    {"failure_rate", "fails"},
    {"rtt", "delay"},
    {"lag", "delay"},
    {"peak_factor", "peak"},
    {"burst", "peak"},
    {"pagination", "page"},
    {"authentication", "auth"},
};

constexpr Synonym other_ways[] = {
    {"rate", "a rate stands behind `@`: `flow read @ 5k rps`, `a -> b @ 5k rps`"},
    {"ratio", "a ratio stands behind the target: `a -> b x 2`"},
    {"name", "a label stands in quotes behind the name: `service api \"API\"`"},
    {"label", "a label stands in quotes behind the name: `service api \"API\"`"},
    {"title", "a label stands in quotes behind the name: `design \"Chirp\"`"},
    {"type", "the kind stands first: `postgres db`"},
    {"kind", "the kind stands first: `postgres db`"},
    {"async", "a message that nobody waits for is written `a ~> b`"},
    {"cpu", "what a machine carries is its `capacity`, in requests per second"},
    {"memory", "what a machine carries is its `capacity`, what it stores its `disk`"},
    {"ram", "what a machine carries is its `capacity`, what it stores its `disk`"},
    {"region", "draw it inside: `region us { service api }`"},
    {"zone", "draw it inside, `zone a { service api }`, or state how many: `zones: 3`"},
    {"slo", "windows of an SLO and priorities of requests are not part of the language"},
    {"window", "windows of an SLO and priorities of requests are not part of the language"},
    {"priority", "windows of an SLO and priorities of requests are not part of the language"},
};

constexpr Synonym of_flows[] = {
    {"latency", "p99"},         {"response_time", "p99"}, {"duration", "p99"},
    {"median", "p50"},          {"p75", "p90"},           {"p98", "p99"},
    {"throughput", "load"},     {"qps", "load"},          {"rps", "load"},
    {"uptime", "availability"}, {"average", "mean"},
};

constexpr Synonym of_components[] = {
    {"cpu", "utilization"},    {"usage", "utilization"}, {"throughput", "load"},
    {"qps", "load"},           {"rps", "load"},          {"rate", "load"},
    {"disk_usage", "storage"}, {"size", "storage"},      {"uptime", "availability"},
    {"traffic", "bandwidth"},
};

template <std::size_t count>
std::string_view look_up(const Synonym (&table)[count], std::string_view name) {
  const auto* found = std::find_if(std::begin(table), std::end(table),
                                   [&](const Synonym& entry) { return entry.first == name; });
  return found == std::end(table) ? std::string_view() : found->second;
}

}  // namespace

std::string_view meant_attribute(std::string_view name) {
  return look_up(attributes, name);
}

std::string_view other_way(std::string_view name) {
  return look_up(other_ways, name);
}

std::string_view meant_figure(std::string_view name, bool of_flow) {
  return of_flow ? look_up(of_flows, name) : look_up(of_components, name);
}

}  // namespace joist::resolve

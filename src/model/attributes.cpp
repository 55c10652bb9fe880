// The attribute table, and lookups in what is stated.
#include "model/attributes.hpp"

#include <array>

namespace joist::model {
namespace {

using A = Attribute;
using T = AttributeType;

constexpr std::uint16_t component = on_component | on_kind;
constexpr std::uint16_t named = on_component | on_group | on_kind | on_flow | on_arrow | on_design;

constexpr AttributeInfo table[] = {
    {A::replicas, "replicas", T::count, component, "",
     "copies of each shard, or instances of a stateless component"},
    {A::standby, "standby", T::count, component, "",
     "copies that serve nothing until another is lost"},
    {A::shards, "shards", T::count, component, "", "partitions"},
    {A::nodes, "nodes", T::count, component, "", "machines that the copies live on, spread evenly"},
    {A::scales, "scales", T::range_of_counts, component, "",
     "replicas follow the load between these"},
    {A::zones, "zones", T::zones, component, "", "zones the copies are spread over"},
    {A::needs, "needs", T::needs, component, "one quorum all",
     "copies of a shard that must be up to serve"},
    {A::failover, "failover", T::choice, component, "automatic manual none",
     "how another copy takes over from a leader"},
    {A::capacity, "capacity", T::flexible_rate, component, "", "requests each instance carries"},
    {A::reads, "reads", T::flexible_rate, component, "", "reads each instance carries"},
    {A::writes, "writes", T::flexible_rate, component, "", "writes each instance carries"},
    {A::concurrency, "concurrency", T::count, component, "",
     "requests an instance can hold at once"},
    {A::latency, "latency", T::time, component | on_arrow, "",
     "mean service time of one request, without queueing"},
    {A::latency_p99, "latency_p99", T::time, component, "", "99th percentile of the service time"},
    {A::limit, "limit", T::flexible_rate, component | on_endpoint, "", "the most it lets through"},
    {A::hit, "hit", T::share, component | on_arrow, "", "hit rate of a cache"},
    {A::batch, "batch", T::count, component, "", "messages a consumer takes at once"},
    {A::skew, "skew", T::share, component, "", "part of the load on the hottest key"},
    {A::headroom, "headroom", T::share, component | on_design, "", "free capacity wanted at peak"},
    {A::availability, "availability", T::availability, component | on_group, "", "of one instance"},
    {A::mtbf, "mtbf", T::time, component | on_group, "",
     "mean time between failures of one instance"},
    {A::mttr, "mttr", T::time, component | on_group, "", "mean time to repair"},
    {A::disk, "disk", T::data, component, "", "storage of one instance"},
    {A::retention, "retention", T::time, component | on_table, "", "how long data is kept"},
    {A::bandwidth, "bandwidth", T::data_rate, component, "", "network of one instance"},
    {A::cost, "cost", T::money, component, "", "per time, per data, per request or per token"},
    {A::tokens, "tokens", T::tokens, component | on_arrow, "", "tokens of one request"},
    {A::managed, "managed", T::yes_no, component, "", "run by a provider: fails as a service"},
    {A::machines, "machines", T::yes_no, on_group | on_kind, "",
     "a cluster of machines that somebody runs"},
    {A::discipline, "discipline", T::choice, component, "fifo shared",
     "how waiting requests are served"},
    {A::domain, "domain", T::choice, on_group | on_kind, "zone region rack",
     "level of a failure domain"},
    {A::sharing, "sharing", T::choice, component, "copies services",
     "what the targets of a balancer are to each other"},
    {A::tech, "tech", T::text, named, "", "technology, for the reader"},
    {A::note, "note", T::text, named, "", "a remark, Markdown"},
    {A::owner, "owner", T::text, named, "", "who answers for it"},
    {A::link, "link", T::link, named, "", "where to read more"},
    {A::tags, "tags", T::text_list, named, "", "words to select by"},
    {A::icon, "icon", T::text, component | on_group, "", "name of an icon"},
    {A::color, "color", T::color, component | on_group | on_arrow, "", "color in pictures"},
    {A::size, "size", T::data, on_arrow | on_component | on_kind, "", "payload of one call"},
    {A::retries, "retries", T::count, on_arrow, "", "further attempts after a failed one"},
    {A::timeout, "timeout", T::time, on_arrow, "", "how long one attempt is waited for"},
    {A::fails, "fails", T::share, on_arrow, "", "chance that one attempt fails"},
    {A::optional, "optional", T::yes_no, on_arrow | on_flow, "", "the request succeeds without it"},
    {A::work, "work", T::count, on_arrow, "",
     "share of capacity one call takes at its target, in requests"},
    {A::delay, "delay", T::time, on_arrow | on_group_link, "", "network, there and back"},
    {A::holds, "holds", T::time, on_arrow, "", "how long a call keeps a place of its target"},
    {A::parallel, "parallel", T::count, on_arrow, "",
     "calls of one arrow that are made side by side"},
    {A::most, "most", T::count, on_arrow, "", "most rounds of a loop"},
    {A::idempotent, "idempotent", T::yes_no, on_arrow, "", "doing it twice does no harm"},
    {A::peak, "peak", T::count, on_flow | on_design, "", "how many times the mean a flow reaches"},
    {A::strict, "strict", T::yes_no, on_design, "", "every undeclared name is an error"},
    {A::weight, "weight", T::count, on_flow, "", "importance among flows"},
    {A::auth, "auth", T::text, on_endpoint, "jwt oauth2 session api_key mtls none",
     "how callers are authenticated"},
    {A::page, "page", T::text, on_endpoint, "cursor offset", "how lists are paged"},
    {A::idempotency, "idempotency", T::text, on_endpoint, "key natural",
     "how a repeated request is recognised"},
    {A::rows, "rows", T::count, on_table, "", "how many rows there are"},
    {A::direction, "direction", T::choice, on_view | on_design, "down right automatic",
     "which way arrows go"},
    {A::rank, "rank", T::names, on_view | on_design, "", "components side by side"},
    {A::order, "order", T::names, on_view | on_design, "", "components in this order"},
    {A::flow, "flow", T::names, on_view, "", "the flow shown"},
    {A::theme, "theme", T::choice, on_view | on_design, "auto light dark" JOIST_THEMES,
     "colors of the picture"},
    {A::role, "role", T::choice, on_kind,
     "source pass split cache store queue compute group external",
     "what the compiler takes it for"},
};

// What tells most names apart: the letter in their middle.
std::size_t letter_of(std::string_view name) {
  return static_cast<unsigned char>(name[name.size() / 2]);
}

}  // namespace

std::span<const AttributeInfo> attribute_table() {
  return table;
}

const AttributeInfo* find_attribute(std::string_view name) {
  static const auto known = [] {
    std::array<std::vector<const AttributeInfo*>, 256> by_letter;
    for (const AttributeInfo& info : table) by_letter[letter_of(info.name)].push_back(&info);
    return by_letter;
  }();
  if (name.empty()) return nullptr;
  for (const AttributeInfo* info : known[letter_of(name)]) {
    if (info->name == name) return info;
  }
  return nullptr;
}

// The table stands in the order of the enumeration.
const AttributeInfo& info(Attribute attribute) {
  return table[static_cast<std::size_t>(attribute)];
}

static_assert(static_cast<int>(Attribute::role) < 64, "an attribute is a bit of `absent`");

void Attributes::note_absent() {
  absent = ~std::uint64_t{0};
  for (const Stated& stated : numbers)
    absent &= ~(std::uint64_t{1} << static_cast<int>(stated.attribute));
}

const Stated* Attributes::number(Attribute attribute) const {
  if ((absent >> static_cast<int>(attribute) & 1) != 0) return nullptr;
  for (const Stated& stated : numbers) {
    if (stated.attribute == attribute) return &stated;
  }
  return nullptr;
}

double Attributes::number_or(Attribute attribute, double otherwise) const {
  const Stated* stated = number(attribute);
  return stated ? stated->value() : otherwise;
}

const StatedText* Attributes::text(Attribute attribute) const {
  for (const StatedText& stated : texts) {
    if (stated.attribute == attribute) return &stated;
  }
  return nullptr;
}

bool Attributes::has(Attribute attribute) const {
  switch (attribute) {
    case Attribute::zones:
      return zones.has_value();
    case Attribute::needs:
      return needs.has_value();
    case Attribute::scales:
      return scales_least.has_value();
    default:
      return number(attribute) != nullptr || text(attribute) != nullptr;
  }
}

bool Attributes::yes(Attribute attribute) const {
  const StatedText* stated = text(attribute);
  return stated != nullptr && stated->value() == "yes";
}

}  // namespace joist::model

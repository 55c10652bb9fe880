// The attributes the language knows: their names, types and where they may stand, as one table.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.hpp"
#include "base/rare.hpp"
#include "base/span.hpp"
#include "quantity/quantity.hpp"

namespace joist::model {

using KindId = Id<struct KindTag>;
using DomainId = Id<struct DomainTag>;
using FormulaId = Id<struct FormulaTag>;

enum class Attribute : std::uint8_t {
  // capacity and redundancy of components
  replicas,
  standby,
  shards,
  nodes,
  scales,
  zones,
  needs,
  failover,
  capacity,
  reads,
  writes,
  concurrency,
  latency,
  latency_p99,
  limit,
  hit,
  batch,
  skew,
  headroom,
  availability,
  mtbf,
  mttr,
  disk,
  retention,
  bandwidth,
  cost,
  tokens,
  managed,
  machines,
  discipline,
  domain,
  sharing,
  // description
  tech,
  note,
  owner,
  link,
  tags,
  icon,
  color,
  // arrows
  size,
  retries,
  timeout,
  fails,
  optional,
  work,
  delay,
  holds,
  parallel,
  most,
  idempotent,
  // flows and the design
  peak,
  strict,
  weight,
  // endpoints
  auth,
  page,
  idempotency,
  // tables
  rows,
  // views
  direction,
  rank,
  order,
  flow,
  theme,
  // kinds
  role,
};

// How a value is read and checked.
enum class AttributeType : std::uint8_t {
  count,
  share,
  rate,
  flexible_rate /* rate, data rate or token rate */,
  time,
  data,
  data_rate,
  data_or_tokens,
  availability /* share */,
  money /* per something; may be given several times */,
  tokens,
  yes_no,
  text,
  text_list,
  link,
  color,
  choice,
  zones,
  needs,
  range_of_counts,
  names,
};

// Where an attribute may stand, as bits.
enum Place : std::uint16_t {
  on_component = 1,
  on_group = 2,
  on_arrow = 4,
  on_flow = 8,
  on_design = 16,
  on_endpoint = 32,
  on_table = 64,
  on_view = 128,
  on_kind = 256,
  on_group_link = 512,
};

struct AttributeInfo {
  Attribute attribute;
  std::string_view name;
  AttributeType type;
  std::uint16_t places;
  std::string_view choices;  // separated by blanks, for `choice`; of a text what is often written
  std::string_view summary;  // one line, for help and completion
};

std::span<const AttributeInfo> attribute_table();
const AttributeInfo* find_attribute(std::string_view name);
const AttributeInfo& info(Attribute attribute);

// A number stated for an attribute, in base units. `per` is the NAME of `limit: 300/h per user`.
struct Stated {
  Attribute attribute{};
  quantity::Quantity quantity;
  Span span;          // of the value
  FormulaId formula;  // for `explain`; none for plain literals
  std::string per;

  double value() const { return quantity.value; }
};

// Text, a choice or a list of words.
struct StatedText {
  Attribute attribute{};
  std::vector<std::string> values;
  Span span;
  const std::string& value() const { return values.front(); }
};

// `zones: 3` or `zones: a x 3, b x 2`. Copies are 0 where not said.
struct ZoneCopies {
  DomainId zone;
  std::uint32_t copies = 0;
};
struct Zones {
  std::uint32_t count = 0;  // 0: named ones
  std::vector<ZoneCopies> named;
  Span span;
};

// `needs: one | quorum | all | 2`.
struct Needs {
  enum class Rule : std::uint8_t { one, quorum, all, number } rule = Rule::one;
  std::uint32_t number = 0;
  Span span;
};

// What is stated of one thing, each attribute once (`cost` several times). Small: searched
// linearly.
struct Attributes {
  std::vector<Stated> numbers;
  std::vector<StatedText> texts;
  Rare<Zones> zones;
  std::optional<Needs> needs;
  Rare<Stated> scales_least, scales_most;
  // Attributes that no number is stated for, as bits; 0: look. Set by note_absent() on a design
  // that is asked again and again, and of which nothing but values changes after that.
  std::uint64_t absent = 0;

  void note_absent();
  const Stated* number(Attribute attribute) const;
  double number_or(Attribute attribute, double otherwise) const;
  const StatedText* text(Attribute attribute) const;
  bool has(Attribute attribute) const;
  bool yes(Attribute attribute) const;  // a yes_no attribute that is stated as yes
};

}  // namespace joist::model

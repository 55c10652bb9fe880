// Figures beside the middle 90% of what the estimates make of them.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <tuple>

#include "analysis/results.hpp"

namespace joist::emit {

using Print = std::string (*)(double);

// "4.34k/s (1k/s to 9k/s)" where the estimates leave it open, else the text alone.
class Ranges {
 public:
  explicit Ranges(const analysis::Results& results);

  std::string with(model::ComponentId id, std::string_view figure, std::string text,
                   Print print) const {
    return with(id, {}, figure, std::move(text), print);
  }
  std::string with(model::FlowId id, std::string_view figure, std::string text, Print print) const {
    return with({}, id, figure, std::move(text), print);
  }
  // Of the design.
  std::string with(std::string_view figure, std::string text, Print print) const {
    return with({}, {}, figure, std::move(text), print);
  }
  // Of either, or of neither.
  std::string with(model::ComponentId component, model::FlowId flow, std::string_view figure,
                   std::string text, Print print) const;

 private:
  using Key = std::tuple<std::uint32_t, std::uint32_t, std::string_view>;

  std::map<Key, const analysis::Spread*> spreads_;
};

// How many of the sample points stand behind which ranges, where those are not all; a line each.
std::string sampled_text(const analysis::Results& results);
// What the parts of Results::sampled are called.
std::string_view sampled_name(std::size_t part);

}  // namespace joist::emit

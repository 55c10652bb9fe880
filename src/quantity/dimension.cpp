// Names of dimensions, for messages and for results that no unit fits.
#include "quantity/dimension.hpp"

#include <cstdlib>
#include <string_view>
#include <vector>

#include <fmt/format.h>

namespace joist::quantity {

namespace {

struct Known {
  Dimension dimension;
  std::string_view noun;
};

constexpr Known known[] = {
    {count, "a plain number"},
    {time, "time"},
    {data, "data"},
    {money, "money"},
    {token, "tokens"},
    {rate, "a rate"},
    {data_rate, "a data rate"},
    {token_rate, "a token rate"},
    {money / time, "money per time"},
    {money / data, "money per data"},
    {money / data / time, "money per data and time"},
    {money / token, "money per token"},
};

struct Power {
  std::string_view noun;
  std::string_view symbol;
  int exponent;
};

std::vector<Power> powers(Dimension d) {
  std::vector<Power> result;
  if (d.money) result.push_back({"money", "$", d.money});
  if (d.tokens) result.push_back({"tokens", "token", d.tokens});
  if (d.data) result.push_back({"data", "B", d.data});
  if (d.time) result.push_back({"time", "s", d.time});
  return result;
}

}  // namespace

std::string noun(Dimension dimension) {
  for (const Known& k : known) {
    if (k.dimension == dimension) return std::string(k.noun);
  }
  std::string above, below;
  for (const Power& p : powers(dimension)) {
    std::string& side = p.exponent > 0 ? above : below;
    if (!side.empty()) side += p.exponent > 0 ? " x " : " and ";
    side += p.noun;
    if (std::abs(p.exponent) > 1) side += fmt::format("^{}", std::abs(p.exponent));
  }
  if (above.empty()) above += "a number";
  return below.empty() ? above : above + " per " + below;
}

std::string symbol(Dimension dimension) {
  std::string above, below;
  for (const Power& p : powers(dimension)) {
    if (p.exponent > 0 && !above.empty()) above += ' ';
    if (p.exponent > 0) above += p.symbol;
    if (p.exponent > 1) above += fmt::format("^{}", p.exponent);
    for (int i = p.exponent; i < 0; ++i) {
      below += '/';
      below += p.symbol;
    }
  }
  if (above.empty() && !below.empty()) above += '1';
  return above + below;
}

std::string name(Dimension dimension) {
  const std::string unit = symbol(dimension);
  return unit.empty() ? noun(dimension) : noun(dimension) + " (" + unit + ")";
}

}  // namespace joist::quantity

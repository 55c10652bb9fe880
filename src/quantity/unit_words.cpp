// What to say to words that are no units.
#include "quantity/unit_words.hpp"

#include <utility>

#include <fmt/format.h>

#include "base/nearest.hpp"
#include "base/text.hpp"
#include "quantity/units.hpp"

namespace joist::quantity {

namespace {

// What people write for a unit and would not find by its letters.
std::string_view meant(std::string_view name) {
  constexpr std::pair<std::string_view, std::string_view> table[] = {
      {"m", "`min` is a minute, `ms` a millisecond; `M` for million sticks to its number: `5M`"},
      {"sec", "write `s`"},
      {"secs", "write `s`"},
      {"S", "write `s`"},
      {"mins", "write `min`"},
      {"Min", "write `min`"},
      {"hr", "write `h`"},
      {"hrs", "write `h`"},
      {"H", "write `h`"},
      {"d", "write `day`"},
      {"D", "write `day`"},
      {"w", "write `week`"},
      {"mo", "write `month`"},
      {"y", "write `year`"},
      {"yr", "write `year`"},
      {"yrs", "write `years`"},
      {"Ms", "`ms` is a millisecond"},
      {"MS", "`ms` is a millisecond"},
      {"b", "`B` is a byte, `bit` a bit"},
      {"kb", "`KB` are kilobytes, `kbit` kilobits"},
      {"Kb", "`KB` are kilobytes, `kbit` kilobits"},
      {"mb", "`MB` are megabytes, `Mbit` megabits"},
      {"Mb", "`MB` are megabytes, `Mbit` megabits"},
      {"gb", "`GB` are gigabytes, `Gbit` gigabits"},
      {"Gb", "`GB` are gigabytes, `Gbit` gigabits"},
      {"tb", "`TB` are terabytes, `Tbit` terabits"},
      {"Tb", "`TB` are terabytes, `Tbit` terabits"},
      {"kBps", "write `KB/s`, or `kbps` for bits"},
      {"KBps", "write `KB/s`, or `kbps` for bits"},
      {"MBps", "write `MB/s`, or `Mbps` for bits"},
      {"GBps", "write `GB/s`, or `Gbps` for bits"},
      {"tps", "write `rps` or `/s`"},
      {"rpm", "write `/min`"},
      {"qpm", "write `/min`"},
      {"rph", "write `/h`"},
      {"percent", "write `%`"},
      {"million", "write `M`, as in `5M`"},
      {"billion", "write `G` or `bn`, as in `5G`"},
      {"trillion", "write `T`, as in `5T`"},
      {"thousand", "write `k`, as in `5k`"},
      {"mil", "write `M`, as in `5M`"},
      {"mm", "write `M`, as in `5M`"},
  };
  for (const auto& [name_meant, help] : table) {
    if (name_meant == name) return help;
  }
  return {};
}

}  // namespace

bool is_magnitude(std::string_view name) {
  return name == "bn" ||
         (name.size() == 1 && std::string_view("kKMGTP").find(name[0]) != std::string_view::npos);
}

bool is_currency(std::string_view name) {
  for (std::string_view known :
       {"EUR",    "USD",    "GBP",    "JPY",     "CNY",    "INR",   "CHF",  "CAD",   "AUD",
        "BRL",    "KRW",    "SEK",    "NOK",     "DKK",    "PLN",   "euro", "euros", "eur",
        "usd",    "gbp",    "dollar", "dollars", "cent",   "cents", "yen",  "pound", "pounds",
        "\u20ac", "\u00a3", "\u00a5", "\u20b9",  "\u20bd", "\u20a9"}) {
    if (known == name) return true;
  }
  return false;
}

QuantityError other_currency(std::string_view name) {
  return {fmt::format("`{}` is no unit", name),
          "write `$`: it stands for whatever currency you count in"};
}

std::string clipped(std::string_view text) {
  constexpr std::size_t longest = 60;
  if (text.size() <= longest) return std::string(text);
  std::size_t end = 0;
  while (end < longest) end += decode(text, end).size;
  return std::string(text.substr(0, end)) + "...";
}

QuantityError unknown_unit(std::string_view name, const Units& units) {
  if (is_currency(name)) return other_currency(name);
  QuantityError error{fmt::format("`{}` is no unit", clipped(name)), {}};
  if (is_magnitude(name)) {
    error.help = fmt::format("a magnitude sticks to its number: `5{}`", name);
  } else if (const std::string_view help = meant(name); !help.empty()) {
    error.help = help;
  } else if (const std::string_view close = nearest(name, units.names()); !close.empty()) {
    error.help = fmt::format("did you mean `{}`?", close);
  } else {
    error.help = fmt::format("to count them, declare `unit {}`", clipped(name));
  }
  return error;
}

}  // namespace joist::quantity

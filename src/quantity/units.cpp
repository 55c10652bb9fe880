// The table of built-in units, and the counts that a design adds.
#include "quantity/units.hpp"

#include <algorithm>
#include <array>
#include <iterator>

namespace joist::quantity {

namespace {

struct Entry {
  std::string_view name;
  Unit unit;
};

constexpr double day = 86'400;

constexpr Unit of_time(double seconds) {
  return {time, seconds, false, {}};
}
constexpr Unit of_data(double bytes) {
  return {data, bytes, false, {}};
}
constexpr Unit of_data_rate(double bits) {
  return {data_rate, bits / 8, false, {}};
}
constexpr Unit of_count(std::string_view plural) {
  return {count, 1, true, plural};
}

constexpr double kibi = 1024;

// Sorted by name (bytes), so that it can be searched by halves.
constexpr std::array table = std::to_array<Entry>({
    {"B", of_data(1)},
    {"EB", of_data(1e18)},
    {"GB", of_data(1e9)},
    {"Gbit", of_data(1e9 / 8)},
    {"Gbps", of_data_rate(1e9)},
    {"GiB", of_data(kibi* kibi* kibi)},
    {"KB", of_data(1e3)},
    {"Kbit", of_data(1e3 / 8)},
    {"Kbps", of_data_rate(1e3)},
    {"KiB", of_data(kibi)},
    {"MB", of_data(1e6)},
    {"Mbit", of_data(1e6 / 8)},
    {"Mbps", of_data_rate(1e6)},
    {"MiB", of_data(kibi* kibi)},
    {"PB", of_data(1e15)},
    {"PiB", of_data(kibi* kibi* kibi* kibi* kibi)},
    {"TB", of_data(1e12)},
    {"Tbit", of_data(1e12 / 8)},
    {"Tbps", of_data_rate(1e12)},
    {"TiB", of_data(kibi* kibi* kibi* kibi)},
    {"bit", of_data(1.0 / 8)},
    {"bits", of_data(1.0 / 8)},
    {"bps", of_data_rate(1)},
    {"byte", of_data(1)},
    {"bytes", of_data(1)},
    {"day", of_time(day)},
    {"days", of_time(day)},
    {"event", of_count("events")},
    {"events", of_count("events")},
    {"h", of_time(3600)},
    {"hour", of_time(3600)},
    {"hours", of_time(3600)},
    {"item", of_count("items")},
    {"items", of_count("items")},
    {"kB", of_data(1e3)},
    {"kbit", of_data(1e3 / 8)},
    {"kbps", of_data_rate(1e3)},
    {"message", of_count("messages")},
    {"messages", of_count("messages")},
    {"min", of_time(60)},
    {"minute", of_time(60)},
    {"minutes", of_time(60)},
    {"month", of_time(30 * day)},
    {"months", of_time(30 * day)},
    {"ms", of_time(1e-3)},
    {"ns", of_time(1e-9)},
    {"qps", {rate, 1, false, {}}},
    {"record", of_count("records")},
    {"records", of_count("records")},
    {"req", of_count("requests")},
    {"reqs", of_count("requests")},
    {"request", of_count("requests")},
    {"requests", of_count("requests")},
    {"row", of_count("rows")},
    {"rows", of_count("rows")},
    {"rps", {rate, 1, false, {}}},
    {"s", of_time(1)},
    {"second", of_time(1)},
    {"seconds", of_time(1)},
    {"token", {token, 1, false, {}}},
    {"tokens", {token, 1, false, {}}},
    {"us", of_time(1e-6)},
    {"user", of_count("users")},
    {"users", of_count("users")},
    {"week", of_time(7 * day)},
    {"weeks", of_time(7 * day)},
    {"year", of_time(365 * day)},
    {"years", of_time(365 * day)},
    {"\u00b5s", of_time(1e-6)},  // micro sign
    {"\u03bcs", of_time(1e-6)},  // Greek mu
});

constexpr bool before(const Entry& a, const Entry& b) {
  return a.name < b.name;
}
static_assert(std::is_sorted(table.begin(), table.end(), before));

bool ends_in(std::string_view text, std::string_view end) {
  return text.size() > end.size() && text.substr(text.size() - end.size()) == end;
}

bool is_vowel(char c) {
  return std::string_view("aeiou").find(c) != std::string_view::npos;
}

std::string plural_of(std::string_view name) {
  std::string result(name);
  if (ends_in(name, "y") && !is_vowel(name[name.size() - 2])) {
    result.back() = 'i';
    return result + "es";
  }
  for (std::string_view hissing : {"s", "x", "z", "ch", "sh"}) {
    if (ends_in(name, hissing)) return result + "es";
  }
  return result + "s";
}

}  // namespace

Units::Units() = default;

void Units::declare(std::string_view count) {
  if (ends_in(count, "s") && !ends_in(count, "ss")) {
    declared_.emplace(count, count);
    declared_.emplace(count.substr(0, count.size() - 1), count);
    return;
  }
  const std::string plural = plural_of(count);
  declared_.emplace(count, plural);
  declared_.emplace(std::string(count) + "s", plural);
  declared_.emplace(plural, plural);
}

std::optional<Unit> Units::find(std::string_view name) const {
  const auto at = std::lower_bound(table.begin(), table.end(), Entry{name, {}}, before);
  if (at != table.end() && at->name == name) return at->unit;
  const auto own = declared_.find(name);
  if (own != declared_.end()) return of_count(own->second);
  return std::nullopt;
}

std::vector<std::string_view> Units::names() const {
  std::vector<std::string_view> result;
  for (const Entry& entry : table) result.push_back(entry.name);
  for (const auto& [name, plural] : declared_) result.push_back(name);
  std::sort(result.begin(), result.end());
  return result;
}

}  // namespace joist::quantity

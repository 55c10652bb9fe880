// Finds what was there before: by name, in the order in which things stand, and between these by
// place.
#include "analysis/lasting.hpp"

#include <algorithm>
#include <utility>

namespace joist::analysis {
namespace {

using Names = std::vector<Fingerprint>;
using Match = std::pair<std::uint32_t, std::uint32_t>;  // index before, index now

struct Stretch {
  std::uint32_t first = 0, last = 0;  // before
  std::uint32_t begin = 0, end = 0;   // now
};

// The longest sequence that ascends on both sides (Fredman, Discrete Mathematics 11, 1975).
std::vector<Match> longest(const std::vector<Match>& matches) {
  std::vector<std::uint32_t> ends;  // of the best sequence of each length: index into `matches`
  std::vector<std::uint32_t> before(matches.size(), nowhere);
  for (std::uint32_t i = 0; i < matches.size(); ++i) {
    const auto at = std::lower_bound(ends.begin(), ends.end(), i, [&](auto a, auto b) {
      return matches[a].first < matches[b].first;
    });
    if (at != ends.begin()) before[i] = *(at - 1);
    if (at == ends.end()) {
      ends.push_back(i);
    } else {
      *at = i;
    }
  }
  std::vector<Match> result;
  for (std::uint32_t i = ends.empty() ? nowhere : ends.back(); i != nowhere; i = before[i])
    result.push_back(matches[i]);
  std::reverse(result.begin(), result.end());
  return result;
}

std::vector<Match> by_name(const Names& before, const Names& now, const Stretch& within) {
  std::vector<std::pair<Fingerprint, std::uint32_t>> known;
  known.reserve(within.last - within.first);
  for (std::uint32_t i = within.first; i < within.last; ++i) known.emplace_back(before[i], i);
  std::sort(known.begin(), known.end());
  std::vector<Match> matches;
  for (std::uint32_t i = within.begin; i < within.end; ++i) {
    const auto found =
        std::lower_bound(known.begin(), known.end(), std::pair(now[i], std::uint32_t{0}));
    if (found != known.end() && found->first == now[i]) matches.emplace_back(found->second, i);
  }
  return longest(matches);
}

// What was renamed stands where it stood.
void match_by_place(const LastingNumbers& before, const Stretch& between, LastingNumbers& now) {
  if (between.last - between.first != between.end - between.begin) return;
  for (std::uint32_t i = between.begin; i < between.end; ++i)
    now.of[i] = before.of[between.first + (i - between.begin)];
}

// Most edits leave what stands before and behind them as it is.
Stretch differing(const Names& before, const Names& now) {
  Stretch middle{0, static_cast<std::uint32_t>(before.size()), 0,
                 static_cast<std::uint32_t>(now.size())};
  while (middle.first < middle.last && middle.begin < middle.end &&
         before[middle.first] == now[middle.begin]) {
    ++middle.first;
    ++middle.begin;
  }
  while (middle.first < middle.last && middle.begin < middle.end &&
         before[middle.last - 1] == now[middle.end - 1]) {
    --middle.last;
    --middle.end;
  }
  return middle;
}

template <class Things, class Name>
Names names_of(const Things& things, const Name& add_name) {
  Names names(things.size());
  for (std::size_t i = 0; i < names.size(); ++i) add_name(things[i], names[i]);
  return names;
}

bool is_worn(const LastingNumbers& numbers) {
  return numbers.end > 2 * numbers.of.size() + 1000;
}

}  // namespace

std::vector<std::uint32_t> LastingNumbers::indices() const {
  std::vector<std::uint32_t> result(end, nowhere);
  for (std::uint32_t i = 0; i < of.size(); ++i) result[of[i]] = i;
  return result;
}

LastingNumbers number_again(std::vector<Fingerprint> names, const LastingNumbers& before) {
  LastingNumbers now{std::move(names), {}, before.end};
  now.of.assign(now.names.size(), nowhere);
  const Stretch middle = differing(before.names, now.names);
  std::copy_n(before.of.begin(), middle.first, now.of.begin());
  std::copy(before.of.begin() + middle.last, before.of.end(), now.of.begin() + middle.end);
  Stretch between = middle;
  for (const auto& [was, is] : by_name(before.names, now.names, middle)) {
    between.last = was;
    between.end = is;
    match_by_place(before, between, now);
    now.of[is] = before.of[was];
    between.first = was + 1;
    between.begin = is + 1;
  }
  between.last = middle.last;
  between.end = middle.end;
  match_by_place(before, between, now);
  for (std::uint32_t& number : now.of)
    if (number == nowhere) number = now.end++;
  return now;
}

Lasting lasting(const model::Model& model, const std::vector<model::Domain>& domains,
                const Lasting& before) {
  const auto by_path = [](const auto& thing, Fingerprint& name) { name.add(thing.path); };
  const auto by_level = [](const model::Domain& domain, Fingerprint& name) {
    name.add(domain.name, domain.level);
  };
  return {number_again(names_of(model.components, by_path), before.components),
          number_again(names_of(model.flows, by_path), before.flows),
          number_again(names_of(domains, by_level), before.domains)};
}

bool is_worn_out(const Lasting& numbers) {
  return is_worn(numbers.components) || is_worn(numbers.flows) || is_worn(numbers.domains);
}

}  // namespace joist::analysis

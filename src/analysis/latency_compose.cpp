// Composes calls by convolution: attempts, lists, and what follows by how a call ended.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "analysis/latency_grid.hpp"

namespace joist::analysis {

using model::When;

namespace {

constexpr std::size_t most_parts = 16;  // of a list, by how its members have ended

}  // namespace

double chance_of(const Branch& branch, When when) {
  for (const Step& step : branch.then)
    if (step.when == when) return step.probability;
  return 0;
}

bool tells_reads_apart(const Branch& branch) {
  return chance_of(branch, When::hit) > 0 || chance_of(branch, When::miss) > 0;
}

const Masses& FlowGrid::calls(std::uint32_t place) {
  RowTimes& times = times_[place];
  if (!times.has_calls) {
    times.calls = grid_.nothing();
    pass(times.calls, tree_.rows[place]);
    times.has_calls = true;
  }
  return times.calls;
}

Masses FlowGrid::behind(const Branch& branch, Read read) {
  if (branch.goes_on >= 1 || (read == Read::miss && branch.goes_on > 0))
    return calls(tree_.place[branch.row]);
  if (read == Read::hit)
    return branch.otherwise == nowhere ? grid_.nothing() : calls(tree_.place[branch.otherwise]);
  return any_way(branch, grid_.nothing(),
                 [&](std::uint32_t row) -> const Masses& { return calls(tree_.place[row]); });
}

Masses FlowGrid::at_target(const Branch& branch, Read read) {
  Masses masses = behind(branch, read);
  serve(masses, tree_.service(branch.row), branch.time, shape_of(branch));
  grid_.add_constant(masses, branch.delay);
  return masses;
}

Masses FlowGrid::one_attempt(const Branch& branch, Read read) {
  Masses masses = at_target(branch, read);
  if (branch.timeout > 0) grid_.cut(masses, branch.timeout);
  return masses;
}

Masses FlowGrid::refused(const Branch& branch) const {
  Masses masses = grid_.nothing();
  grid_.add_constant(masses, branch.delay);
  return masses;
}

Masses FlowGrid::any_attempt(const Branch& branch) {
  if (branch.refused <= 0) return one_attempt(branch);
  return mix(one_attempt(branch), refused(branch), branch.refused);
}

Masses FlowGrid::one_call(const Branch& branch, const Masses& one) const {
  if (!branch.is_repeated()) return one;
  Masses all = one;
  for (std::uint32_t attempt = 1; attempt < branch.attempts; ++attempt)
    all = grid_.sum(one, mix(grid_.nothing(), all, branch.fails));
  return all;
}

Masses FlowGrid::one_answer(const Branch& branch, const Masses& one) const {
  Masses all = one;
  scale(all, 1 - branch.fails);
  for (std::uint32_t attempt = 1; attempt < branch.attempts; ++attempt) {
    Masses left = grid_.never();
    add(left, all, branch.fails);
    add_none(left, 1 - branch.fails);
    all = grid_.sum(one, left);
  }
  return all;
}

std::vector<Ending> FlowGrid::endings(const Branch& branch) {
  const double fails = chance_of(branch, When::fail);
  std::vector<Ending> all;
  const auto end = [&](Masses masses, double share, When when) {
    if (share <= 0) return;
    scale(masses, share);
    all.push_back({std::move(masses), {}});
    for (const Step& step : branch.then)
      if (step.when == when) all.back().then.push_back(&step);
  };
  const Masses one = one_attempt(branch);
  const Masses called = one_call(branch, one);
  Masses answered = called;
  if (fails > 0) {
    // Where it fails all attempts were made.
    Masses last = branch.is_repeated() ? grid_.repeat(one, branch.attempts) : one;
    if (branch.refused > 0)
      last = mix(last, refused(branch), std::min(1.0, branch.refused / fails));
    const double failed = std::pow(branch.fails, branch.attempts);
    if (branch.is_repeated() && failed < 1) {
      answered = one_answer(branch, one);
      scale(answered, 1 / (1 - failed));
    }
    end(last, fails, When::fail);
  }
  if (!tells_reads_apart(branch)) {
    end(std::move(answered), 1 - fails, When::always);
    return all;
  }
  const double missed = chance_of(branch, When::miss);
  const double hit = missed > 0 ? 1 - missed : chance_of(branch, When::hit);
  const auto read = [&](Read way) {
    return branch.is_repeated() ? answered : one_attempt(branch, way);
  };
  end(read(Read::hit), hit * (1 - fails), When::hit);
  end(read(Read::miss), (1 - hit) * (1 - fails), When::miss);
  return all;
}

void FlowGrid::add_then(Masses& masses, const Ending& ending, bool within) {
  for (const Step* step : ending.then) {
    if (step->within != within) continue;
    for (const Stride& stride : step->strides) masses = grid_.sum(masses, of_stride(stride));
  }
}

Masses FlowGrid::whole_call(const Branch& branch) {
  if (branch.then.empty()) return one_call(branch, any_attempt(branch));
  Masses masses = grid_.never();
  for (const Ending& ending : endings(branch)) {
    Masses one = ending.masses;
    add_then(one, ending, true);
    add_then(one, ending, false);
    add(masses, one, 1);
  }
  return masses;
}

// Of many calls nobody tells how each of them ended.
Part FlowGrid::any_ending(const Branch& branch) {
  if (branch.then.empty()) return {whole_call(branch), {}};
  Part any{grid_.never(), grid_.never()};
  for (const Ending& ending : endings(branch)) {
    Masses one = ending.masses, after = grid_.nothing();
    add_then(one, ending, true);
    add_then(after, ending, false);
    add(any.masses, one, 1);
    add(any.after, after, std::accumulate(ending.masses.begin(), ending.masses.end(), 0.0));
  }
  return any;
}

Part FlowGrid::many(const Branch& branch) {
  const double count = calls_of(branch);
  const Part here = any_ending(branch);
  const auto call = [&](FlowGrid& on) {
    return &on == this ? here.masses : on.any_ending(branch).masses;
  };
  const auto after = [&](FlowGrid& on) {
    return &on == this ? here.after : on.any_ending(branch).after;
  };
  Part all;
  if (!branch.then.empty()) all.after = in_a_row(branch, count, 1, after);
  if (branch.parallel <= 1) {
    all.masses = in_a_row(branch, count, 1, call);
    return all;
  }
  const double width = std::floor(branch.parallel), rounds = std::floor(count / width);
  const double rest = count - rounds * width;
  const auto round = [&](FlowGrid& on) { return on.grid_.slowest(call(on), width); };
  all.masses = rounds > 0 ? in_a_row(branch, rounds, width, round) : grid_.nothing();
  if (rest > 0) all.masses = grid_.sum(all.masses, grid_.slowest(call(*this), rest));
  return all;
}

std::vector<Part> FlowGrid::parts(const Branch& branch) {
  const double count = calls_of(branch);
  if (branch.then.empty() || count > 1) return {many(branch)};
  Masses plain = grid_.never();
  std::vector<Part> all;
  for (const Ending& ending : endings(branch)) {
    Masses one = ending.masses, after = grid_.nothing();
    add_then(one, ending, true);
    add_then(after, ending, false);
    if (takes_none(after)) {
      add(plain, one, 1);
    } else {
      scale(one, count);
      all.push_back({std::move(one), std::move(after)});
    }
  }
  scale(plain, count);
  add_none(plain, 1 - count);
  all.push_back({std::move(plain), {}});
  return all;
}

Masses FlowGrid::after_all(const Part& part) const {
  return part.after.empty() ? part.masses : grid_.sum(part.masses, part.after);
}

Masses FlowGrid::of_stride(const Stride& stride) {
  const Branch& first = stride.branches.front();
  if (stride.branches.size() == 1 && !first.is_side_by_side()) {
    const auto call = [&](FlowGrid& on) { return on.whole_call(first); };
    return in_a_row(first, calls_of(first), 1, call);
  }
  std::vector<Part> all = parts(first);
  for (std::size_t i = 1; i < stride.branches.size(); ++i) {
    const std::vector<Part> next = parts(stride.branches[i]);
    const bool many = all.size() * next.size() > most_parts;
    std::vector<Part> both;
    for (const Part& a : all) {
      for (const Part& b : next) {
        if (many) {
          const Masses slower = grid_.slower(after_all(a), after_all(b));
          if (both.empty()) both.push_back({grid_.never(), {}});
          add(both.front().masses, slower, 1);
          continue;
        }
        const bool either = a.after.empty() || b.after.empty();
        both.push_back({grid_.slower(a.masses, b.masses), !either ? grid_.sum(a.after, b.after)
                                                          : a.after.empty() ? b.after
                                                                            : a.after});
      }
    }
    all = std::move(both);
  }
  Masses masses = grid_.never();
  for (const Part& part : all) add(masses, after_all(part), 1);
  return masses;
}

Masses FlowGrid::of_step(const Step& step) {
  Masses masses = grid_.nothing();
  for (const Stride& stride : step.strides) masses = grid_.sum(masses, of_stride(stride));
  return masses;
}

Masses FlowGrid::chosen(std::uint32_t row) {
  Masses masses = grid_.never();
  double left = 1;
  for (const Step& step : tree_.at(row).waited_for) {
    add(masses, of_step(step), step.probability);
    left -= step.probability;
  }
  add_none(masses, left);
  return masses;
}

Masses FlowGrid::convolved(std::uint32_t row) {
  if (tree_.at(row).chooses) return chosen(row);
  Masses masses = grid_.nothing();
  for (const Step& step : tree_.at(row).waited_for) {
    if (passes(step) <= most_passes) continue;
    Masses one = of_step(step);
    if (step.probability < 1) one = mix(grid_.nothing(), one, step.probability);
    masses = grid_.sum(masses, one);
  }
  for (const Step& step : tree_.at(row).waited_for) {
    if (passes(step) <= most_passes) pass(masses, step);
  }
  return masses;
}

}  // namespace joist::analysis

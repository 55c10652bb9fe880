// Solves one strongly connected part by tearing it open.
#include "analysis/loops_part.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

namespace joist::analysis {
namespace {

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t most_tears = 600;  // above, sweeps take the place of the dense system
constexpr std::size_t sweep_budget = 200'000'000;  // link visits
constexpr double too_large = 1e12;                 // of an answer to 1: the loop does not settle
constexpr int most_turns = 64;           // counted one by one; the rest as a geometric series
constexpr std::size_t most_limited = 6;  // nested limits that are followed exactly

std::vector<std::uint32_t> begins(std::size_t size, const std::vector<PartLink>& sorted) {
  std::vector<std::uint32_t> begin(size + 1, 0);
  for (const PartLink& link : sorted) ++begin[link.from + 1];
  std::partial_sum(begin.begin(), begin.end(), begin.begin());
  return begin;
}

std::vector<PartLink> by_tail(std::vector<PartLink> links) {
  std::stable_sort(links.begin(), links.end(),
                   [](const PartLink& a, const PartLink& b) { return a.from < b.from; });
  return links;
}

double sum(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0);
}

// What one round of a limited call brings back, for the rates within the part.
std::vector<double> brought_back(const LimitedCall& call, const std::vector<double>& x) {
  std::vector<double> back(x.size(), 0.0);
  for (const PartLink& link : call.links) back[link.to] += x[link.from] * link.coefficient;
  return back;
}

// g + g^2 + ... + g^n.
double geometric(double g, double n) {
  if (g == 1) return n;
  return g * (1 - std::pow(g, n)) / (1 - g);
}

bool all_positive(const std::vector<double>& x) {
  return std::all_of(x.begin(), x.end(), [](double v) { return v > 0 && v < too_large; });
}

}  // namespace

LoopPart::LoopPart(std::size_t size, std::vector<PartLink> links, std::vector<LimitedCall> limited)
    : limited_(std::move(limited)) {
  for (const PartLink& link : links) known_ = known_ && !std::isnan(link.coefficient);
  for (const LimitedCall& call : limited_) {
    for (const PartLink& link : call.links) known_ = known_ && !std::isnan(link.coefficient);
  }
  order_nodes(size, links);
  for (LimitedCall& call : limited_) {
    for (PartLink& link : call.links) {
      link.from = place_[link.from];
      link.to = place_[link.to];
    }
  }
  find_tears(std::move(links));
  if (!known_) return;
  if (tears_.size() <= most_tears) close();
  settles_ = check_settles();
}

// Reverse postorder of a depth-first walk, which starts where the most links meet: there the fewest
// lead back.
void LoopPart::order_nodes(std::size_t size, const std::vector<PartLink>& links) {
  const std::vector<PartLink> sorted = by_tail(links);
  const std::vector<std::uint32_t> begin = begins(size, sorted);
  std::vector<std::uint32_t> next(begin.begin(), begin.end() - 1);
  std::vector<char> seen(size, 0);
  std::vector<std::uint32_t> stack;
  node_.reserve(size);
  std::vector<std::uint32_t> entering(size, 0);
  for (const PartLink& link : links) ++entering[link.to];
  const auto busiest = static_cast<std::uint32_t>(
      std::max_element(entering.begin(), entering.end()) - entering.begin());
  for (std::uint32_t i = 0; i <= size; ++i) {
    const std::uint32_t root = i == 0 ? busiest : i - 1;
    if (seen[root]) continue;
    seen[root] = 1;
    stack.push_back(root);
    while (!stack.empty()) {
      const std::uint32_t node = stack.back();
      if (next[node] == begin[node + 1]) {
        node_.push_back(node);
        stack.pop_back();
        continue;
      }
      const std::uint32_t to = sorted[next[node]++].to;
      if (seen[to]) continue;
      seen[to] = 1;
      stack.push_back(to);
    }
  }
  std::reverse(node_.begin(), node_.end());
  place_.resize(size);
  for (std::uint32_t i = 0; i < size; ++i) place_[node_[i]] = i;
}

void LoopPart::find_tears(std::vector<PartLink> links) {
  for (PartLink& link : links) {
    link.from = place_[link.from];
    link.to = place_[link.to];
    (link.to > link.from ? forward_ : back_).push_back(link);
  }
  forward_ = by_tail(std::move(forward_));
  begin_ = begins(place_.size(), forward_);
  tear_of_.assign(place_.size(), nowhere);
  for (const PartLink& link : back_) tear_of_[link.to] = 0;
  for (std::uint32_t i = 0; i < tear_of_.size(); ++i) {
    if (tear_of_[i] == nowhere) continue;
    tear_of_[i] = static_cast<std::uint32_t>(tears_.size());
    tears_.push_back(i);
  }
}

void LoopPart::close() {
  const std::size_t n = tears_.size();
  response_.assign(n * n, 0.0);
  std::vector<double> matrix(n * n, 0.0);
  std::vector<double> x;
  for (std::size_t j = 0; j < n; ++j) {
    x.assign(place_.size(), 0.0);
    x[tears_[j]] = 1;
    walk(x);
    const std::vector<double> back = returns(x);
    for (std::size_t i = 0; i < n; ++i) {
      response_[i * n + j] = back[i];
      matrix[i * n + j] = (i == j ? 1.0 : 0.0) - back[i];
    }
  }
  dense_.emplace(n, std::move(matrix));
}

void LoopPart::walk(std::vector<double>& x) const {
  for (std::size_t place = 0; place < x.size(); ++place) {
    if (x[place] == 0) continue;
    for (std::uint32_t at = begin_[place]; at < begin_[place + 1]; ++at) {
      x[forward_[at].to] += x[place] * forward_[at].coefficient;
    }
  }
}

std::vector<double> LoopPart::returns(const std::vector<double>& x) const {
  std::vector<double> back(tears_.size(), 0.0);
  for (const PartLink& link : back_) back[tear_of_[link.to]] += x[link.from] * link.coefficient;
  return back;
}

void LoopPart::solve(std::vector<double>& x) const {
  if (!known_ || !settles_) {
    std::fill(x.begin(), x.end(), not_a_number);
    return;
  }
  std::vector<double> placed(x.size());
  for (std::size_t i = 0; i < x.size(); ++i) placed[place_[i]] = x[i];
  solve_limited(placed, std::min(limited_.size(), most_limited));
  for (std::size_t i = 0; i < x.size(); ++i) x[i] = placed[place_[i]];
}

void LoopPart::solve_free(std::vector<double>& x) const {
  if (!dense_) return solve_by_sweeps(x);
  std::vector<double> first = x;
  walk(first);
  if (tears_.empty()) {
    x = std::move(first);
    return;
  }
  const std::vector<double> back = dense_->solve(returns(first));
  for (std::size_t i = 0; i < tears_.size(); ++i) x[tears_[i]] += back[i];
  walk(x);
}

// Counts the rounds of the last of the first `calls` limited calls; those before it are inside.
// k rounds of a loop of gain g: 1 + g + ... + g^(k - 1).
void LoopPart::solve_limited(std::vector<double>& x, std::size_t calls) const {
  if (calls == 0) return solve_free(x);
  const LimitedCall& call = limited_[calls - 1];
  solve_limited(x, calls - 1);
  std::vector<double> entering = brought_back(call, x);
  double before = 0;
  for (std::uint32_t round = 1; round < call.rounds; ++round) {
    const double amount = sum(entering);
    if (amount == 0) return;
    std::vector<double> inner = entering;
    solve_limited(inner, calls - 1);
    const double gain = before > 0 ? amount / before : 0;
    std::vector<double> next = brought_back(call, inner);
    const bool steady = round > 1 && std::abs(sum(next) - gain * amount) <= 1e-13 * sum(next);
    const double left = call.rounds - round;  // rounds not yet added, this one among them
    const bool last = steady || round == most_turns;
    const double share = last ? geometric(gain, left) / gain : 1.0;
    for (std::size_t i = 0; i < x.size(); ++i) x[i] += inner[i] * share;
    if (last) return;
    before = amount;
    entering = std::move(next);
  }
}

// Gauss-Seidel in the part's order; converges if and only if the loop settles (Stein-Rosenberg).
void LoopPart::solve_by_sweeps(std::vector<double>& x) const {
  const std::size_t sweeps = sweep_budget / (forward_.size() + back_.size() + 1) + 1;
  std::vector<double> b = x, back(x.size(), 0.0);
  for (std::size_t sweep = 0; sweep < sweeps; ++sweep) {
    std::vector<double> next = b;
    for (std::size_t i = 0; i < next.size(); ++i) next[i] += back[i];
    walk(next);
    std::fill(back.begin(), back.end(), 0.0);
    for (const PartLink& link : back_) back[link.to] += next[link.from] * link.coefficient;
    double change = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
      change = std::max(change, std::abs(next[i] - x[i]) / std::max(next[i], 1e-300));
    }
    x = std::move(next);
    if (change < 1e-15) return;
    if (!(sum(x) < too_large * static_cast<double>(x.size()) * std::max(1.0, sum(b)))) break;
  }
  std::fill(x.begin(), x.end(), not_a_number);
}

// M is not negative, so its spectral radius is below 1 if and only if (I - M) x = 1 has a positive
// solution (Berman and Plemmons, Nonnegative Matrices, theorem 6.2.3).
bool LoopPart::check_settles() const {
  std::vector<double> x(place_.size(), 1.0);
  solve_free(x);
  return all_positive(x);
}

LoopGain LoopPart::gain() const {
  LoopGain result;
  result.known = known_;
  result.settles = settles_;
  result.ring = strongest_ring();
  if (!known_) return result;
  result.gain = !limited_.empty() ? limited_gain() : return_gain();
  if (!limited_.empty()) result.most = limited_.front().rounds;
  return result;
}

// The part of what enters the first tear that comes back to it, for whichever way it takes: with R
// the rest of the tears, S_jj + S_jR (I - S_RR)^-1 S_Rj.
double LoopPart::return_gain() const {
  const std::size_t n = tears_.size();
  if (!dense_) return spectral_gain();
  const auto rest = [&](std::size_t i) { return i + 1; };
  const std::size_t m = n - 1;
  std::vector<double> matrix(m * m), enters(m);
  for (std::size_t i = 0; i < m; ++i) {
    for (std::size_t j = 0; j < m; ++j) {
      matrix[i * m + j] = (i == j ? 1.0 : 0.0) - response_[rest(i) * n + rest(j)];
    }
    enters[i] = response_[rest(i) * n];
  }
  const DenseSystem system(m, std::move(matrix));
  if (!all_positive(system.solve(std::vector<double>(m, 1.0)))) return spectral_gain();
  const std::vector<double> inner = system.solve(enters);
  double gain = response_[0];
  for (std::size_t j = 0; j < m; ++j) gain += response_[rest(j)] * inner[j];
  return gain;
}

// Growth of the rates from one round to the next, by power iteration on what comes back.
double LoopPart::spectral_gain() const {
  std::vector<double> x(place_.size(), 0.0);
  for (const std::uint32_t tear : tears_) x[tear] = 1;
  double gain = 0;
  for (int round = 0; round < 200; ++round) {
    walk(x);
    const std::vector<double> back = returns(x);
    const double total = sum(back);
    if (!(total > 0)) return gain;
    std::fill(x.begin(), x.end(), 0.0);
    double before = 0;
    for (std::size_t i = 0; i < tears_.size(); ++i) x[tears_[i]] = back[i] / total;
    before = gain;
    gain = round == 0 ? total / static_cast<double>(tears_.size()) : total;
    if (std::abs(gain - before) < 1e-12 * gain) break;
  }
  return gain;
}

double LoopPart::limited_gain() const {
  const std::size_t inner = std::min(limited_.size(), most_limited) - 1;
  std::vector<double> x(place_.size(), 0.0);
  x[limited_[inner].links.front().to] = 1;
  solve_limited(x, inner);
  return sum(brought_back(limited_[inner], x));
}

// The shortest way from the first tear back to it.
std::vector<std::uint32_t> LoopPart::strongest_ring() const {
  std::vector<PartLink> links = forward_;
  links.insert(links.end(), back_.begin(), back_.end());
  for (const LimitedCall& call : limited_) {
    links.insert(links.end(), call.links.begin(), call.links.end());
  }
  std::stable_sort(links.begin(), links.end(), [](const PartLink& a, const PartLink& b) {
    return a.from != b.from ? a.from < b.from : a.coefficient > b.coefficient;
  });
  const std::vector<std::uint32_t> begin = begins(place_.size(), links);
  const std::uint32_t start =
      !tears_.empty() ? tears_.front() : (limited_.empty() ? 0 : limited_[0].links[0].to);
  std::vector<std::uint32_t> before(place_.size(), nowhere), queue{start};
  for (std::size_t head = 0; head < queue.size() && before[start] == nowhere; ++head) {
    for (std::uint32_t at = begin[queue[head]]; at < begin[queue[head] + 1]; ++at) {
      const std::uint32_t to = links[at].to;
      if (before[to] != nowhere || links[at].coefficient == 0) continue;
      before[to] = queue[head];
      queue.push_back(to);
    }
  }
  std::vector<std::uint32_t> ring;
  if (before[start] == nowhere) return ring;
  for (std::uint32_t at = before[start]; at != start; at = before[at]) ring.push_back(node_[at]);
  ring.push_back(node_[start]);
  std::reverse(ring.begin(), ring.end());
  return ring;
}

}  // namespace joist::analysis

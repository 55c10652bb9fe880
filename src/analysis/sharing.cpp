// The spectral measure of a tagged request among others, as a few exponential times.
#include "analysis/sharing.hpp"

#include <algorithm>
#include <cmath>

namespace joist::analysis {
namespace {

constexpr std::size_t most_times = 48;       // of the mixture
constexpr std::size_t most_others = 20'000;  // beside a request
constexpr double rare = 1e-12;               // of all requests, with more of them

// Symmetric and tridiagonal: `at` on the diagonal, `beside` next to it.
struct Tridiagonal {
  std::vector<double> at, beside;
};

// By the number of others: `root` is the square root of the reversible measure, scaled to length 1,
// and the matrix is that of leaving, made symmetric by it. Unit of time: a service.
Tridiagonal leaving(double servers, double load, std::vector<double>& root) {
  const double arrives = load * servers;
  const auto slowed = [&](double present) { return std::min(1.0, servers / present); };
  Tridiagonal matrix;
  root = {1};
  for (double n = 0;; ++n) {
    const double dies = n * slowed(n + 1), next = (n + 1) * slowed(n + 2);
    const double ratio = arrives / next;
    const bool last = root.size() >= most_others ||
                      (ratio < 1 && root.back() * root.back() * (n + 1) < rare * (1 - ratio));
    matrix.at.push_back((last ? 0 : arrives) + dies + slowed(n + 1));
    if (last) break;
    matrix.beside.push_back(-std::sqrt(arrives * next));
    root.push_back(root.back() * std::sqrt(ratio));
  }
  double length = 0;
  for (const double each : root) length += each * each;
  for (double& each : root) each /= std::sqrt(length);
  return matrix;
}

// Lanczos: the part of the matrix that the start sees first. Not made orthogonal again: what that
// loses shows as copies of a value, whose weights add up.
Tridiagonal seen_from(const Tridiagonal& matrix, std::vector<double> now) {
  Tridiagonal seen;
  std::vector<double> before(now.size(), 0.0), next(now.size());
  double link = 0;
  for (std::size_t step = 0; step < std::min(most_times, now.size()); ++step) {
    double at = 0;
    for (std::size_t i = 0; i < now.size(); ++i) {
      next[i] = matrix.at[i] * now[i] - link * before[i];
      if (i > 0) next[i] += matrix.beside[i - 1] * now[i - 1];
      if (i + 1 < now.size()) next[i] += matrix.beside[i] * now[i + 1];
      at += next[i] * now[i];
    }
    seen.at.push_back(at);
    double length = 0;
    for (std::size_t i = 0; i < now.size(); ++i) {
      next[i] -= at * now[i];
      length += next[i] * next[i];
    }
    link = std::sqrt(length);
    if (link < 1e-12 * at || step + 1 == most_times) break;
    seen.beside.push_back(link);
    before = now;
    for (std::size_t i = 0; i < now.size(); ++i) now[i] = next[i] / link;
  }
  seen.beside.resize(seen.at.size(), 0.0);
  return seen;
}

// Eigenvalues into `at`, and the first component of each eigenvector: implicit QL (Golub and
// Welsch).
std::vector<double> diagonalize(Tridiagonal& matrix) {
  std::vector<double>& d = matrix.at;
  std::vector<double>& e = matrix.beside;
  const std::size_t n = d.size();
  std::vector<double> first(n, 0.0);
  first[0] = 1;
  for (std::size_t l = 0; l < n; ++l) {
    for (int round = 0; round < 60; ++round) {
      std::size_t m = l;
      while (m + 1 < n && std::abs(e[m]) > 1e-15 * (std::abs(d[m]) + std::abs(d[m + 1]))) ++m;
      if (m == l) break;
      double g = (d[l + 1] - d[l]) / (2 * e[l]);
      g = d[m] - d[l] + e[l] / (g + std::copysign(std::hypot(g, 1.0), g));
      double s = 1, c = 1, p = 0;
      for (std::size_t i = m; i-- > l;) {
        const double f = s * e[i], b = c * e[i];
        const double r = std::hypot(f, g);
        e[i + 1] = r;
        if (r == 0) break;
        s = f / r;
        c = g / r;
        g = d[i + 1] - p;
        const double t = (d[i] - g) * s + 2 * c * b;
        p = s * t;
        d[i + 1] = g + p;
        g = c * t - b;
        const double other = first[i + 1];
        first[i + 1] = s * first[i] + c * other;
        first[i] = c * first[i] - s * other;
      }
      d[l] -= p;
      e[l] = g;
      e[m] = 0;
    }
  }
  return first;
}

}  // namespace

std::vector<Exponential> sojourn_when_shared(double servers, double load) {
  std::vector<double> root;
  const Tridiagonal matrix = leaving(servers, load, root);
  Tridiagonal seen = seen_from(matrix, root);
  const std::vector<double> first = diagonalize(seen);
  // P(T > t) is the sum of leaving rate x weight x exp(-rate t), but for a factor.
  std::vector<Exponential> times;
  double whole = 0;
  for (std::size_t i = 0; i < first.size(); ++i) {
    const double weight = first[i] * first[i] * seen.at[i];
    if (!(weight > 0)) continue;
    times.push_back({weight, 1 / seen.at[i]});
    whole += weight;
  }
  for (Exponential& each : times) each.share /= whole;
  return times;
}

}  // namespace joist::analysis

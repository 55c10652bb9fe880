// The generator of random designs and the forking world of the layout tests.
#include "layout_designs.hpp"

#include <algorithm>
#include <chrono>
#include <set>

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sanitized.hpp"

namespace joist::layout {
namespace {

// The same numbers everywhere (splitmix64).
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15ull);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
    return z ^ (z >> 31);
  }
  int below(int limit) { return static_cast<int>(next() % static_cast<std::uint64_t>(limit)); }
  double share() { return static_cast<double>(next() >> 11) / 9007199254740992.0; }

 private:
  std::uint64_t state_;
};

constexpr int tiers = 4;
constexpr int system_size = 6;
constexpr int domain_size = 5;

int tier_of(int node) {
  return node % system_size * tiers / system_size;
}

int random_mate(Dice& dice, int node, int count) {
  const double where = dice.share();
  const int block = where < 0.6 ? system_size : where < 0.9 ? system_size * domain_size : count;
  const int start = node / block * block;
  return std::min(start + dice.below(std::min(block, count - start)), count - 1);
}

std::string drain(int descriptor, std::chrono::milliseconds limit, bool& timed_out) {
  std::string text;
  const auto end = std::chrono::steady_clock::now() + limit;
  char buffer[65536];
  while (true) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        end - std::chrono::steady_clock::now());
    pollfd wait{descriptor, POLLIN, 0};
    if (left.count() <= 0 || poll(&wait, 1, static_cast<int>(left.count())) == 0) {
      timed_out = true;
      return text;
    }
    const ssize_t got = ::read(descriptor, buffer, sizeof buffer);
    if (got <= 0) return text;
    text.append(buffer, static_cast<std::size_t>(got));
  }
}

}  // namespace

Graph random_design(const DesignOptions& options) {
  Dice dice(options.seed);
  Graph graph;
  const int systems = (options.nodes + system_size - 1) / system_size;
  const int domains = (systems + domain_size - 1) / domain_size;
  const bool nested = domains > 1;
  for (int d = 0; d < domains && nested; ++d)
    graph.frames.push_back({FrameId(), {60.0 + dice.below(60), 16}});
  for (int s = 0; s < systems; ++s)
    graph.frames.push_back({nested ? FrameId(static_cast<std::size_t>(s / domain_size)) : FrameId(),
                            {50.0 + dice.below(120), 16}});
  for (int n = 0; n < options.nodes; ++n) {
    const auto frame = static_cast<std::size_t>((nested ? domains : 0) + n / system_size);
    const bool outside = dice.share() < 0.1 && n % system_size == 0;
    graph.nodes.push_back({{130.0 + 10 * dice.below(7), 52.0 + 8 * dice.below(3)},
                           outside ? FrameId() : FrameId(frame)});
  }
  std::set<std::pair<int, int>> seen;
  const int wanted = static_cast<int>(options.nodes * options.edges_per_node);
  for (int tries = 0; static_cast<int>(graph.edges.size()) < wanted && tries < wanted * 20;
       ++tries) {
    int from = dice.below(options.nodes), to = random_mate(dice, from, options.nodes);
    if (tier_of(from) > tier_of(to)) std::swap(from, to);
    const bool back = dice.share() < 0.1;
    if (from == to ? !options.loops : tier_of(from) == tier_of(to)) continue;
    if (back) std::swap(from, to);
    if (!seen.insert({from, to}).second) continue;
    Edge edge{NodeId(static_cast<std::size_t>(from)),
              NodeId(static_cast<std::size_t>(to)),
              {},
              1.5,
              1,
              back,
              true};
    if (dice.share() < options.labelled) edge.label = {40.0 + dice.below(60), 20};
    graph.edges.push_back(edge);
  }
  // A frame without a box would break the contract.
  std::vector<char> used(graph.frames.size(), 0);
  for (const Node& node : graph.nodes)
    for (FrameId f = node.frame; f; f = graph.frames[f.index()].parent) used[f.index()] = 1;
  for (std::size_t f = 0; f < used.size(); ++f)
    if (used[f] == 0) graph.nodes.push_back({{120, 56}, FrameId(f)});
  return graph;
}

ChildResult ForkWorld::run(const ChildRequest& request) {
  ++children;
  int out[2];
  if (pipe(out) != 0) return {};
  const pid_t pid = fork();
  if (pid == 0) {
    close(out[0]);
    const rlimit memory{request.memory_limit, request.memory_limit};
    if (!tests::is_sanitized) setrlimit(RLIMIT_AS, &memory);
    const rlimit none{0, 0};
    setrlimit(RLIMIT_CORE, &none);
    const int quiet = open("/dev/null", O_WRONLY);
    dup2(quiet, 2);
    input_ = request.input;
    output_.clear();
    const int code = run_layout_child(*this);
    for (std::size_t at = 0; at < output_.size();) {
      const ssize_t put = ::write(out[1], output_.data() + at, output_.size() - at);
      if (put <= 0) break;
      at += static_cast<std::size_t>(put);
    }
    _exit(code);
  }
  close(out[1]);
  ChildResult result;
  result.output = drain(out[0], request.time_limit, result.timed_out);
  close(out[0]);
  if (result.timed_out) kill(pid, SIGKILL);
  int status = 0;
  waitpid(pid, &status, 0);
  result.exit_code = WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
  return result;
}

}  // namespace joist::layout

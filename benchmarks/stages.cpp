// Times the stages of one design apart, in CPU time: parse, resolve, analyse. Prints JSON.
#include <algorithm>
#include <ctime>
#include <deque>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "analysis/analyse.hpp"
#include "base/source.hpp"
#include "project/project.hpp"
#include "resolve/resolve.hpp"
#include "syntax/tree.hpp"

namespace {

using namespace joist;

double cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

// The median duration over at least half a second of runs, but never fewer than one.
template <class Work>
double timed(Work work) {
  std::vector<double> runs;
  double total = 0;
  while (total < 0.5) {
    const double begin = cpu_seconds();
    work();
    runs.push_back(cpu_seconds() - begin);
    total += runs.back();
  }
  std::sort(runs.begin(), runs.end());
  return runs[runs.size() / 2];
}

struct Stdlib {
  Sources sources;
  std::deque<syntax::File> files;
  std::vector<const syntax::File*> pointers;
};

void parse_stdlib(Stdlib& stdlib) {
  for (const project::EmbeddedFile& file : project::stdlib_files()) {
    const FileId id = stdlib.sources.add(std::string(file.name), std::string(file.text));
    stdlib.files.push_back(syntax::parse(id, stdlib.sources.at(id).text()));
    stdlib.pointers.push_back(&stdlib.files.back());
  }
}

void measure(const std::string& text) {
  Stdlib stdlib;
  parse_stdlib(stdlib);
  const FileId id(stdlib.files.size());
  const syntax::File file = syntax::parse(id, text);
  resolve::Input input;
  input.stdlib = stdlib.pointers;
  input.units.push_back({&file, {}});
  const resolve::Output resolved = resolve::resolve(input);

  const double stdlib_time = timed([] {
    Stdlib again;
    parse_stdlib(again);
  });
  const double parse_time = timed([&] { syntax::parse(id, text); });
  const double resolve_time = timed([&] { resolve::resolve(input); });
  const double load_time =
      timed([&] { analysis::analyse(resolved.model, {.order = 1, .redundancy = false}); });
  const double analyse_time = timed([&] { analysis::analyse(resolved.model); });
  fmt::print(
      "{{\"bytes\": {}, \"components\": {}, \"arrows\": {}, \"findings\": {}, \"stdlib\": {:.6f}, "
      "\"parse\": {:.6f}, \"resolve\": {:.6f}, \"loads\": {:.6f}, \"analyse\": {:.6f}}}\n",
      text.size(), resolved.model.components.size(), resolved.model.arrows.size(),
      resolved.findings.size() + file.findings.size(), stdlib_time, parse_time, resolve_time,
      load_time, analyse_time);
}

}  // namespace

int main(int count, char** words) {
  if (count != 2) {
    fmt::print(stderr, "usage: joist_benchmarks FILE\n");
    return 2;
  }
  std::ifstream in(words[1], std::ios::binary);
  if (!in) {
    fmt::print(stderr, "joist_benchmarks: cannot read {}\n", words[1]);
    return 2;
  }
  measure({std::istreambuf_iterator<char>(in), {}});
}

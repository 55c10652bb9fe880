// Runs a command some times and prints the medians of its CPU time, duration and peak memory as
// JSON. Children it waits for count in. Its output is thrown away.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

struct Run {
  double cpu = 0, wall = 0;  // seconds
  double peak = 0;           // bytes
  int status = 0;
};

double seconds(const timeval& t) {
  return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) * 1e-6;
}

Run run(char** command) {
  const auto begin = std::chrono::steady_clock::now();
  const pid_t child = fork();
  if (child == 0) {
    const int nowhere = open("/dev/null", O_WRONLY);
    dup2(nowhere, 1);
    dup2(nowhere, 2);
    execvp(command[0], command);
    _exit(127);
  }
  Run result;
  rusage usage{};
  wait4(child, &result.status, 0, &usage);
  result.wall = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  result.cpu = seconds(usage.ru_utime) + seconds(usage.ru_stime);
  result.peak = static_cast<double>(usage.ru_maxrss) * 1024;
  return result;
}

double median(const std::vector<Run>& runs, double Run::*figure) {
  std::vector<double> values;
  for (const Run& r : runs) values.push_back(r.*figure);
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

}  // namespace

int main(int count, char** words) {
  const int times = count > 2 ? std::atoi(words[1]) : 0;
  if (times < 1) {
    std::fprintf(stderr, "usage: joist_measure RUNS COMMAND...\n");
    return 2;
  }
  std::vector<Run> runs;
  for (int i = 0; i < times; ++i) runs.push_back(run(words + 2));
  const int status = runs.back().status;
  std::printf("{\"cpu\": %.6f, \"wall\": %.6f, \"peak\": %.0f, \"exit\": %d}\n",
              median(runs, &Run::cpu), median(runs, &Run::wall), median(runs, &Run::peak),
              WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status));
  return 0;
}

// Runs this same program once more as a child with limits, and waits for what it says.
#include <array>
#include <cerrno>
#include <cmath>
#include <csignal>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/sanitized.hpp"
#include "world/descriptor.hpp"
#include "world/disk.hpp"

extern char** environ;

namespace joist::world {

namespace {

using Clock = std::chrono::steady_clock;

struct Pipe {
  Descriptor read_end, write_end;

  Pipe() {
    std::array<int, 2> ends{-1, -1};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) return;
    read_end = Descriptor(ends[0]);
    write_end = Descriptor(ends[1]);
  }
};

class Child {
 public:
  explicit Child(const ChildRequest& request)
      : request_(request), deadline_(Clock::now() + request.time_limit) {}

  ChildResult run() {
    const int error = start();
    if (error != 0) {
      result_.errors = "could not start: " + reason(error);
      return std::move(result_);
    }
    limit();
    talk();
    finish();
    return std::move(result_);
  }

 private:
  int start() {
    if (!input_.read_end || !output_.read_end || !errors_.read_end) return EMFILE;
    std::string program = "joist";
    std::vector<std::string> words = request_.arguments;
    std::vector<char*> arguments{program.data()};
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, input_.read_end.get(), STDIN_FILENO);
    ::posix_spawn_file_actions_adddup2(&actions, output_.write_end.get(), STDOUT_FILENO);
    ::posix_spawn_file_actions_adddup2(&actions, errors_.write_end.get(), STDERR_FILENO);
    const int error =
        ::posix_spawn(&process_, "/proc/self/exe", &actions, nullptr, arguments.data(), environ);
    ::posix_spawn_file_actions_destroy(&actions);
    input_.read_end.reset();
    output_.write_end.reset();
    errors_.write_end.reset();
    return error;
  }

  // Set from outside, so that only the child has them, and before it gets its input: a child that
  // begins by reading all of that works under its limits from the start.
  void limit() {
    const auto set = [&](auto resource, rlim_t value) {
      const rlimit both{value, value};
      ::prlimit(process_, resource, &both, nullptr);
    };
    if (!is_sanitized) set(RLIMIT_AS, request_.memory_limit);
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(request_.time_limit);
    set(RLIMIT_CPU, static_cast<rlim_t>(seconds.count()) + 1);
    set(RLIMIT_CORE, 0);
  }

  // Feeds the input and gathers output until the child closes both its ends, or time is over.
  void talk() {
    ::fcntl(input_.write_end.get(), F_SETFL, O_NONBLOCK);
    if (request_.input.empty()) input_.write_end.reset();
    while (output_.read_end || errors_.read_end) {
      const auto left =
          std::chrono::duration_cast<std::chrono::milliseconds>(deadline_ - Clock::now());
      if (left.count() <= 0) {
        result_.timed_out = true;
        return;
      }
      std::array<pollfd, 3> ends{pollfd{input_.write_end.get(), POLLOUT, 0},
                                 pollfd{output_.read_end.get(), POLLIN, 0},
                                 pollfd{errors_.read_end.get(), POLLIN, 0}};
      if (::poll(ends.data(), ends.size(), static_cast<int>(left.count()) + 1) < 0) continue;
      if (ends[0].revents != 0) feed();
      if (ends[1].revents != 0) gather(output_.read_end, result_.output);
      if (ends[2].revents != 0) gather(errors_.read_end, result_.errors);
    }
  }

  void feed() {
    const std::string_view rest = std::string_view(request_.input).substr(fed_);
    const ssize_t put = ::write(input_.write_end.get(), rest.data(), rest.size());
    if (put > 0) fed_ += static_cast<std::size_t>(put);
    const bool broken = put < 0 && errno != EAGAIN && errno != EINTR;
    if (broken || fed_ == request_.input.size()) input_.write_end.reset();
  }

  void gather(Descriptor& end, std::string& text) {
    std::array<char, 1 << 16> bytes;
    const ssize_t got = ::read(end.get(), bytes.data(), bytes.size());
    if (got > 0) text.append(bytes.data(), static_cast<std::size_t>(got));
    const bool too_much = text.size() > request_.memory_limit;
    if (got == 0 || too_much || (got < 0 && errno != EINTR && errno != EAGAIN)) end.reset();
  }

  // A child that closed its output may still run: it gets what is left of the time.
  void finish() {
    int status = 0;
    pid_t ended = 0;
    while (!result_.timed_out && (ended = ::waitpid(process_, &status, WNOHANG)) == 0) {
      if (Clock::now() >= deadline_) result_.timed_out = true;
      ::usleep(200);
    }
    if (result_.timed_out) {
      ::kill(process_, SIGKILL);
      while ((ended = ::waitpid(process_, &status, 0)) < 0 && errno == EINTR) continue;
    }
    if (ended != process_) return;
    result_.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  }

  const ChildRequest& request_;
  Clock::time_point deadline_;
  Pipe input_, output_, errors_;
  pid_t process_ = -1;
  std::size_t fed_ = 0;
  ChildResult result_;
};

}  // namespace

ChildResult DiskWorld::run(const ChildRequest& request) {
  return Child(request).run();
}

}  // namespace joist::world

// Everything outside the program: files, environment, clock, child processes. The core asks only
// through this interface, so that tests can run on a world in memory.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace joist {

// `text` is absent on failure, and `error` says why ("no such file", "is a directory").
struct ReadResult {
  std::optional<std::string> text;
  std::string error;
};

enum class PathKind : std::uint8_t { missing, file, directory };

struct ChildRequest {
  std::vector<std::string> arguments;  // of this same program; the program's own name not among them
  std::string input;
  std::chrono::milliseconds time_limit{30'000};
  std::uint64_t memory_limit = 1ull << 30;  // bytes of address space
};

struct ChildResult {
  int exit_code = -1;  // negative: killed by that signal, or not started
  bool timed_out = false;
  std::string output;
  std::string errors;
};

// What a program answers to visitors on the loopback address: bytes in, bytes out. Visitors are
// numbered as they come; a number is never given twice.
class Service {
 public:
  using Visitor = std::uint64_t;
  struct Reply {
    Visitor visitor = 0;
    std::string bytes;
    bool last = false;  // close the connection when all is sent
  };

  virtual ~Service() = default;
  // Visitors are welcome from here on.
  virtual void started(std::uint16_t port) = 0;
  virtual std::vector<Reply> received(Visitor visitor, std::string_view bytes) = 0;
  virtual void left(Visitor visitor) = 0;
  // The files whose change is waited for; asked again after each change.
  virtual std::vector<std::string> watched() const = 0;
  virtual std::vector<Reply> changed() = 0;
  // Some seconds went by without any of these.
  virtual std::vector<Reply> idle() = 0;
};

// What a program says to the one that started it, over standard input and output.
class Conversation {
 public:
  virtual ~Conversation() = default;
  // Bytes of standard input, as they come.
  virtual void heard(std::string_view bytes) = 0;
  // There will be no more of them.
  virtual void ended() = 0;
  // Does a piece of work, after which it may hear more; false where it has to hear more first.
  virtual bool work() = 0;
  virtual bool over() const = 0;
  // The process that is talked with, without which the talk is over; 0 where it is not known.
  virtual std::int64_t partner() const = 0;
};

class World {
 public:
  virtual ~World() = default;
  virtual ReadResult read(const std::string& path) = 0;
  // Written beside and renamed, so that an error never truncates a good file; folders that are
  // missing are made. Empty on success.
  virtual std::string write(const std::string& path, std::string_view bytes) = 0;
  virtual PathKind kind(const std::string& path) = 0;
  // Names in a directory, sorted, without `.` and `..`; directories end in `/`.
  virtual std::vector<std::string> list(const std::string& directory) = 0;
  // Absolute, symbolic links resolved as far as the path exists.
  virtual std::string resolve(const std::string& path) = 0;
  virtual std::optional<std::string> environment(const std::string& name) = 0;
  virtual std::string read_input() = 0;
  virtual void write_output(std::string_view bytes) = 0;
  virtual void write_errors(std::string_view bytes) = 0;
  virtual bool output_is_terminal() = 0;
  virtual bool errors_is_terminal() = 0;
  virtual ChildResult run(const ChildRequest& request) = 0;
  // Waits until one of the files may have changed, or the time is over; true on a change.
  virtual bool wait_for_change(const std::vector<std::string>& paths,
                               std::chrono::milliseconds limit) = 0;
  // Serves on 127.0.0.1 until the program is interrupted; 0 takes any free port. Says why it could
  // not start ("address already in use").
  virtual std::string serve(std::uint16_t /*port*/, Service& /*service*/) {
    return "there is no network here";
  }
  // Talks until the conversation is over. What comes in while it works is heard before it goes on,
  // so that it can tell what has become idle.
  virtual void converse(Conversation& conversation) {
    conversation.heard(read_input());
    conversation.ended();
    while (!conversation.over() && conversation.work()) {
    }
  }
};

}  // namespace joist

// The World of a running program: files, standard streams, environment and children of this
// process.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "base/world.hpp"

namespace joist::world {

// What tells one state of a file from another.
struct Stamp {
  std::uint64_t device = 0, inode = 0, size = 0;
  std::int64_t modified = 0;  // nanoseconds
  friend bool operator==(const Stamp&, const Stamp&) = default;
};
Stamp stamp(const std::string& path);  // all zero where there is no file

class DiskWorld final : public World {
 public:
  // A broken pipe is an answer of write() from here on, not the end of the program.
  DiskWorld();

  ReadResult read(const std::string& path) override;
  std::string write(const std::string& path, std::string_view bytes) override;
  PathKind kind(const std::string& path) override;
  std::vector<std::string> list(const std::string& directory) override;
  std::string resolve(const std::string& path) override;
  std::optional<std::string> environment(const std::string& name) override;
  std::string read_input() override;
  void write_output(std::string_view bytes) override;
  void write_errors(std::string_view bytes) override;
  bool output_is_terminal() override;
  bool errors_is_terminal() override;
  ChildResult run(const ChildRequest& request) override;
  bool wait_for_change(const std::vector<std::string>& paths,
                       std::chrono::milliseconds limit) override;
  std::string serve(std::uint16_t port, Service& service) override;
  void converse(Conversation& conversation) override;

  // Why standard output could not take everything; empty if it did, or if its reader went away.
  const std::string& output_error() const { return output_error_; }

 private:
  std::map<std::string, Stamp> seen_;  // files as they were when last read or waited for
  std::string output_error_;
  bool output_closed_ = false;
};

}  // namespace joist::world

// Random layered designs, and a world whose children are forks of the test program.
#pragma once

#include <string>

#include "base/world.hpp"
#include "layout/graph.hpp"

namespace joist::layout {

struct DesignOptions {
  int nodes = 30;
  double edges_per_node = 1.5;
  double labelled = 0.5;
  std::uint64_t seed = 1;
  bool loops = false;
};

// Systems of six boxes in tiers, five systems to a domain; most lines stay inside, a tenth leads
// back.
Graph random_design(const DesignOptions& options);

// Runs the layout child in a forked process, as the real program does in one of its own.
class ForkWorld : public World {
 public:
  ReadResult read(const std::string&) override { return {std::nullopt, "no such file"}; }
  std::string write(const std::string&, std::string_view) override { return "no files here"; }
  PathKind kind(const std::string&) override { return PathKind::missing; }
  std::vector<std::string> list(const std::string&) override { return {}; }
  std::string resolve(const std::string& path) override { return path; }
  std::optional<std::string> environment(const std::string&) override { return std::nullopt; }
  std::string read_input() override { return input_; }
  void write_output(std::string_view bytes) override { output_ += bytes; }
  void write_errors(std::string_view) override {}
  bool output_is_terminal() override { return false; }
  bool errors_is_terminal() override { return false; }
  ChildResult run(const ChildRequest& request) override;
  bool wait_for_change(const std::vector<std::string>&, std::chrono::milliseconds) override {
    return false;
  }

  int children = 0;  // started so far

 private:
  std::string input_, output_;
};

}  // namespace joist::layout

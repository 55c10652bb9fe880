// Walks a scene as a tree, for text formats in which groups stand around their members.
#pragma once

#include <string>
#include <vector>

#include "scene/scene.hpp"

namespace joist::emit {

class NestedWriter {
 public:
  explicit NestedWriter(const scene::Scene& scene) : scene_(scene) {}
  virtual ~NestedWriter() = default;

  // Panels with what stands in them, then the boxes outside of any, in order of writing.
  std::string write();

 protected:
  virtual void open(const scene::Panel& panel, std::size_t depth) = 0;
  virtual void close(std::size_t depth) = 0;
  virtual void box(const scene::Box& box, std::size_t depth) = 0;
  static std::string indent(std::size_t depth) { return std::string(2 * depth + 2, ' '); }

  std::string out;

 private:
  void visit(std::size_t slot, std::size_t depth);

  const scene::Scene& scene_;
  std::vector<std::vector<std::size_t>> panels_in_, boxes_in_;  // by panel; the last is the top
};

}  // namespace joist::emit

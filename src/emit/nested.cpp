// The walk through groups and boxes.
#include "emit/nested.hpp"

namespace joist::emit {

std::string NestedWriter::write() {
  const std::size_t top = scene_.panels.size();
  panels_in_.assign(top + 1, {});
  boxes_in_.assign(top + 1, {});
  for (std::size_t i = 0; i < top; ++i) {
    const scene::PanelId parent = scene_.panels[i].parent;
    panels_in_[parent ? parent.index() : top].push_back(i);
  }
  for (std::size_t i = 0; i < scene_.boxes.size(); ++i) {
    const scene::PanelId panel = scene_.boxes[i].panel;
    boxes_in_[panel ? panel.index() : top].push_back(i);
  }
  visit(top, 0);
  return std::move(out);
}

void NestedWriter::visit(std::size_t slot, std::size_t depth) {
  for (std::size_t i : boxes_in_[slot]) box(scene_.boxes[i], depth);
  for (std::size_t i : panels_in_[slot]) {
    open(scene_.panels[i], depth);
    visit(i, depth + 1);
    close(depth);
  }
}

}  // namespace joist::emit

// The findings that come in numbers: what a young design says of every part that is there once, or
// that nothing calls yet.
#include "scene/together.hpp"

#include <array>

namespace joist::scene {
namespace {

constexpr std::array<Together, 3> texts{{
    {"single-point-of-failure", " is there once, ",
     "are there once each, and without any of them requests stop",
     "add a second copy of each, in another zone, or an alternative"},
    {"one-zone", " stand in one zone, ",
     "have all their copies in one zone each, and do not outlive it", "spread them: `zones: 3`"},
    {"unreachable-component", "no arrow leads to ", "stand alone: no arrow leads to any of them",
     "draw what calls them, or take them out"},
}};

}  // namespace

const Together* together(const Finding& finding) {
  for (const Together& text : texts) {
    if (finding.rule == text.rule && finding.message.find(text.sign) != std::string::npos)
      return &text;
  }
  return nullptr;
}

}  // namespace joist::scene

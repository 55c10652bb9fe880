// Arrows that are drawn as one line: those between the same two boxes that mean the same.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scene/draft.hpp"

namespace joist::scene {

// What comes together on one line: all calls, all messages or all relations from one box to
// another, and what is called only when something fails on its own.
struct Bundle {
  BoxId from, to;
  std::string id;  // of its line
  std::vector<model::ArrowId> arrows;
  double rate = 0, reads = 0, writes = 0;
  bool known = false;
  bool partial = false;  // the rate of some of its calls is not known: at least this much
  double delay = 0;      // seconds, the most of its arrows
  std::string over;      // what links between groups are called that they cross: "WAN"
};

std::vector<Bundle> bundles_of(const Draft& draft);

Stroke stroke_of(const model::Arrow& arrow);
// As it is drawn: what one store sends to another is the writes it got.
model::Access access_of(const model::Model& model, const model::Arrow& arrow);

// What is written on the line, in order of writing, each once: "refund, on fail", "95%".
std::vector<std::string> words_of(const Draft& draft, const Bundle& bundle);
// "on miss", where the rates of reads and writes are told apart, and all of the ones or the others
// are so; such arrows have no further words of it.
std::string_view event_of_rate(const Draft& draft, const Bundle& bundle, model::Access access);
// "on a miss of Cache", "when Stock fails"; empty where it is always called.
std::string condition_of(const model::Model& model, const model::Arrow& arrow);
// "95%", "× 200"; empty for one call a request.
std::string ratio_of(const model::Arrow& arrow);

}  // namespace joist::scene

// The designs in a Markdown text as pictures: beside their blocks, or in their place.
#pragma once

#include <map>
#include <string>

#include "cli/command.hpp"
#include "cli/inputs.hpp"

namespace joist::cli {

// `beside`: the block stays, and an image between two comments stands after it. `instead`: an image
// takes the place of the block. `within`: the SVG itself does.
enum class Placing : std::uint8_t { beside, instead, within };

struct Notes {
  std::string text;                           // of the note, with its pictures
  std::map<std::string, std::string> assets;  // SVG by path, from where the program stands
  bool broken = false;  // some block could not be drawn; it and its old picture are as they were
};

// `note` is a whole Markdown text. What its blocks have of language errors, or why one cannot be
// drawn, is told on standard error. Nothing is written. `assets` is a folder beside the note.
Notes illustrated(const Call& call, const Input& note, Placing placing, const std::string& assets);

}  // namespace joist::cli

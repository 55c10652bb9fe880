// A format that documents are written in: one file each in formats/.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>

#include "document/document.hpp"
#include "emit/emitter.hpp"

namespace joist::document {

struct Writing {
  emit::Theme theme = emit::Theme::automatic;
  // Where files beside the document go, as the document names them ("assets/chirp-"); empty: there
  // can't be any.
  std::string beside = {};
};

struct Written {
  std::string bytes;
  std::map<std::string, std::string> files = {};  // beside it, by path
};

struct Format {
  std::string_view name;        // "html"
  std::string_view extensions;  // separated by blanks
  bool pictures;                // holds or names SVG
  bool texts;                   // holds pictures as text
  Written (*write)(const Document& document, const Writing& writing);
};

namespace formats {
std::span<const Format* const> catalogue();
}
const Format* find_format(std::string_view name);
// By the extension of a path; null for others.
const Format* format_for(std::string_view path);

}  // namespace joist::document

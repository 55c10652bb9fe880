// A section of a design's document: one file each in sections/.
#pragma once

#include <span>
#include <string_view>

#include "document/document.hpp"
#include "document/review.hpp"

namespace joist::document {

// `tell` fills the section; one that stays empty is left out of the document.
struct Chapter {
  int place;               // in the order of the playbook
  std::string_view id;     // "estimates"
  std::string_view title;  // "Estimates"
  void (*tell)(const Review& review, Section& section);
};

namespace sections {
std::span<const Chapter* const> catalogue();
}

}  // namespace joist::document

// What holds for every finding, whatever the text: its places and edits lie in the text.
#pragma once

#include <cstddef>
#include <string>

#include "base/finding.hpp"

namespace joist::tests {

// Empty if the finding is sound; `size_of` gives the bytes of a file by its id.
template <class SizeOf>
std::string unsound(const Finding& finding, const SizeOf& size_of) {
  const auto outside = [&](Span span) {
    return !span.file || span.begin > span.end || span.end > size_of(span.file);
  };
  if (outside(finding.span)) return "a finding outside the text";
  if (finding.message.empty()) return "a finding without a message";
  if (finding.rule.empty()) return "a finding without a rule";
  for (const Label& label : finding.labels)
    if (outside(label.span)) return "a label outside the text: " + finding.rule + ": " + label.text;
  for (const Fix& fix : finding.fixes) {
    if (fix.edits.empty()) return "a fix without edits";
    for (const Edit& edit : fix.edits)
      if (outside(edit.span)) return "an edit outside the text";
  }
  return {};
}

// The same for findings that are all of one text.
inline std::string unsound(const Finding& finding, std::size_t size) {
  return unsound(finding, [size](FileId) { return size; });
}

}  // namespace joist::tests

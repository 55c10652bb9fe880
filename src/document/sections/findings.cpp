// What was found, the most severe first, and what is allowed with its reason.
#include "document/findings.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "document/blocks.hpp"
#include "document/section.hpp"
#include "document/words.hpp"

namespace joist::document::sections {
namespace {

void tell(const Review& review, Section& section) {
  const std::vector<Finding>& findings = review.project.findings;
  Section allowed{"allowed", "Allowed with a reason"};
  Section later{"findings-of-stages", "At later stages"};
  for (std::size_t i = 0; i < findings.size(); ++i) {
    Section& into = findings[i].allowed ? allowed : findings[i].stage.empty() ? section : later;
    into.blocks.push_back(finding_card(review, i));
  }
  if (section.blocks.empty())
    say(section, findings.empty() ? "Nothing was found." : "Nothing else was found.");
  if (!later.is_empty()) section.parts.push_back(std::move(later));
  if (!allowed.is_empty()) section.parts.push_back(std::move(allowed));
}

}  // namespace

extern const Chapter findings;
constexpr Chapter findings = {14, "findings", "Findings", tell};

}  // namespace joist::document::sections

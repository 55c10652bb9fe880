// Findings for what did not parse.
#include "syntax/faults.hpp"

#include <fmt/format.h>

namespace joist::syntax {

namespace {

void report(File& file, std::string rule, std::uint32_t begin, std::uint32_t end,
            std::string message) {
  Finding finding;
  finding.rule = std::move(rule);
  finding.span = {file.id, begin, end};
  finding.message = std::move(message);
  file.findings.push_back(std::move(finding));
}

bool broken(Kind kind) {
  return kind == Kind::bad || kind == Kind::junk || kind == Kind::stray || kind == Kind::unclosed;
}

}  // namespace

void report_size(File& file, std::size_t size) {
  report(file, "text-size", 0, 0, fmt::format("the text has {} bytes", size));
}

void report_faults(File& file, const Noticed&) {
  for (std::uint32_t i = 0; i < file.nodes.size();) {
    const Node node = file.nodes[i];
    if (broken(node.kind)) {
      report(file, "syntax", node.begin, node.end, "this does not parse");
    }
    i = broken(node.kind) ? node.next : i + 1;
  }
}

}  // namespace joist::syntax

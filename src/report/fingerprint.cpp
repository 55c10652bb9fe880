// Hashes what stays of a finding when its design is edited elsewhere.
#include "report/fingerprint.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "report/uri.hpp"

namespace joist::report {

namespace {

// 64-bit FNV-1a (Fowler, Noll, Vo): the same on every machine.
std::uint64_t hash(std::string_view text) {
  std::uint64_t value = 0xcbf29ce484222325u;
  for (const char c : text) value = (value ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
  return value;
}

}  // namespace

std::string Fingerprints::operator()(const Finding& finding) {
  std::string key = finding.rule + '\n' + finding.subject + '\n' + finding.stage;
  const Place place = locate_(finding.span);
  if (finding.subject.empty() && !place.path.empty()) {
    const Source& source = report_.sources.at(finding.span.file);
    std::string_view line = source.text();
    line = line.substr(source.line_start(place.begin.line), 400);
    line = line.substr(0, line.find('\n'));
    key += '\n' + uri(place.path, report_.base) + '\n' + std::string(trimmed(line));
  }
  const std::uint64_t value = hash(key);
  const std::size_t times = ++seen_[value];
  return times == 1 ? fmt::format("{:016x}", value) : fmt::format("{:016x}:{}", value, times);
}

}  // namespace joist::report

// What tells one finding from another from run to run, though lines move.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "report/place.hpp"
#include "report/reporter.hpp"

namespace joist::report {

// Fingerprints of one report's findings, to be asked for in order.
class Fingerprints {
 public:
  explicit Fingerprints(const Report& report) : report_(report), locate_(report.sources) {}
  // 16 hexadecimal digits of rule and element; text errors, which have no element, take file and
  // line text. What is found twice is numbered.
  std::string operator()(const Finding& finding);

 private:
  const Report& report_;
  Locator locate_;
  std::map<std::uint64_t, std::size_t> seen_;
};

}  // namespace joist::report

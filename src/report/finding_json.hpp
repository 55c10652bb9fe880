// Findings as JSON, in the shape that `check` and `analyze` share (docs/results.schema.json).
#pragma once

#include <string>

#include "report/reporter.hpp"

namespace joist::report {

// The array of all findings, silenced ones with the reason in `allowed`.
std::string findings_json(const Report& report);
// The same objects, one a line.
std::string finding_lines(const Report& report);
// The object that counts them: errors, warnings, notes, allowed.
std::string summary_json(const Report& report);

}  // namespace joist::report

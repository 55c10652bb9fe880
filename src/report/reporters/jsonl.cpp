// Findings as JSON, one object a line, for streams and line tools.
#include "report/finding_json.hpp"
#include "report/reporter.hpp"

namespace joist::report::reporters {

extern const Reporter jsonl;
const Reporter jsonl{"jsonl", "one JSON object a line", finding_lines};

}  // namespace joist::report::reporters

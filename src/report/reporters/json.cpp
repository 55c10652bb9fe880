// Findings as one documented, versioned JSON object.
#include "base/json.hpp"

#include "report/finding_json.hpp"
#include "report/reporter.hpp"

namespace joist::report::reporters {

namespace {

std::string write(const Report& report) {
  JsonWriter json;
  json.object().key("version").integer(1);
  json.key("summary").written(summary_json(report));
  json.key("findings").written(findings_json(report));
  return json.close().take();
}

}  // namespace

extern const Reporter json;
const Reporter json{"json", "one JSON object, with a schema", write};

}  // namespace joist::report::reporters

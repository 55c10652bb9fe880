// Takes the fingerprints out of an earlier report.
#include "cli/baseline.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace joist::cli {

namespace {

using nlohmann::json;

void take(const json& value, std::set<std::string>& fingerprints) {
  if (value.is_string()) fingerprints.insert(value.get<std::string>());
}

const json* member(const json& object, const char* name) {
  const auto found = object.is_object() ? object.find(name) : object.end();
  return object.is_object() && found != object.end() ? &*found : nullptr;
}

bool take_sarif(const json& report, std::set<std::string>& fingerprints) {
  const json* runs = member(report, "runs");
  if (runs == nullptr || !runs->is_array()) return false;
  for (const json& run : *runs) {
    const json* results = member(run, "results");
    if (results == nullptr || !results->is_array()) continue;
    for (const json& result : *results) {
      const json* prints = member(result, "partialFingerprints");
      const json* own = prints == nullptr ? nullptr : member(*prints, "joist/v1");
      if (own != nullptr) take(*own, fingerprints);
    }
  }
  return true;
}

}  // namespace

Baseline read_baseline(const Call& call, const std::string& path) {
  const ReadResult read = call.world.read(path);
  if (!read.text) return {{}, fmt::format("cannot read `{}`: {}", path, read.error)};
  Baseline baseline;
  const json report = json::parse(*read.text, nullptr, false);
  const json* findings = report.is_discarded() ? nullptr : member(report, "findings");
  if (findings != nullptr && findings->is_array()) {
    for (const json& finding : *findings) {
      if (const json* own = member(finding, "fingerprint")) take(*own, baseline.fingerprints);
    }
  } else if (report.is_discarded() || !take_sarif(report, baseline.fingerprints)) {
    baseline.error = fmt::format(
        "`{}` is no report; write one with `joist check --format json -o {}`", path, path);
  }
  return baseline;
}

}  // namespace joist::cli

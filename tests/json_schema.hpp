// Checks JSON against a JSON Schema, as far as the project's own schemas need it.
#pragma once

#include <map>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace joist::tests {

// Schemas by the name that references use ("findings.schema.json"). Gives one line for each fault,
// "/components/api/load: not in the schema"; throws on keywords it does not know.
std::vector<std::string> check_schema(const nlohmann::json& value, const std::string& schema,
                                      const std::map<std::string, nlohmann::json>& schemas);

}  // namespace joist::tests

// The keywords of JSON Schema (draft 2020-12) that docs/*.schema.json use.
#include "tests/json_schema.hpp"

#include <set>
#include <stdexcept>

#include <doctest/doctest.h>

namespace joist::tests {

namespace {

using nlohmann::json;

class Checker {
 public:
  explicit Checker(const std::map<std::string, json>& schemas) : schemas_(schemas) {}

  void check(const json& value, const json& schema, const std::string& file,
             const std::string& at) {
    for (const auto& [keyword, rule] : schema.items()) {
      if (keyword == "$ref") {
        const auto [target, target_file] = find(rule.get<std::string>(), file);
        check(value, target, target_file, at);
      } else if (keyword == "anyOf") {
        if (!any_of(value, rule, file, at)) fault(at, "fits none of anyOf");
      } else {
        apply(keyword, value, rule, schema, file, at);
      }
    }
  }

  std::vector<std::string> faults;

 private:
  void fault(const std::string& at, const std::string& words) {
    faults.push_back(at + ": " + words);
  }

  std::pair<json, std::string> find(const std::string& reference, const std::string& file) const {
    const auto hash = reference.find('#');
    const std::string name = hash == 0 ? file : reference.substr(0, hash);
    return {schemas_.at(name).at(json::json_pointer(reference.substr(hash + 1))), name};
  }

  bool any_of(const json& value, const json& rules, const std::string& file,
              const std::string& at) {
    for (const json& rule : rules) {
      Checker other(schemas_);
      other.check(value, rule, file, at);
      if (other.faults.empty()) return true;
    }
    return false;
  }

  void apply(const std::string& keyword, const json& value, const json& rule, const json& schema,
             const std::string& file, const std::string& at) {
    static const std::set<std::string> silent = {"$schema", "$id", "$defs", "title", "description"};
    if (silent.count(keyword) > 0) return;
    if (keyword == "type") {
      if (!has_type(value, rule)) fault(at, "is not " + rule.dump());
    } else if (keyword == "const") {
      if (value != rule) fault(at, "is not " + rule.dump());
    } else if (keyword == "enum") {
      if (std::find(rule.begin(), rule.end(), value) == rule.end())
        fault(at, "is none of the enum");
    } else if (keyword == "minimum") {
      if (value.is_number() && value < rule) fault(at, "is too small");
    } else if (keyword == "maximum") {
      if (value.is_number() && value > rule) fault(at, "is too large");
    } else if (keyword == "minItems" || keyword == "maxItems") {
      const bool least = keyword == "minItems";
      if (value.is_array() && (least ? value.size() < rule : value.size() > rule)) {
        fault(at, "has " + std::to_string(value.size()) + " items");
      }
    } else {
      apply_to_parts(keyword, value, rule, schema, file, at);
    }
  }

  void apply_to_parts(const std::string& keyword, const json& value, const json& rule,
                      const json& schema, const std::string& file, const std::string& at) {
    if (keyword == "required") {
      for (const json& name : rule) {
        if (value.is_object() && !value.contains(name)) fault(at, "lacks " + name.dump());
      }
    } else if (keyword == "properties") {
      for (const auto& [name, part] : rule.items()) {
        if (value.is_object() && value.contains(name))
          check(value[name], part, file, at + "/" + name);
      }
    } else if (keyword == "additionalProperties") {
      if (!value.is_object()) return;
      for (const auto& [name, part] : value.items()) {
        if (schema.contains("properties") && schema["properties"].contains(name)) continue;
        if (rule == false) fault(at + "/" + name, "is not in the schema");
        if (rule.is_object()) check(part, rule, file, at + "/" + name);
      }
    } else if (keyword == "items") {
      for (std::size_t i = 0; value.is_array() && i < value.size(); ++i) {
        check(value[i], rule, file, at + "/" + std::to_string(i));
      }
    } else {
      throw std::logic_error("the schema checker does not know `" + keyword + "`");
    }
  }

  static bool has_type(const json& value, const json& type) {
    if (type.is_array()) {
      return std::any_of(type.begin(), type.end(),
                         [&](const json& each) { return has_type(value, each); });
    }
    if (type == "object") return value.is_object();
    if (type == "array") return value.is_array();
    if (type == "string") return value.is_string();
    if (type == "boolean") return value.is_boolean();
    if (type == "null") return value.is_null();
    if (type == "integer") return value.is_number_integer();
    return type == "number" && value.is_number();
  }

  const std::map<std::string, json>& schemas_;
};

}  // namespace

std::vector<std::string> check_schema(const json& value, const std::string& schema,
                                      const std::map<std::string, json>& schemas) {
  Checker checker(schemas);
  checker.check(value, schemas.at(schema), schema, "");
  return checker.faults;
}

}  // namespace joist::tests

TEST_CASE("the schema checker finds what does not fit") {
  using nlohmann::json;
  const std::map<std::string, json> schemas = {
      {"a", json::parse(R"({"type": "object", "required": ["x"], "additionalProperties": false,
        "properties": {"x": {"$ref": "#/$defs/n"}, "y": {"items": {"enum": ["p", "q"]}}},
        "$defs": {"n": {"anyOf": [{"type": "number", "minimum": 0}, {"const": "inf"}]}}})")}};
  const auto faults = [&](const char* text) {
    return joist::tests::check_schema(json::parse(text), "a", schemas);
  };
  CHECK(faults(R"({"x": 1, "y": ["p"]})").empty());
  CHECK(faults(R"({"x": "inf"})").empty());
  CHECK(faults(R"({})") == std::vector<std::string>{": lacks \"x\""});
  CHECK(faults(R"({"x": -1})") == std::vector<std::string>{"/x: fits none of anyOf"});
  CHECK(faults(R"({"x": 1, "z": 1})") == std::vector<std::string>{"/z: is not in the schema"});
  CHECK(faults(R"({"x": 1, "y": ["r"]})") == std::vector<std::string>{"/y/0: is none of the enum"});
}

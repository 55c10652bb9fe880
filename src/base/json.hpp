// Writes JSON piece by piece, without a tree in memory: results of 100,000 components are long.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace joist {

// The text of a JSON string, quotes included; malformed UTF-8 becomes U+FFFD.
std::string json_string(std::string_view text);
// At most 12 significant digits; infinity is the string "inf", a number that is none is null.
std::string json_number(double value);

// Objects and arrays in order of writing. An `inline_*` one stays on its line, others take one line
// an item, indented by two. A member whose value is absent is left out.
class JsonWriter {
 public:
  JsonWriter& object() { return open('{', false); }
  JsonWriter& inline_object() { return open('{', true); }
  JsonWriter& array() { return open('[', false); }
  JsonWriter& inline_array() { return open('[', true); }
  JsonWriter& close();
  JsonWriter& key(std::string_view name);

  JsonWriter& text(std::string_view value) { return raw(json_string(value)); }
  JsonWriter& number(double value) { return raw(json_number(value)); }
  JsonWriter& integer(std::uint64_t value) { return raw(std::to_string(value)); }
  JsonWriter& whole(std::int64_t value) { return raw(std::to_string(value)); }
  JsonWriter& boolean(bool value) { return raw(value ? "true" : "false"); }
  JsonWriter& null() { return raw("null"); }
  JsonWriter& texts(const std::vector<std::string>& values);
  // JSON that was written before; its lines are indented to fit.
  JsonWriter& written(std::string_view json);

  JsonWriter& member(std::string_view name, std::string_view value) {
    return key(name).text(value);
  }
  JsonWriter& member(std::string_view name, const char* value) { return key(name).text(value); }
  JsonWriter& member(std::string_view name, double value) { return key(name).number(value); }
  JsonWriter& member(std::string_view name, std::uint32_t value) {
    return key(name).integer(value);
  }
  JsonWriter& member(std::string_view name, bool value) { return key(name).boolean(value); }
  JsonWriter& member(std::string_view name, const std::optional<double>& value) {
    return value ? member(name, *value) : *this;
  }

  // What was written, with a line end; everything must be closed.
  std::string take();

 private:
  struct Level {
    char close;
    bool is_inline;
    bool empty = true;
  };
  JsonWriter& open(char bracket, bool is_inline);
  JsonWriter& raw(std::string_view json);
  void item();
  void line(std::size_t depth);

  std::string out_;
  std::vector<Level> levels_;
  bool after_key_ = false;
};

}  // namespace joist

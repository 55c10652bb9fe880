// Text and numbers as they stand in XML.
#pragma once

#include <string>
#include <string_view>

namespace joist::emit {

// Escaped for content and for attributes in double quotes. What XML cannot hold (control
// characters, malformed UTF-8, non-characters) becomes U+FFFD.
std::string escaped(std::string_view text);
void append_escaped(std::string& out, std::string_view text);
// At most 2 decimals, without trailing zeros: "12", "0.5", never "-0".
std::string rounded(double value);
void append_rounded(std::string& out, double value);
// A name as it can stand in an id: other than letters, digits, `_ . -` becomes `_` and its number;
// of a very long one the beginning and a hash.
std::string as_id(std::string_view name);

}  // namespace joist::emit

// How quantities print for people: "1.45k/s", "9.46 TB/year", "5 ms", "$48k/month", "99.95%".
#pragma once

#include <string>
#include <string_view>

#include "quantity/quantity.hpp"
#include "quantity/units.hpp"

namespace joist::quantity {

// Three significant digits, a magnitude or a fitting unit; uncertain ones as "median (p5 to p95)".
std::string text(const Quantity& quantity);
// "data (200 B)": what messages call a quantity.
std::string told(const Quantity& quantity);
// In the unit named, which must be of the same dimension; "9.46 TB/year".
std::string text_in(const Quantity& quantity, std::string_view unit, const Units& units);

// Short forms for pictures and tables, of values in base units.
std::string rate_text(double per_second);        // "145k/s", "0.5/s", "12/h" below 0.01/s
std::string count_text(double count);            // "1.45k", "180"
std::string time_text(double seconds);           // "5 ms", "1.2 s", "3.4 h", "2.1 years"
std::string data_text(double bytes);             // "200 B", "9.46 TB"
std::string data_rate_text(double bytes_per_s);  // "12.3 MB/s"
std::string money_text(double dollars);          // "$0.0012", "$48.2k"
std::string share_text(double share);            // "61%", "3.4%", "99.95%", "134%"
// `digits` significant digits, without trailing zeros, never in exponent form: "0.00012", "1450".
std::string number_text(double value, int digits = 3);

}  // namespace joist::quantity

// The scaling story of a design: limits in the order in which growing load meets them.
#pragma once

#include <string>
#include <vector>

#include "emit/results.hpp"

namespace joist::emit {

// `factors` are the multiples of today's load to be shown one by one.
std::string scale_table(const Analysed& base, const std::vector<Analysed>& stages,
                        const std::vector<double>& factors);
std::string scale_json(const Analysed& base, const std::vector<Analysed>& stages,
                       const std::vector<double>& factors);

}  // namespace joist::emit

// What people write for the attributes and figures that the language has under other names.
#pragma once

#include <string_view>

namespace joist::resolve {

// `replicas` for `instances`; empty where no attribute is meant.
std::string_view meant_attribute(std::string_view name);
// What to do about a name that stands for something the language says in another way, or not at
// all: "a rate stands in the header"; empty where nothing is known of it.
std::string_view other_way(std::string_view name);
// `p99` for `latency`, of a flow or a component; empty where no figure is meant.
std::string_view meant_figure(std::string_view name, bool of_flow);

}  // namespace joist::resolve

// Collects the rows that the requests of a flow come through.
#include "analysis/latency_tree.hpp"

#include <algorithm>

namespace joist::analysis {

FlowTree::FlowTree(const std::vector<RowCalls>& row_calls, const std::vector<Service>& all_services,
                   Entries all_entries, std::vector<std::uint32_t>& places, bool with_messages)
    : calls(row_calls), services(all_services), entries(std::move(all_entries)), place(places) {
  const auto add = [&](std::uint32_t row) {
    if (place[row] != nowhere) return;
    place[row] = static_cast<std::uint32_t>(rows.size());
    rows.push_back(row);
  };
  for (const auto& [row, share] : entries) add(row);
  std::vector<Link> links;
  for (std::uint32_t i = 0; i < rows.size(); ++i) {
    has_messages = has_messages || (with_messages && !calls[rows[i]].messages.empty());
    each_branch(rows[i], with_messages, [&](const Branch& branch) {
      each_way(branch, [&](std::uint32_t row, double) {
        add(row);
        links.push_back({i, place[row]});
      });
    });
  }
  graph = make_graph(rows.size(), links);
  parts = strong_parts(graph);
}

FlowTree::~FlowTree() {
  for (const std::uint32_t row : rows) place[row] = nowhere;
}

bool FlowTree::is_loop(std::size_t part) const {
  const auto nodes = parts.part(part);
  if (nodes.size() > 1) return true;
  const auto first = graph.to.begin() + graph.begin[nodes[0]];
  const auto last = graph.to.begin() + graph.begin[nodes[0] + 1];
  return std::find(first, last, nodes[0]) != last;
}

bool FlowTree::is_unbounded(bool with_messages) const {
  std::vector<char> seen(rows.size(), 0);
  std::vector<std::uint32_t> stack;
  bool found = false;
  const auto add = [&](std::uint32_t row) {
    if (seen[place[row]]) return;
    seen[place[row]] = 1;
    stack.push_back(row);
  };
  for (const auto& [row, share] : entries) {
    found = found || service(row).unbounded();
    add(row);
  }
  while (!stack.empty() && !found) {
    const std::uint32_t row = stack.back();
    stack.pop_back();
    each_branch(row, with_messages, [&](const Branch& branch) {
      found = found || service(branch.row).unbounded();
      each_way(branch, [&](std::uint32_t behind, double) { add(behind); });
    });
  }
  return found;
}

}  // namespace joist::analysis

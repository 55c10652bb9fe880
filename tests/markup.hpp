// Looks into XML as text: whether tags nest, and what stands in attributes.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

namespace joist::tests {

// True where every tag that opens closes in order, and every attribute is quoted.
inline bool is_well_formed(const std::string& xml) {
  std::vector<std::string> open;
  for (std::size_t at = xml.find('<'); at != std::string::npos; at = xml.find('<', at + 1)) {
    const std::size_t end = xml.find('>', at);
    if (end == std::string::npos) return false;
    const std::string tag = xml.substr(at + 1, end - at - 1);
    if (std::count(tag.begin(), tag.end(), '"') % 2 != 0) return false;
    const std::string name =
        tag.substr(tag[0] == '/' ? 1 : 0, tag.find_first_of(" /\n", 1) - (tag[0] == '/' ? 1 : 0));
    if (tag[0] == '/') {
      if (open.empty() || open.back() != tag.substr(1)) return false;
      open.pop_back();
    } else if (tag.back() != '/') {
      open.push_back(name);
    }
  }
  return open.empty();
}

// All values of an attribute, in order.
inline std::vector<std::string> values(const std::string& xml, const std::string& attribute) {
  std::vector<std::string> found;
  const std::string start = " " + attribute + "=\"";
  for (std::size_t at = xml.find(start); at != std::string::npos; at = xml.find(start, at + 1)) {
    const std::size_t begin = at + start.size();
    found.push_back(xml.substr(begin, xml.find('"', begin) - begin));
  }
  return found;
}

}  // namespace joist::tests

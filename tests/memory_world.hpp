// A World in memory: files are a map, output is a string, children and changes are scripted.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>

#include "base/world.hpp"

namespace joist::tests {

class MemoryWorld final : public World {
 public:
  std::map<std::string, std::string> files;  // by absolute path
  std::map<std::string, std::string> variables;
  std::set<std::string> read_only;
  std::string folder = "/work";  // what relative paths are meant from
  std::string input, output, errors;
  bool terminal = false;
  std::function<ChildResult(const ChildRequest&)> child;
  std::function<bool()> change;  // called by wait_for_change

  ReadResult read(const std::string& path) override {
    const auto file = files.find(resolve(path));
    if (file != files.end()) return {file->second, ""};
    const bool is_folder = kind(path) == PathKind::directory;
    return {std::nullopt, is_folder ? "is a directory" : "no such file"};
  }

  std::string write(const std::string& path, std::string_view bytes) override {
    const std::string name = resolve(path);
    if (read_only.count(name) > 0) return "permission denied";
    files[name] = std::string(bytes);
    return "";
  }

  PathKind kind(const std::string& path) override {
    const std::string name = resolve(path);
    if (files.count(name) > 0) return PathKind::file;
    const std::string prefix = name == "/" ? name : name + "/";
    const auto inside = files.lower_bound(prefix);
    const bool found = inside != files.end() && inside->first.substr(0, prefix.size()) == prefix;
    return found || name == folder ? PathKind::directory : PathKind::missing;
  }

  std::vector<std::string> list(const std::string& directory) override {
    const std::string name = resolve(directory);
    const std::string prefix = name == "/" ? name : name + "/";
    std::set<std::string> names;
    for (const auto& [path, text] : files) {
      if (path.substr(0, prefix.size()) != prefix) continue;
      const std::string rest = path.substr(prefix.size());
      names.insert(rest.substr(0, std::min(rest.find('/'), rest.size() - 1) + 1));
    }
    return {names.begin(), names.end()};
  }

  std::string resolve(const std::string& path) override {
    const std::string whole = path.substr(0, 1) == "/" ? path : folder + "/" + path;
    std::vector<std::string> parts;
    for (std::size_t at = 0; at <= whole.size();) {
      const std::size_t end = std::min(whole.find('/', at), whole.size());
      const std::string part = whole.substr(at, end - at);
      at = end + 1;
      if (part == ".." && !parts.empty()) parts.pop_back();
      if (part != ".." && part != "." && !part.empty()) parts.push_back(part);
    }
    std::string result;
    for (const std::string& part : parts) result += "/" + part;
    return result.empty() ? "/" : result;
  }

  std::optional<std::string> environment(const std::string& name) override {
    const auto variable = variables.find(name);
    if (variable == variables.end()) return std::nullopt;
    return variable->second;
  }

  std::string read_input() override { return input; }
  void write_output(std::string_view bytes) override { output += bytes; }
  void write_errors(std::string_view bytes) override { errors += bytes; }
  bool output_is_terminal() override { return terminal; }
  bool errors_is_terminal() override { return terminal; }

  ChildResult run(const ChildRequest& request) override {
    return child ? child(request) : ChildResult{};
  }

  bool wait_for_change(const std::vector<std::string>&, std::chrono::milliseconds) override {
    return change && change();
  }
};

}  // namespace joist::tests

// The project's own files, for the tests that hold it to its plan.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "tests/checkout.hpp"

namespace joist::tests {

struct ProjectFile {
  std::string path;  // from the top of the project: "src/base/id.hpp"
  std::string text;
};

inline std::string read_file(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  std::stringstream text;
  text << stream.rdbuf();
  return text.str();
}

// Files below a folder of the project whose names end in one of the endings, sorted by path.
inline std::vector<ProjectFile> project_files(const std::string& folder,
                                              const std::vector<std::string>& endings) {
  const std::filesystem::path top = joist::tests::checkout();
  std::vector<ProjectFile> files;
  if (!std::filesystem::exists(top / folder)) return files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(top / folder)) {
    const std::string ending = entry.path().extension().string();
    if (!entry.is_regular_file()) continue;
    if (std::find(endings.begin(), endings.end(), ending) == endings.end()) continue;
    files.push_back({std::filesystem::relative(entry.path(), top).string(), read_file(entry)});
  }
  std::sort(files.begin(), files.end(),
            [](const ProjectFile& a, const ProjectFile& b) { return a.path < b.path; });
  return files;
}

inline std::vector<ProjectFile> cpp_files(const std::vector<std::string>& folders) {
  std::vector<ProjectFile> files;
  for (const std::string& folder : folders) {
    for (ProjectFile& file : project_files(folder, {".cpp", ".hpp"}))
      files.push_back(std::move(file));
  }
  return files;
}

inline std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

}  // namespace joist::tests

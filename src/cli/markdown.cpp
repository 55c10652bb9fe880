// Finds fenced blocks as CommonMark (0.31, section 4.5) has them.
#include "cli/markdown.hpp"

#include <algorithm>
#include <optional>

#include "base/text.hpp"

namespace joist::cli {

namespace {

// A line of a fence: its character, how often it stands there, and what follows it.
struct Mark {
  char character = 0;
  std::size_t count = 0;
  std::string_view words;
};

std::optional<Mark> mark(std::string_view line) {
  line = trimmed(line);
  if (line.empty() || (line.front() != '`' && line.front() != '~')) return {};
  const std::size_t count = std::min(line.find_first_not_of(line.front()), line.size());
  if (count < 3) return {};
  const std::string_view words = trimmed(line.substr(count));
  if (line.front() == '`' && words.find('`') != words.npos) return {};
  return Mark{line.front(), count, words};
}

bool is_design(std::string_view words) {
  const std::size_t end = std::min(words.find_first_of(" \t,{"), words.size());
  const std::string_view rest = words.substr(end);
  return words.substr(0, end) == "joist" && rest.find("ignore") == rest.npos;
}

bool ends_with(std::string_view text, std::string_view ending) {
  return text.size() > ending.size() && text.substr(text.size() - ending.size()) == ending;
}

}  // namespace

bool is_markdown(std::string_view path) {
  return ends_with(path, ".md") || ends_with(path, ".markdown");
}

std::vector<Fence> fences(std::string_view text) {
  std::vector<Fence> found;
  std::optional<Mark> open;
  Fence fence;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::optional<Mark> here = mark(text.substr(at, end - at));
    const std::size_t next = std::min(end + 1, text.size());
    if (!open && here) {
      open = here;
      fence.begin = next;
    } else if (open && here && here->character == open->character && here->words.empty() &&
               here->count >= open->count) {
      fence.end = at;
      if (is_design(open->words)) found.push_back(fence);
      open.reset();
    }
    at = next;
  }
  if (open && is_design(open->words)) found.push_back({fence.begin, text.size()});
  return found;
}

std::string alone(std::string_view text, const Fence& fence) {
  std::string result(text);
  for (std::size_t at = 0; at < result.size(); ++at) {
    const bool inside = at >= fence.begin && at < fence.end;
    if (!inside && result[at] != '\n') result[at] = ' ';
  }
  return result;
}

}  // namespace joist::cli

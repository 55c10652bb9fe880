// Looks up components, domains and groups by as much of their names as it takes.
#include "emit/kills.hpp"

#include <charconv>
#include <optional>
#include <vector>

#include <fmt/format.h>

#include "base/nearest.hpp"
#include "base/text.hpp"

namespace joist::emit {
namespace {

using model::ComponentId;
using model::DomainId;
using model::GroupId;
using model::Level;

std::optional<Level> level_of(std::string_view word) {
  if (word == "zone") return Level::zone;
  if (word == "region") return Level::region;
  if (word == "rack") return Level::rack;
  return std::nullopt;
}

std::string_view word_of(Level level) {
  switch (level) {
    case Level::zone:
      return "zone";
    case Level::region:
      return "region";
    case Level::rack:
      return "rack";
    case Level::none:
      return "group";
  }
  return "group";
}

// "a" and "us.a" mean "us.a".
bool means(std::string_view name, std::string_view path) {
  if (name == path) return true;
  return path.size() > name.size() && path.substr(path.size() - name.size()) == name &&
         path[path.size() - name.size() - 1] == '.';
}

// Everything whose path is meant; what is named whole goes before what ends so.
template <class Path>
std::vector<std::size_t> look_up(std::string_view name, std::size_t count, const Path& path) {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < count; ++i) {
    if (path(i).empty()) continue;
    if (path(i) == name) return {i};
    if (means(name, path(i))) found.push_back(i);
  }
  return found;
}

class KillReader {
 public:
  explicit KillReader(const Analysed& design)
      : model_(design.model),
        results_(design.results),
        domains_(design.results.redundancy.domains) {}

  KillReading read(std::string_view word) {
    word = trimmed(word);
    const std::size_t blank = word.find(' ');
    const auto level = level_of(word.substr(0, blank));
    if (level && blank != word.npos) return domain(*level, trimmed(word.substr(blank + 1)), word);
    const std::size_t colon = word.rfind(':');
    if (colon != word.npos) return copies(word.substr(0, colon), word.substr(colon + 1), word);
    const auto components = find_components(word);
    if (components.size() == 1) {
      return {{ComponentId(components.front()), 0, {}, {}},
              fmt::format("`{}`", model_.components[components.front()].path),
              ""};
    }
    if (components.size() > 1) return several(word, components);
    return group(word);
  }

 private:
  static KillReading trouble(std::string problem) { return {{}, "", std::move(problem)}; }

  std::vector<std::size_t> find_components(std::string_view name) const {
    return look_up(name, model_.components.size(),
                   [&](std::size_t i) -> const std::string& { return model_.components[i].path; });
  }

  KillReading several(std::string_view word, const std::vector<std::size_t>& found) const {
    std::vector<std::string> paths;
    for (const std::size_t i : found) paths.push_back(model_.components[i].path);
    return trouble(fmt::format("`{}` may be {}", word, listed(paths, "or")));
  }

  KillReading copies(std::string_view name, std::string_view count, std::string_view word) const {
    analysis::Kill kill;
    const auto read = std::from_chars(count.data(), count.data() + count.size(), kill.copies);
    if (read.ec != std::errc() || read.ptr != count.data() + count.size() || kill.copies == 0)
      return trouble(fmt::format("`{}` does not say how many copies: `{}:1`", word, name));
    const auto found = find_components(name);
    if (found.size() > 1) return several(name, found);
    if (found.empty()) return unknown(name);
    kill.component = ComponentId(found.front());
    const double all = results_.capacity[kill.component.index()].instances;
    if (all > 0 && kill.copies > all)
      return trouble(fmt::format("`{}` has {}; write `{}:{}`, or its name alone for all of it",
                                 name, counted(static_cast<std::size_t>(all), "copy", "copies"),
                                 name, static_cast<std::size_t>(all)));
    return {kill,
            fmt::format("{} of `{}`", counted(kill.copies, "copy", "copies"),
                        model_.at(kill.component).path),
            ""};
  }

  // Unnamed zones are named by their numbers: "zone 2", "us zone 2".
  KillReading domain(Level level, std::string_view name, std::string_view word) const {
    std::vector<std::string> paths;
    std::optional<std::size_t> found;
    for (std::size_t i = 0; i < domains_.size(); ++i) {
      if (domains_[i].level != level) continue;
      const std::string& path = domains_[i].name;
      const bool is_meant = domains_[i].group ? means(name, path) : path == word || path == name;
      if (!is_meant) continue;
      if (path == name || path == word) {
        paths.clear();
        found = i;
        break;
      }
      paths.push_back(path);
      found = i;
    }
    if (paths.size() > 1)
      return trouble(fmt::format("{} `{}` may be {}", word_of(level), name, listed(paths, "or")));
    if (!found) return no_domain(level, name);
    return {{{}, 0, DomainId(*found), {}}, text(domains_[*found]), ""};
  }

  static std::string text(const model::Domain& domain) {
    if (!domain.group) return domain.name;
    return fmt::format("{} `{}`", word_of(domain.level), domain.name);
  }

  KillReading no_domain(Level level, std::string_view name) const {
    std::vector<std::string> known;
    for (const model::Domain& domain : domains_)
      if (domain.level == level) known.push_back(domain.name);
    return trouble(fmt::format("there is no {} `{}`; {}", word_of(level), name,
                               known.empty() ? fmt::format("the design has no {}s", word_of(level))
                                             : "there are " + listed(known)));
  }

  // What stands in a group is lost with it; a domain also takes copies that are spread into it.
  KillReading group(std::string_view word) const {
    const auto found =
        look_up(word, model_.groups.size(),
                [&](std::size_t i) -> const std::string& { return model_.groups[i].path; });
    if (found.size() > 1) {
      std::vector<std::string> paths;
      for (const std::size_t i : found) paths.push_back(model_.groups[i].path);
      return trouble(fmt::format("`{}` may be {}", word, listed(paths, "or")));
    }
    if (!found.empty()) {
      const GroupId id(found.front());
      for (std::size_t d = 0; d < domains_.size(); ++d)
        if (domains_[d].group == id) return {{{}, 0, DomainId(d), {}}, text(domains_[d]), ""};
      return {{{}, 0, {}, id}, fmt::format("all of `{}`", model_.at(id).path), ""};
    }
    for (std::size_t d = 0; d < domains_.size(); ++d)
      if (domains_[d].name == word) return {{{}, 0, DomainId(d), {}}, text(domains_[d]), ""};
    return unknown(word);
  }

  KillReading unknown(std::string_view word) const {
    std::vector<std::string_view> known;
    for (const auto& component : model_.components) known.push_back(component.path);
    for (const auto& component : model_.components) known.push_back(component.name);
    for (const auto& group : model_.groups) known.push_back(group.path);
    const std::string_view near = nearest(word, known);
    return trouble(fmt::format("there is no component or group `{}`{}", word,
                               near.empty() ? "" : fmt::format("; did you mean `{}`?", near)));
  }

  const model::Model& model_;
  const analysis::Results& results_;
  const std::vector<model::Domain>& domains_;
};

}  // namespace

KillReading read_kill(const Analysed& design, std::string_view word) {
  return KillReader(design).read(word);
}

}  // namespace joist::emit

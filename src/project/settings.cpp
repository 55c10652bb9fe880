// Reads joist.toml; the one place that knows TOML.
#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
#define TOML_ENABLE_WINDOWS_COMPAT 0
#include "project/settings.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>
#include <toml++/toml.h>

#include "base/nearest.hpp"
#include "base/text.hpp"
#include "lint/rule.hpp"
#include "model/attributes.hpp"

namespace joist::project {

namespace {

constexpr std::string_view levels[] = {"off", "note", "warning", "error"};

std::string_view words(std::string_view text) {
  return trimmed(text);
}

std::string did_you_mean(std::string_view name, std::span<const std::string_view> candidates) {
  const std::string_view closest = nearest(name, candidates);
  return closest.empty() ? "" : fmt::format("; did you mean `{}`?", closest);
}

class SettingsReader {
 public:
  SettingsReader(const std::string& path, SettingsFile& file) : path_(path), file_(file) {}

  void read(const toml::table& table) {
    for (const auto& [key, node] : table) {
      if (key == "strict") {
        yes_no(key, node, file_.settings.strict);
      } else if (key == "headroom") {
        headroom(node);
      } else if (key == "theme") {
        theme(node);
      } else if (key == "rules") {
        rules(node);
      } else {
        constexpr std::string_view keys[] = {"strict", "headroom", "theme", "rules"};
        trouble(key.source(),
                fmt::format("unknown setting `{}`{}", key.str(), did_you_mean(key.str(), keys)));
      }
    }
  }

  void trouble(const toml::source_region& place, std::string_view message) {
    if (!file_.error.empty()) return;
    file_.error = fmt::format("{}:{}: {}", path_, place.begin.line, message);
  }

 private:
  void yes_no(const toml::key& key, const toml::node& node, bool& target) {
    if (const auto value = node.value_exact<bool>()) {
      target = *value;
    } else {
      trouble(node.source(), fmt::format("`{}` is `true` or `false`", key.str()));
    }
  }

  // A share, as `0.3` or `"30%"`.
  void headroom(const toml::node& node) {
    std::optional<double> share = node.value<double>();
    if (const auto text = node.value_exact<std::string_view>()) share = percent(*text);
    if (share && *share >= 0 && *share < 1) {
      file_.settings.headroom = share;
    } else {
      trouble(node.source(), "`headroom` is a share below 1, as `0.3` or `\"30%\"`");
    }
  }

  static std::optional<double> percent(std::string_view text) {
    text = words(text);
    if (text.empty() || text.back() != '%') return std::nullopt;
    int whole = 0;
    const char* end = text.data() + text.size() - 1;
    const auto read = std::from_chars(text.data(), end, whole);
    if (read.ec != std::errc() || read.ptr != end) return std::nullopt;
    return whole / 100.0;
  }

  void theme(const toml::node& node) {
    const auto themes = split(theme_names(), ' ');
    const auto value = node.value_exact<std::string>();
    if (value && std::find(std::begin(themes), std::end(themes), *value) != std::end(themes)) {
      file_.settings.theme = *value;
    } else {
      trouble(node.source(), fmt::format("`theme` is one of {}", fmt::join(themes, ", ")));
    }
  }

  void rules(const toml::node& node) {
    const toml::table* table = node.as_table();
    if (table == nullptr) {
      trouble(node.source(), "`rules` is a table: `[rules]`, then lines as `overload = \"note\"`");
      return;
    }
    std::vector<std::string_view> names;
    for (const lint::Rule* rule : lint::rules::catalogue()) names.push_back(rule->name);
    for (const auto& [key, level] : *table) rule(key, level, names);
  }

  void rule(const toml::key& key, const toml::node& node,
            const std::vector<std::string_view>& names) {
    if (std::find(names.begin(), names.end(), key.str()) == names.end()) {
      trouble(key.source(),
              fmt::format("unknown rule `{}`{}", key.str(), did_you_mean(key.str(), names)));
      return;
    }
    const auto level = node.value_exact<std::string>();
    if (!level || std::find(std::begin(levels), std::end(levels), *level) == std::end(levels)) {
      trouble(node.source(), fmt::format("`{}` is one of {}", key.str(), fmt::join(levels, ", ")));
      return;
    }
    file_.settings.severities.emplace_back(key.str(), *level);
  }

  const std::string& path_;
  SettingsFile& file_;
};

std::string parent_of(const std::string& path) {
  const auto slash = path.rfind('/');
  return slash == 0 || slash == std::string::npos ? "/" : path.substr(0, slash);
}

}  // namespace

SettingsFile parse_settings(const std::string& path, std::string_view text) {
  SettingsFile file;
  file.path = path;
  SettingsReader reader(path, file);
  const toml::parse_result result = toml::parse(text, path);
  if (result) {
    reader.read(result.table());
  } else {
    reader.trouble(result.error().source(), result.error().description());
  }
  return file;
}

SettingsFile read_settings(World& world, const std::string& path) {
  std::string folder = parent_of(world.resolve(path));
  while (true) {
    const std::string candidate = folder == "/" ? "/joist.toml" : folder + "/joist.toml";
    if (world.kind(candidate) == PathKind::file) {
      const ReadResult read = world.read(candidate);
      SettingsFile file;
      if (read.text) file = parse_settings(candidate, *read.text);
      file.path = candidate;
      file.settings.root = folder;
      if (!read.text) file.error = fmt::format("cannot read `{}`: {}", candidate, read.error);
      return file;
    }
    if (folder == "/") return {};
    folder = parent_of(folder);
  }
}

std::string_view theme_names() {
  return model::info(model::Attribute::theme).choices;
}

}  // namespace joist::project

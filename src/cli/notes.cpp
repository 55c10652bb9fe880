// Draws the blocks of a note, names their pictures, and puts those where readers see them.
#include "cli/notes.hpp"

#include <algorithm>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "base/hash.hpp"
#include "base/nearest.hpp"
#include "base/text.hpp"
#include "cli/analysis.hpp"
#include "cli/arguments.hpp"
#include "cli/picture.hpp"
#include "project/markdown.hpp"

namespace joist::cli {

namespace {

using project::Fence;

// MDX has no comments of HTML.
struct Marks {
  std::string_view opening, ending, closing;
};
constexpr Marks html_marks = {"<!-- joist:", " -->", "<!-- /joist -->"};
constexpr Marks mdx_marks = {"{/* joist:", " */}", "{/* /joist */}"};

// "The shop, v2" as "the-shop-v2": safe in names of files and in addresses.
std::string slug(std::string_view text) {
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode(text, at);
    const char32_t c = point.value;
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    if (plain || (c >= 128 && is_letter(c))) {
      result += text.substr(at, point.size);
    } else if (c >= 'A' && c <= 'Z') {
      result += static_cast<char>(c + 32);
    } else if (!result.empty() && result.back() != '-') {
      result += '-';
    }
    at += point.size;
  }
  while (!result.empty() && result.back() == '-') result.pop_back();
  return result;
}

std::string folder_of(const std::string& path) {
  const auto slash = path.rfind('/');
  return slash == std::string::npos ? "" : path.substr(0, slash + 1);
}

std::string stem_of(const std::string& path) {
  const std::string name = path.substr(folder_of(path).size());
  return slug(name.substr(0, name.rfind('.')));
}

// In the text of an image, brackets and backslashes have to be escaped.
std::string image_text(std::string_view words) {
  std::string result;
  for (const char c : words) {
    if (c == '[' || c == ']' || c == '\\') result += '\\';
    result += c == '\n' || c == '\r' ? ' ' : c;
  }
  return result;
}

std::string address(std::string_view path) {
  std::string result;
  for (const char c : path) {
    const bool plain = c > ' ' && c != '(' && c != ')' && c != '<' && c != '>' && c != '%';
    result += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return result;
}

// The comments with an image between them that an earlier run left after a block.
struct Region {
  std::size_t end = 0;  // 0: there is none
  std::string name;
};

std::string_view line_at(std::string_view text, std::size_t at) {
  return text.substr(at, std::min(text.find('\n', at), text.size()) - at);
}

// The words of a line without the signs of lists and quotes around it.
std::string_view words_of(std::string_view line) {
  while (!line.empty() && (line.front() == '>' || line.front() == ' ' || line.front() == '\t')) {
    line.remove_prefix(1);
  }
  return trimmed(line);
}

Region region_after(std::string_view text, std::size_t end, const Marks& marks) {
  const std::size_t next = text.find('\n', end);
  if (next == std::string_view::npos) return {};
  std::string_view words = words_of(line_at(text, next + 1));
  const auto [opening, ending, closing] = marks;
  if (!words.starts_with(opening) || !words.ends_with(ending)) return {};
  words = trimmed(words.substr(opening.size(), words.size() - opening.size() - ending.size()));
  std::size_t at = next + 1;
  for (int lines = 0; lines < 5; ++lines) {
    at = text.find('\n', at);
    if (at == std::string_view::npos) return {};
    const std::string_view line = line_at(text, ++at);
    if (words_of(line) != closing) continue;
    const bool carriage = line.ends_with('\r');
    return {at + line.size() - (carriage ? 1 : 0), std::string(words)};
  }
  return {};
}

bool is_one_of(std::string_view value, std::string_view choices) {
  const auto all = split(choices, ' ');
  return std::find(all.begin(), all.end(), value) != all.end();
}

// What is wrong with what stands behind the word `joist`; empty where nothing is. Names that are
// nothing like those that are known may be meant for other programs.
std::string trouble_with(const std::map<std::string, std::string>& options) {
  constexpr std::string_view known = "name view flow stage stages direction theme alt";
  for (const auto& [name, value] : options) {
    const std::string_view near = nearest(name, split(known, ' '));
    if (!is_one_of(name, known) && !near.empty())
      return fmt::format("a block has no `{}`; did you mean `{}`?", name, near);
    if (name == "theme" && !is_one_of(value, theme_names()))
      return fmt::format("there is no theme `{}`; there are {}", value, theme_names());
    if (name == "direction" && value != "down" && value != "right")
      return fmt::format("`direction={}`: arrows lead `down` or `right`", value);
  }
  return {};
}

class Illustrator {
 public:
  Illustrator(const Call& call, const Input& note, const project::Settings& settings,
              Placing placing, const std::string& assets)
      : call_(call),
        note_(note),
        settings_(settings),
        placing_(placing),
        assets_(assets),
        marks_(note.path.ends_with(".mdx") ? mdx_marks : html_marks) {}

  Notes take() {
    const std::vector<Fence> fences = project::find_fences(note_.text);
    std::vector<Region> regions;
    for (const Fence& fence : fences) {
      const bool stays = placing_ == Placing::beside;
      regions.push_back(stays ? region_after(note_.text, fence.end, marks_) : Region{});
      if (stays) names_.insert(regions.back().name);
    }
    for (std::size_t i = 0; i < fences.size(); ++i) block(fences[i], regions[i], i);
    notes_.text += std::string_view(note_.text).substr(written_);
    if (placing_ != Placing::within) {
      link_bare_images();
      for (const auto& image : project::find_illustrations(notes_.text)) illustrate(image);
    }
    return std::move(notes_);
  }

 private:
  void block(const Fence& fence, const Region& region, std::size_t number) {
    Input input = note_;
    input.fence = number;
    project::Project project = load(call_.world, input, settings_);
    if (text_is_broken(project.findings)) {
      show_language_errors(call_, std::move(project), note_.path);
      notes_.broken = true;
      return;
    }
    const std::string name = this->name(fence, region, project, number);
    std::string trouble = trouble_with(fence.options);
    emit::Rendered picture;
    if (trouble.empty()) picture = draw(fence, project, name);
    if (trouble.empty()) trouble = picture.trouble;
    if (!trouble.empty()) {
      complain(call_, fmt::format("{}:{}: {}", note_.path, fence.first_line, trouble));
      notes_.broken = true;
      return;
    }
    place(fence, region, name, picture);
  }

  // Each becomes an image of the picture beside the design; where that cannot be drawn, it stays.
  void link_bare_images() {
    const std::vector<project::BareImage> images = project::find_bare_images(notes_.text);
    for (auto image = images.rbegin(); image != images.rend(); ++image) {
      const std::optional<emit::Rendered> picture = picture_of(image->design);
      if (!picture) continue;
      const std::string old = notes_.text.substr(image->begin, image->end - image->begin);
      notes_.text.replace(image->begin, old.size(),
                          project::as_illustration(old, image_text(picture->description)));
    }
  }

  // The note stays as it is; the picture that it shows is drawn anew.
  void illustrate(const project::Illustration& image) {
    const std::optional<emit::Rendered> picture = picture_of(image.design);
    if (picture) notes_.assets[folder_of(note_.path) + image.picture] = picture->bytes;
  }

  // Of a design beside the note; none where there is trouble, which is told.
  std::optional<emit::Rendered> picture_of(const std::string& design) {
    const std::string path = folder_of(note_.path) + design;
    const Settled settled = settings_for(call_, path);
    project::Project project = project::load(call_.world, path, settled.settings);
    std::string trouble = settled.error;
    if (trouble.empty() && text_is_broken(project.findings)) {
      show_language_errors(call_, std::move(project), path);
      notes_.broken = true;
      return std::nullopt;
    }
    PictureTarget target;
    target.emitter = emit::find_emitter("svg");
    emit::Rendered picture =
        cli::draw(call_.world, project, settled.settings, picture_request(call_, target));
    if (trouble.empty()) trouble = picture.trouble;
    if (!trouble.empty()) {
      complain(call_, fmt::format("{}: {}", path, trouble));
      notes_.broken = true;
      return std::nullopt;
    }
    return picture;
  }

  // As the block says, or as before, or by the design's title; each once in a note.
  std::string name(const Fence& fence, const Region& region, const project::Project& project,
                   std::size_t number) {
    if (!region.name.empty()) return region.name;
    const auto given = fence.options.find("name");
    std::string base = given == fence.options.end() ? "" : slug(given->second);
    if (base.empty()) {
      const std::string title = slug(project.base.model.title);
      base = fmt::format("{}-{}", stem(), title.empty() ? std::to_string(number + 1) : title);
    }
    std::string name = base;
    for (int again = 2; !names_.insert(name).second; ++again) {
      name = fmt::format("{}-{}", base, again);
    }
    return name;
  }

  // Notes without a name do not draw over each other's pictures.
  std::string stem() const {
    if (note_.path != "<stdin>" || placing_ == Placing::within) return stem_of(note_.path);
    return fmt::format("note-{:08x}", static_cast<std::uint32_t>(hash_of(note_.text)));
  }

  emit::Rendered draw(const Fence& fence, const project::Project& project,
                      const std::string& name) {
    PictureTarget target;
    target.emitter = emit::find_emitter("svg");
    PictureRequest request = picture_request(call_, target);
    const auto option = [&](const std::string& key, std::string& value) {
      const auto given = fence.options.find(key);
      if (given != fence.options.end()) value = given->second;
    };
    option("view", request.options.scene.view);
    option("flow", request.options.scene.flow);
    option("direction", request.options.scene.direction);
    option("stage", request.stage);
    option("theme", request.theme);
    request.stages = fence.options.count("stages") > 0;
    request.options.prefix = "joist-" + name + "-";
    return cli::draw(call_.world, project, settings_, request);
  }

  std::string words(const Fence& fence, const emit::Rendered& picture) const {
    const auto given = fence.options.find("alt");
    return given == fence.options.end() ? picture.description : given->second;
  }

  void place(const Fence& fence, const Region& region, const std::string& name,
             const emit::Rendered& picture) {
    const std::string_view text = note_.text;
    const std::string end(project::line_end(text, fence));
    const std::string prefix = project::line_prefix(text, fence).value_or(fence.prefix);
    const std::string file = (assets_.empty() ? "" : assets_ + "/") + name + ".svg";
    const bool absolute = file.front() == '/';
    const std::string image =
        fmt::format("![{}]({})", image_text(words(fence, picture)), address(file));
    if (placing_ == Placing::beside) {
      notes_.text += text.substr(written_, fence.end - written_);
      if (!fence.is_closed) notes_.text += end + prefix + fence.marks;
      notes_.text += fmt::format("{0}{1}{2}{3}{4}{0}{1}{5}{0}{1}{6}", end, prefix, marks_.opening,
                                 name, marks_.ending, image, marks_.closing);
      written_ = std::max(region.end, fence.end);
    } else {
      notes_.text += text.substr(written_, fence.begin + fence.prefix.size() - written_);
      notes_.text += placing_ == Placing::instead ? image : figure(picture.bytes, end + prefix);
      written_ = fence.end;
    }
    if (placing_ == Placing::within) return;
    notes_.assets[absolute ? file : folder_of(note_.path) + file] = picture.bytes;
  }

  // A block of HTML ends at a blank line, and there is none in it.
  static std::string figure(std::string_view svg, const std::string& next_line) {
    std::string result = "<figure class=\"joist\">";
    for (const std::string_view line : split(svg, '\n')) {
      if (!line.empty()) result += next_line + std::string(line);
    }
    return result + next_line + "</figure>";
  }

  const Call& call_;
  const Input& note_;
  const project::Settings& settings_;
  Placing placing_;
  const std::string& assets_;
  const Marks& marks_;
  std::set<std::string> names_;
  std::size_t written_ = 0;  // bytes of the note that are in the result, or left out of it
  Notes notes_;
};

}  // namespace

Notes illustrated(const Call& call, const Input& note, Placing placing, const std::string& assets) {
  const Settled settled = settings_for(call, note.path);
  if (!settled.error.empty()) {
    const bool broken = !project::find_fences(note.text).empty();
    if (broken) complain(call, settled.error);
    return {note.text, {}, broken};
  }
  return Illustrator(call, note, settled.settings, placing, assets).take();
}

}  // namespace joist::cli

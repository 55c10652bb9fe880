// Text for an editor's pop-up, as Markdown or for clients that show none.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace joist::ide {

class Words {
 public:
  // Names and figures in the text stand in backticks.
  void title(std::string text) { blocks_.push_back({Form::title, std::move(text)}); }
  void paragraph(std::string text) { blocks_.push_back({Form::paragraph, std::move(text)}); }
  void item(std::string text) { blocks_.push_back({Form::item, std::move(text)}); }
  // Shown as it is; `language` is "" or "joist".
  void code(std::string text, std::string language = "") {
    blocks_.push_back({Form::code, std::move(text), std::move(language)});
  }
  bool empty() const { return blocks_.empty(); }

  std::string markdown() const;
  std::string plain() const;

 private:
  enum class Form : std::uint8_t { title, paragraph, item, code };
  struct Block {
    Form form;
    std::string text;
    std::string language = {};
  };
  std::vector<Block> blocks_;
};

}  // namespace joist::ide

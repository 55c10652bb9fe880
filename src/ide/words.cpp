// Writes blocks of text in their two forms.
#include "ide/words.hpp"

#include <cstdint>

namespace joist::ide {

namespace {

std::string without_backticks(std::string_view text) {
  std::string plain;
  for (const char c : text) {
    if (c != '`') plain += c;
  }
  return plain;
}

}  // namespace

std::string Words::markdown() const {
  std::string out;
  Form before = Form::title;
  for (const Block& block : blocks_) {
    if (!out.empty()) out += block.form == Form::item && before == Form::item ? "\n" : "\n\n";
    switch (block.form) {
      case Form::title:
        out += "**" + block.text + "**";
        break;
      case Form::paragraph:
        out += block.text;
        break;
      case Form::item:
        out += "- " + block.text;
        break;
      case Form::code:
        out += "```" + (block.language.empty() ? "text" : block.language) + "\n" + block.text;
        if (block.text.empty() || block.text.back() != '\n') out += '\n';
        out += "```";
        break;
    }
    before = block.form;
  }
  return out;
}

std::string Words::plain() const {
  std::string out;
  Form before = Form::title;
  for (const Block& block : blocks_) {
    if (!out.empty()) out += block.form == Form::item && before == Form::item ? "\n" : "\n\n";
    if (block.form == Form::item) out += "- ";
    out += block.form == Form::code ? block.text : without_backticks(block.text);
    while (!out.empty() && out.back() == '\n') out.pop_back();
    before = block.form;
  }
  return out;
}

}  // namespace joist::ide

// Walks what cmark, the reference implementation of CommonMark, makes of a text.
#include "scene/prose.hpp"

#include <memory>

#include <cmark.h>

namespace joist::scene {
namespace {

struct Free {
  void operator()(cmark_node* node) const { cmark_node_free(node); }
  void operator()(cmark_iter* iterator) const { cmark_iter_free(iterator); }
};

void end_line(std::string& out) {
  if (!out.empty() && out.back() != '\n') out += '\n';
}

void enter(cmark_node* node, std::string& out) {
  switch (cmark_node_get_type(node)) {
    case CMARK_NODE_TEXT:
    case CMARK_NODE_CODE:
    case CMARK_NODE_HTML_INLINE:
      out += cmark_node_get_literal(node);
      break;
    case CMARK_NODE_CODE_BLOCK:
    case CMARK_NODE_HTML_BLOCK:
      end_line(out);
      out += cmark_node_get_literal(node);
      break;
    case CMARK_NODE_SOFTBREAK:
      out += ' ';
      break;
    case CMARK_NODE_LINEBREAK:
      out += '\n';
      break;
    case CMARK_NODE_ITEM:
      end_line(out);
      out += "\u2022 ";
      break;
    default:
      break;
  }
}

void leave(cmark_node* node, std::string& out) {
  switch (cmark_node_get_type(node)) {
    case CMARK_NODE_LINK: {
      const std::string address = cmark_node_get_url(node);
      if (!address.empty() && !out.ends_with(address)) out += " (" + address + ")";
      break;
    }
    case CMARK_NODE_PARAGRAPH:
    case CMARK_NODE_HEADING:
      end_line(out);
      break;
    default:
      break;
  }
}

}  // namespace

std::string without_markdown(std::string_view text) {
  const std::unique_ptr<cmark_node, Free> root(
      cmark_parse_document(text.data(), text.size(), CMARK_OPT_DEFAULT));
  const std::unique_ptr<cmark_iter, Free> walk(cmark_iter_new(root.get()));
  std::string out;
  for (auto event = cmark_iter_next(walk.get()); event != CMARK_EVENT_DONE;
       event = cmark_iter_next(walk.get())) {
    cmark_node* node = cmark_iter_get_node(walk.get());
    if (event == CMARK_EVENT_ENTER)
      enter(node, out);
    else
      leave(node, out);
  }
  while (out.ends_with('\n')) out.pop_back();
  return out;
}

}  // namespace joist::scene

// Target of libFuzzer for parser and formatter: any bytes must give a sound tree, and text
// that, formatted, says the same and is formatted no further.
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "../sound_finding.hpp"
#include "format/format.hpp"
#include "format/layout.hpp"
#include "syntax/tree.hpp"

namespace {

using namespace joist;
using namespace joist::syntax;

[[noreturn]] void fail(const char* what, std::string_view text) {
  std::fprintf(stderr, "%s\n%.*s\n", what, static_cast<int>(text.size()), text.data());
  std::abort();
}

void check_tree(const File& file) {
  if (file.nodes.empty() || file.nodes[0].next != file.nodes.size()) fail("no root", file.text);
  std::vector<std::uint32_t> open;
  for (std::uint32_t i = 0; i < file.nodes.size(); ++i) {
    const Node& node = file.nodes[i];
    while (!open.empty() && file.nodes[open.back()].next <= i) open.pop_back();
    if (node.next <= i || node.next > file.nodes.size()) fail("next leads nowhere", file.text);
    if (node.begin > node.end || node.end > file.text.size()) fail("bad extent", file.text);
    if (!open.empty()) {
      const Node& parent = file.nodes[open.back()];
      const bool inside = node.begin >= parent.begin && node.end <= parent.end;
      if (!inside || node.next > parent.next) fail("a child outside its parent", file.text);
    }
    if (i > 0 && node.begin < file.nodes[i - 1].begin) fail("out of order", file.text);
    open.push_back(i);
  }
  for (const Finding& finding : file.findings) {
    const std::string fault = tests::unsound(finding, file.text.size());
    if (!fault.empty()) fail(fault.c_str(), file.text);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const FileId id(std::size_t{0});
  const File file = parse(id, text);
  check_tree(file);
  (void)notation(file);
  const std::string once = format::format(file);
  const File again = parse(id, once);
  if (file.findings.empty() && !format::same(file, again)) fail("formatting changed it", text);
  if (file.findings.empty() && format::Layout(file).whole_file() != once) {
    fail("formatting gave up", text);
  }
  if (format::format(again) != once) fail("formatting is not at rest", text);
  return 0;
}

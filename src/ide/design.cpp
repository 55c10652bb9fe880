// Looks up names and nodes by their places.
#include "ide/design.hpp"

#include <algorithm>
#include <array>

#include "ide/catalogue.hpp"

namespace joist::ide {

std::vector<model::Reference> Names::at(FileId file, std::uint32_t offset) const {
  std::vector<model::Reference> found;
  if (references_ == nullptr) return found;
  const auto behind = std::upper_bound(
      references_->begin(), references_->end(), offset,
      [&](std::uint32_t at, const model::Reference& reference) {
        return reference.use.file != file ? reference.use.file > file : reference.use.begin > at;
      });
  for (auto at = behind; at != references_->begin();) {
    --at;
    if (at->use.file != file || at->use.end < offset) break;
    if (!found.empty() && found.back().use != at->use) break;  // a name ends where this begins
    found.push_back(*at);
  }
  std::reverse(found.begin(), found.end());
  return found;
}

std::vector<Span> Names::uses_of(const model::Reference& meant) const {
  std::vector<Span> uses;
  for (const model::Reference& reference : *references_) {
    if (reference.declaration != meant.declaration || reference.noun != meant.noun) continue;
    if (uses.empty() || uses.back() != reference.use) uses.push_back(reference.use);
  }
  return uses;
}

std::string_view Spot::text() const {
  const bool block = !design.now->blocks.empty() && file.index() == design.now->root;
  return block ? std::string_view(design.now->blocks.front()) : design.now->sources.at(file).text();
}

namespace {

// Nothing but blanks between the line's begin and there.
bool begins_line(std::string_view text, std::uint32_t at) {
  const std::size_t before = text.substr(0, at).find_last_not_of(" \t");
  return before == text.npos || text[before] == '\n';
}

// A brace in it closes what was opened before: a block that has lost its indentation ends later for
// who counts braces than for who reads on after a fault.
bool closes_more(std::string_view text) {
  std::size_t open = 0;
  for (const char c : text) {
    if (c == '{') ++open;
    if (c == '}' && open-- == 0) return true;
  }
  return false;
}

}  // namespace

std::uint32_t begin_before(const Spot& spot) {
  const syntax::File& file = spot.tree();
  std::uint32_t sound = spot.offset;
  for (const Finding& finding : file.findings) sound = std::min(sound, finding.span.begin);
  // What stands before the last of these is one statement to whoever counts lines, too.
  constexpr std::size_t few = 4;
  std::array<std::uint32_t, few> begins{};
  std::size_t count = 0;
  for (const syntax::Ref statement : file.root()) {
    const std::uint32_t begin = statement.span().begin;
    if (begin >= sound) break;
    if (begins_line(file.text, begin)) begins[count++ % few] = begin;
  }
  const std::uint32_t begin = count < few ? 0 : begins[count % few];
  const std::string_view text = spot.text();
  if (text.substr(0, begin) != file.text.substr(0, begin)) return 0;
  return closes_more(text.substr(begin, spot.offset - begin)) ? 0 : begin;
}

bool is_language_error(const Finding& finding) {
  if (finding.severity != Severity::error || finding.allowed) return false;
  const project::RulePage* rule = rule_named(finding.rule);
  return rule == nullptr || rule->language;
}

std::vector<syntax::Ref> nodes_at(const syntax::File& file, std::uint32_t offset) {
  std::vector<syntax::Ref> path;
  if (file.nodes.empty()) return path;
  path.push_back(file.root());
  for (bool deeper = true; deeper;) {
    deeper = false;
    syntax::Ref inner;
    for (const syntax::Ref child : path.back()) {
      const Span span = child.span();
      if (span.begin > offset) break;
      if (span.end >= offset) inner = child;  // of two that touch, the one that begins here
    }
    if (!inner) break;
    path.push_back(inner);
    deeper = true;
  }
  return path;
}

}  // namespace joist::ide

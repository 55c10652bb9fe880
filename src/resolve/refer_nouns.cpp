// Notes the uses of kinds, types and units that a design declares for itself.
#include <algorithm>
#include <cctype>
#include <utility>
#include <vector>

#include "quantity/units.hpp"
#include "resolve/refer.hpp"

namespace joist::resolve {
namespace {

using model::Noun;
using syntax::Kind;

// A unit as it was declared, in any of its forms.
struct OwnUnit {
  quantity::Units forms;
  Span declaration;
};

bool is_name_byte(char c) {
  return c == '_' || std::isalnum(static_cast<unsigned char>(c)) != 0 || (c & 0x80) != 0;
}

class Nouns {
 public:
  explicit Nouns(Context& context) : context_(context) {
    each_node([&](Ref node) {
      if (node.is(Kind::unit)) declare_units(node);
    });
  }

  void refer_all() {
    each_node([&](Ref node) {
      switch (node.kind()) {
        case Kind::kind:
          return refer_kinds(node);
        case Kind::type_of:
          return refer_type(node.child(Kind::name));
        case Kind::type:
          return refer_type(node);
        case Kind::number:
        case Kind::unit_expr:
          return refer_units(node);
        default:
          return;
      }
    });
  }

 private:
  template <class Do>
  void each_node(Do&& each) const {
    for (const Unit& unit : context_.input.units) {
      const auto count = static_cast<std::uint32_t>(unit.file->nodes.size());
      for (std::uint32_t i = 0; i < count; ++i) each(Ref(*unit.file, i));
    }
  }

  void declare_units(Ref statement) {
    for (const Ref child : statement) {
      if (!child.is(Kind::name) || known_.find(child.text())) continue;
      OwnUnit& own = units_.emplace_back();
      own.forms.declare(child.text());
      own.declaration = child.span();
      refer(context_, Noun::kind, child.span(), child.span());
    }
  }

  void refer_kinds(Ref statement) {
    const Ref name = statement.child(Kind::name);
    if (name) refer_kind(context_, name.text(), name.span());
    const Ref parent = statement.child(Kind::qname);
    if (parent) refer_kind(context_, parent.text(), parent.span());
  }

  static std::string_view type_name(std::string_view type) {
    const auto end = std::find_if_not(type.begin(), type.end(), is_name_byte);
    return type.substr(0, static_cast<std::size_t>(end - type.begin()));
  }

  void refer_type(Ref type) {
    if (!type) return;
    const std::string_view name = type_name(type.text());
    Span use = type.span();
    const auto known = context_.types.find(name);
    if (known == context_.types.end() || !known->second.is_own) return;
    use.end = use.begin + static_cast<std::uint32_t>(name.size());
    refer(context_, Noun::kind, use, known->second.node.child(Kind::name).span());
  }

  // The words of a number behind its digits: `3 tweets/s`, `4k tweets`, `4ktweets`.
  void refer_units(Ref number) {
    if (units_.empty()) return;
    const std::string_view text = number.text();
    for (std::size_t at = 0; at < text.size();) {
      std::size_t end = at;
      while (end < text.size() && is_name_byte(text[end])) ++end;
      while (at < end && (std::isdigit(static_cast<unsigned char>(text[at])) != 0)) ++at;
      if (at == end) {
        ++at;
        continue;
      }
      const bool glued = at > 0 && is_name_byte(text[at - 1]);
      if (!refer_unit(number, at, end) && glued) refer_unit(number, at + 1, end);
      at = end;
    }
  }

  bool refer_unit(Ref number, std::size_t begin, std::size_t end) {
    const std::string_view word = number.text().substr(begin, end - begin);
    if (word.empty() || known_.find(word)) return false;
    for (const OwnUnit& own : units_) {
      if (!own.forms.find(word)) continue;
      Span use = number.span();
      use.end = use.begin + static_cast<std::uint32_t>(end);
      use.begin += static_cast<std::uint32_t>(begin);
      refer(context_, Noun::kind, use, own.declaration);
      return true;
    }
    return false;
  }

  Context& context_;
  const quantity::Units known_;  // that come with the language
  std::vector<OwnUnit> units_;
};

}  // namespace

void refer_nouns(Context& context) {
  if (context.input.references) Nouns(context).refer_all();
}

}  // namespace joist::resolve

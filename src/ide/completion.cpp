// Decides by the words before the cursor what may follow.
#include "ide/completion.hpp"

#include <algorithm>
#include <set>

#include "ide/block.hpp"
#include "ide/catalogue.hpp"
#include "ide/last_good.hpp"
#include "ide/offers.hpp"
#include "ide/statement.hpp"

namespace joist::ide {

namespace {

using syntax::Kind;
using TokenSort = Token::Sort;

class Completer : private Statement {
 public:
  explicit Completer(const Spot& spot)
      : Statement(spot.text(), spot.offset,
                  writing_at(spot.text(), spot.offset, begin_before(spot))),
        project_(*spot.design.now),
        good_(has_unread(project_) ? spot.design.good : nullptr),
        block_(block_of(project_, text_, writing_)),
        offers_(project_, home()) {}

  Completions take(FileId file) {
    Completions result;
    if (!writing_.in_text) decide();
    result.replaced = {file, word_begin(), cursor_};
    result.word_end = word_end();
    if (begins_import()) result.import_path = {file, writing_.statement.back().begin + 1, cursor_};
    result.items = offers_.take();
    if (good_ != nullptr && good_ != &project_ && !writing_.in_text) add_lost(result.items);
    const std::string_view begun = text_.substr(word_begin(), cursor_ - word_begin());
    const std::string_view own = being_declared(), made = being_made(file);
    std::erase_if(result.items, [&](const Completion& item) {
      const bool is_own = item.label == own && (item.sort == Completion::Sort::quantity ||
                                                item.sort == Completion::Sort::kind);
      const bool is_made = item.label == made && item.sort == Completion::Sort::component;
      return is_own || is_made || !fits(item.label, begun);
    });
    put_in_order(result.items, begun);
    if (is_before_colon()) std::for_each(result.items.begin(), result.items.end(), leave_out_colon);
    // What is to be filled in stands there already.
    if (!ends_here())
      for (Completion& item : result.items) item.snippet.clear();
    return result;
  }

 private:
  // What the same place would be offered by the last design that could be read: a statement that is
  // being written takes the names in it along.
  void add_lost(std::vector<Completion>& items) {
    std::set<std::string> known;
    for (const Completion& item : items) known.insert(item.label);
    Offers lost(*good_, {});
    std::swap(offers_, lost);
    decide();
    for (Completion& item : offers_.take()) {
      if (known.insert(item.label).second) items.push_back(std::move(item));
    }
  }

  // The word at the cursor where it makes a component that nothing else speaks of.
  std::string_view being_made(FileId file) const {
    const auto& components = project_.base.model.components;
    const auto made = std::find_if(components.begin(), components.end(), [&](const auto& each) {
      return !each.declared && each.span.file == file && each.span.begin == writing_.word_begin;
    });
    if (made == components.end()) return {};
    const bool elsewhere = std::any_of(
        project_.references.begin(), project_.references.end(), [&](const auto& reference) {
          return reference.noun == model::Noun::component && reference.declaration == made->span &&
                 reference.use != made->span;
        });
    if (elsewhere) return {};
    return text_.substr(word_begin(), word_end() - word_begin());
  }

  // `import "lib/|`, with the string not closed yet.
  bool begins_import() const {
    return writing_.in_text && writing_.statement.size() == 2 && first() == "import" &&
           last_is(TokenSort::string);
  }

  // Behind a dot only what follows it is written anew.
  std::uint32_t word_begin() const {
    const auto dot = writing_.word.rfind('.');
    return dot == std::string_view::npos || !behind_dot_
               ? writing_.word_begin
               : writing_.word_begin + static_cast<std::uint32_t>(dot) + 1;
  }

  // The innermost group whose header is open.
  model::GroupId home() const {
    model::GroupId home;
    for (const std::vector<Token>& header : writing_.headers) {
      if (header.size() < 2) continue;
      const std::string_view name = word(header[1]);
      for (std::size_t i = 0; i < project_.base.model.groups.size(); ++i) {
        const model::Group& group = project_.base.model.groups[i];
        if (group.parent == home && group.name == name) {
          home = model::GroupId(i);
          break;
        }
      }
    }
    return home;
  }

  void decide() {
    if (writing_.after_number) return offers_.units(measure(), true);
    const auto dot = writing_.word.rfind('.');
    if (dot != std::string_view::npos) {
      behind_dot_ = true;
      return part_of(writing_.word.substr(0, dot));
    }
    if (writing_.statement.empty()) return begin_statement();
    if (block_ == Block::table && names_columns()) return offers_.columns(table());
    if (block_ == Block::view && selects()) return selector();
    if (const auto* info = attribute_of_value()) {
      if (back(0) == ",") attributes();  // a list may end here
      return attribute_value(*info);
    }
    if (back(0) == "," && begins_attribute()) return attributes();
    if (first() == "allow" || back(1) == "allow") return allowance();
    if (has_arrow()) return arrow();
    behind_keyword();
  }

  void part_of(std::string_view subject) {
    if (block_ == Block::table && back(0) == "ref")
      return offers_.columns(subject, subject == table() ? first() : "");
    if (begins_end()) return offers_.members(subject);
    if (in_condition() && subject == "cost") return offers_.words({"per_request"});
    if (subject == "flow") offers_.flows();
    if (subject == "component") offers_.components();
    offers_.figures(subject, in_condition());
  }

  // Of an arrow, at a statement's begin or behind its sign.
  bool begins_end() const {
    return has_arrow() && (last_is(TokenSort::arrow) || back(0) == "," || back(0) == "|");
  }

  void begin_statement() {
    switch (block_) {
      case Block::top:
        if (writing_.before == "decide") decision_words();
        offers_.statements(in_stage());
        offers_.kinds(true);
        offers_.components(1);
        offers_.groups(1);
        offers_.quantities(1);
        return;
      case Block::group:
        offers_.kinds(true);
        offers_.components(1);
        return attributes();
      case Block::flow:
        offers_.components();
        offers_.kinds(false);
        offers_.word("need", "what must hold of this flow", "need ${1:p99} < ${2:200 ms}");
        offers_.words(Kind::allow, {"allow"});
        return attributes();
      case Block::endpoints:
        return offers_.words({"GET", "POST", "PUT", "PATCH", "DELETE"});
      case Block::table:
        offers_.words(Kind::index, {"index"});
        offers_.words(Kind::query, {"query"});
        return attributes();
      case Block::view:
        offers_.words(Kind::pick, {"show", "hide", "collapse"});
        return attributes();
      case Block::component:
        offers_.words(Kind::allow_attribute, {"allow"});
        return attributes();
      default:
        return attributes();
    }
  }

  // Names of attributes that the block has already.
  void attributes() {
    std::vector<std::string_view> stated;
    for (std::size_t i = 0; i + 1 < writing_.statement.size(); ++i) {
      if (word(writing_.statement[i + 1]) == ":") stated.push_back(word(writing_.statement[i]));
    }
    for (const std::string_view key : keys_in_block(!holds_blocks(block_))) stated.push_back(key);
    offers_.attributes(places_of(block_), stated);
  }

  bool begins_attribute() const {
    return places_of(block_) != 0 && !has_arrow() && first() != "by";
  }

  void attribute_value(const model::AttributeInfo& info) {
    if (last_is(TokenSort::number)) return behind_number();
    const bool fresh = back(0) == ":" || back(0) == ",";
    const bool open = fresh || last_is(TokenSort::sign) || back(0) == "of";
    if (open && back(0) == "/") offers_.periods();
    if (open) return offers_.values(info);
    offers_.words({"of", "over", "per"});
  }

  bool is_glued() const {
    return !writing_.statement.empty() && writing_.statement.back().end == cursor_;
  }

  void behind_number() {
    offers_.units(measure(), is_glued());
    offers_.words({"of", "over", "in"});
  }

  void allowance() {
    if (back(0) == "allow" || back(0) == ":") return offers_.rules();
    if (back(0) == "on") {
      offers_.components();
      offers_.groups(1);
      return offers_.flows();
    }
    offers_.words(Kind::allow, {"on"});
  }

  void arrow() {
    const std::string_view last = back(0);
    if (begins_end()) {
      offers_.components();
      names_on_line();
      offers_.groups(3);
      return offers_.kinds(false);
    }
    if (last == "on") return offers_.words(Kind::on, {"hit", "miss", "fail"});
    if (back(1) == "on") return offers_.components();
    if (last == "@" || last == "x" || last_is(TokenSort::sign)) return expression();
    const bool is_number = last_is(TokenSort::number);
    const bool is_ratio = is_number && back(1) == "x";
    if (is_number && (!is_ratio || is_glued())) behind_number();
    if (is_number && is_glued()) return;
    offers_.words(Kind::access, {"read", "write"});
    offers_.words(Kind::on, {"on"});
    offers_.word("@", "a rate, stated");
    if (!is_ratio) offers_.words(Kind::ratio, {"x"});
  }

  // Names that only this statement makes, which does not parse yet.
  void names_on_line() {
    const auto& tokens = writing_.statement;
    for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
      const bool is_end = tokens[i].sort == TokenSort::name &&
                          (tokens[i + 1].sort == TokenSort::arrow || word(tokens[i + 1]) == ",");
      if (is_end) offers_.name(word(tokens[i]));
    }
  }

  void expression() {
    if (back(0) == "/") offers_.periods();
    offers_.quantities();
    offers_.subjects();
    offers_.functions();
  }

  void condition() {
    const bool is_whole = (last_is(TokenSort::name) && back(0) != first() && back(0) != "until" &&
                           back(0) != "of" && back(0) != "over") ||
                          back(0) == ")";
    if (is_whole && !has_comparison()) offers_.words({"<", "<=", ">", ">="});
    if (is_whole) return offers_.words({"of", "over"});
    expression();
    if (block_ != Block::flow) {
      offers_.words({"cost", "cost.per_request"});
    } else {
      for (const auto figure : model::figure_names(model::FigureName::Subject::flow)) {
        offers_.word(figure, "of this flow");
      }
    }
  }

  void behind_keyword() {
    const std::string_view last = back(0), start = first();
    if (last_is(TokenSort::number)) return behind_number();
    if (start == "need") return need();
    if (start == "import") {
      if (last_is(TokenSort::string)) offers_.words(Kind::import, {"as"});
      return;
    }
    if (last == "by") return offers_.flows();
    if (start == "endpoints")
      return last == "of" ? offers_.components() : offers_.words(Kind::endpoints, {"of"});
    if (start == "table" && last == "in") return offers_.stores();
    if (start == "table") return offers_.words(Kind::table, {"in"});
    if (start == "kind" && last == ":") return offers_.kinds(false);
    if (start == "remove") {
      offers_.components();
      return offers_.groups(1);
    }
    if (in_stage() && start == "flow") return offers_.flows();
    if (in_stage() && declares_kind()) return offers_.components();
    if (start == "decide") return decision();
    if (start == "feature" || block_ == Block::endpoints) {
      if (last_is(TokenSort::string)) offers_.words(Kind::feature, {"by"});
      return;
    }
    if (block_ == Block::table) return column();
    const bool in_expression =
        last == "=" || last == "@" || last_is(TokenSort::sign) || last == "of" || last == "over";
    if (in_expression) return expression();
    const bool bound = back(writing_.statement.size() - 2) == "=";
    if (bound && last_is(TokenSort::name)) offers_.words({"of", "over", "in"});
    if (bound && last == "in") offers_.units({}, false);
  }

  // `service |`, in a stage: what is there already can be said anew.
  bool declares_kind() const {
    return writing_.statement.size() == 1 && kind_named(project_, first()).kind != nullptr;
  }

  void need() {
    const std::string_view last = back(0);
    if (last == "survive") {
      offers_.words(Kind::survive, {"zone", "region", "rack", "instance"});
      offers_.groups(1);
      return offers_.components(2);
    }
    if (last == "need") offers_.words(Kind::survive, {"survive"});
    condition();
  }

  void decision_words() { offers_.words(Kind::clause, {"over", "because", "but", "until"}); }

  void decision() {
    if (last_is(TokenSort::string)) return decision_words();
    if (in_condition()) condition();
  }

  void column() {
    if (back(0) == "ref") return offers_.tables();
    if (first() == "query" && (back(0) == "@" || last_is(TokenSort::sign))) return expression();
    if (first() == "query") return;
    if (writing_.statement.size() == 1 && last_is(TokenSort::name)) return offers_.types();
    offers_.words(Kind::flag, {"key", "partition", "ref"});
  }

  void selector() {
    if (back(0) == ":" && back(1) == "tag") return offers_.tags();
    if (back(0) == ":" && back(1) == "kind") return offers_.kinds(false);
    if (back(0) == ",") attributes();  // the list may end here
    offers_.components();
    offers_.groups(1);
    offers_.words(Kind::selector, {"neighbours", "kind", "tag"});
  }

  const project::Project& project_;
  const project::Project* good_;  // where names may be missing
  Block block_;
  Offers offers_;
  bool behind_dot_ = false;
};

}  // namespace

Completions complete(const Spot& spot) {
  return Completer(spot).take(spot.file);
}

}  // namespace joist::ide

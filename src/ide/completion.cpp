// Decides by the words before the cursor what may follow.
#include "ide/completion.hpp"

#include <algorithm>
#include <cctype>
#include <set>

#include "ide/block.hpp"
#include "ide/last_good.hpp"
#include "ide/offers.hpp"

namespace joist::ide {

namespace {

using TokenSort = Token::Sort;

class Completer {
 public:
  explicit Completer(const Spot& spot)
      : project_(*spot.design.now),
        good_(has_unread(project_) ? spot.design.good : nullptr),
        text_(spot.text()),
        writing_(writing_at(text_, spot.offset, begin_before(spot))),
        block_(block_of(project_, text_, writing_)),
        offers_(project_, home()),
        cursor_(spot.offset) {}

  Completions take(FileId file) {
    Completions result;
    if (!writing_.in_text) decide();
    result.replaced = {file, word_begin(), cursor_};
    result.items = offers_.take();
    if (good_ != nullptr && good_ != &project_ && !writing_.in_text) add_lost(result.items);
    const std::string_view begun = text_.substr(word_begin(), cursor_ - word_begin());
    const std::string_view own = being_declared();
    std::erase_if(result.items, [&](const Completion& item) {
      const bool is_own = item.label == own && (item.sort == Completion::Sort::quantity ||
                                                item.sort == Completion::Sort::kind);
      return is_own || !fits(item.label, begun);
    });
    if (is_before_colon()) std::for_each(result.items.begin(), result.items.end(), leave_out_colon);
    return result;
  }

 private:
  // `repl: 3`, with the cursor behind the name.
  bool is_before_colon() const {
    const std::string_view rest = text_.substr(cursor_);
    const std::size_t next = rest.find_first_not_of(" \t");
    return next != rest.npos && rest[next] == ':';
  }

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

  std::string_view word(const Token& token) const {
    return text_.substr(token.begin, token.end - token.begin);
  }
  // The token so many places before the cursor's word, 0 the last; empty where there is none.
  std::string_view back(std::size_t count) const {
    const auto& tokens = writing_.statement;
    return count < tokens.size() ? word(tokens[tokens.size() - 1 - count]) : std::string_view();
  }
  // The quantity or kind that the statement makes: it can't be made of itself.
  std::string_view being_declared() const {
    const auto& tokens = writing_.statement;
    if (tokens.size() < 2) return {};
    return first() == "kind" ? word(tokens[1]) : word(tokens[1]) == "=" ? first() : "";
  }
  std::string_view first() const {
    return writing_.statement.empty() ? std::string_view() : word(writing_.statement.front());
  }
  bool last_is(TokenSort sort) const {
    return !writing_.statement.empty() && writing_.statement.back().sort == sort;
  }
  bool has_arrow() const {
    return std::any_of(writing_.statement.begin(), writing_.statement.end(),
                       [](const Token& token) { return token.sort == TokenSort::arrow; });
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
    if (writing_.after_number) return offers_.units(attribute_of_value(), true);
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
    offers_.figures(subject, in_condition());
  }

  // Of an arrow, at a statement's begin or behind its sign.
  bool begins_end() const {
    return has_arrow() && (last_is(TokenSort::arrow) || back(0) == "," || back(0) == "|");
  }

  // `index |` and `query "q" (|)`.
  bool names_columns() const {
    if (first() == "index") return true;
    const auto& tokens = writing_.statement;
    const auto bracket = std::find_if(tokens.rbegin(), tokens.rend(), [&](const Token& token) {
      return word(token) == "(" || word(token) == ")";
    });
    return first() == "query" && bracket != tokens.rend() && word(*bracket) == "(";
  }
  std::string_view table() const {
    const auto& header = writing_.headers.back();
    return header.size() < 2 ? std::string_view() : word(header[1]);
  }

  bool selects() const { return first() == "show" || first() == "hide" || first() == "collapse"; }

  bool in_stage() const {
    const auto& headers = writing_.headers;
    return !headers.empty() && !headers.front().empty() && word(headers.front().front()) == "stage";
  }

  bool in_condition() const {
    if (first() == "need") return true;
    return first() == "decide" && std::any_of(writing_.statement.begin(), writing_.statement.end(),
                                              [&](const Token& t) { return word(t) == "until"; });
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
        offers_.word("need", "what must hold of this flow", "need ${1:p99} < ${2:200 ms}");
        offers_.word("allow", "accept a finding, with a reason");
        return attributes();
      case Block::endpoints:
        return offers_.words({"GET", "POST", "PUT", "PATCH", "DELETE"});
      case Block::table:
        offers_.words({"index", "query"});
        return attributes();
      case Block::view:
        offers_.words({"show", "hide", "collapse"});
        return attributes();
      case Block::component:
        offers_.word("allow", "accept a finding, with a reason", "allow: ${1:rule} \"${2:why}\"");
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
    for (const std::string_view key : keys_in_block()) stated.push_back(key);
    offers_.attributes(places_of(block_), stated);
  }

  // Those before the cursor and behind it, up to where the block ends.
  std::vector<std::string_view> keys_in_block() const {
    std::vector<std::string_view> keys;
    const std::size_t open = writing_.headers.empty() ? text_.npos : text_.rfind('{', cursor_);
    if (open == text_.npos || cursor_ == 0) return keys;
    for (std::size_t at = open + 1; at < text_.size() && text_[at] != '}'; ++at) {
      if (text_[at] != ':') continue;
      std::size_t begin = at;
      while (begin > open + 1 && (std::isalnum(static_cast<unsigned char>(text_[begin - 1])) != 0 ||
                                  text_[begin - 1] == '_')) {
        --begin;
      }
      // The one at the cursor is being written anew.
      if (cursor_ < begin || cursor_ > at) keys.push_back(text_.substr(begin, at - begin));
    }
    return keys;
  }

  // The attribute whose value is being written: `NAME :` and what follows, without a comma.
  const model::AttributeInfo* attribute_of_value() const {
    const auto& tokens = writing_.statement;
    for (std::size_t i = tokens.size(); i-- > 1;) {
      if (word(tokens[i]) == ":" && tokens[i - 1].sort == TokenSort::name) {
        const std::string_view key = word(tokens[i - 1]);
        const auto* info = model::find_attribute(key.substr(key.rfind('.') + 1));
        const bool list = info != nullptr && (info->type == model::AttributeType::names ||
                                              info->type == model::AttributeType::zones);
        return back(0) == "," && !list ? nullptr : info;
      }
      if (word(tokens[i]) == "{") break;
    }
    return nullptr;
  }

  bool begins_attribute() const {
    return places_of(block_) != 0 && !has_arrow() && first() != "by";
  }

  void attribute_value(const model::AttributeInfo& info) {
    if (last_is(TokenSort::number)) return behind_number(&info);
    const bool fresh = back(0) == ":" || back(0) == ",";
    const bool open = fresh || last_is(TokenSort::sign) || back(0) == "of";
    if (open) return offers_.values(info);
    offers_.words({"of", "per"});
  }

  void behind_number(const model::AttributeInfo* attribute = nullptr) {
    const bool glued = !writing_.statement.empty() && writing_.statement.back().end == cursor_;
    offers_.units(attribute, glued);
    offers_.words({"of", "over", "in"});
  }

  void allowance() {
    if (back(0) == "allow" || back(0) == ":") return offers_.rules();
    if (back(0) == "on") {
      offers_.components();
      offers_.groups(1);
      return offers_.flows();
    }
    offers_.words({"on"});
  }

  void arrow() {
    const std::string_view last = back(0);
    if (begins_end()) {
      offers_.components();
      names_on_line();
      offers_.groups(3);
      return offers_.kinds(false);
    }
    if (last == "on") return offers_.words({"hit", "miss", "fail"});
    if (back(1) == "on") return offers_.components();
    if (last == "@" || last == "x" || last_is(TokenSort::sign)) return expression();
    if (last_is(TokenSort::number)) return behind_number();
    offers_.words({"read", "write", "on", "x"});
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
    offers_.quantities();
    offers_.subjects();
    offers_.functions();
  }

  void condition() {
    expression();
    offers_.words({"cost", "cost.per_request"});
    if (block_ == Block::flow) {
      for (const auto figure : model::figure_names(model::FigureName::Subject::flow)) {
        offers_.word(figure, "of this flow");
      }
    }
  }

  void behind_keyword() {
    const std::string_view last = back(0), start = first();
    if (last_is(TokenSort::number)) return behind_number();
    if (start == "need") return need();
    if (last == "by") return offers_.flows();
    if (start == "endpoints") return last == "of" ? offers_.components() : offers_.words({"of"});
    if (start == "table" && last == "in") return offers_.stores();
    if (start == "table") return offers_.words({"in"});
    if (start == "kind" && last == ":") return offers_.kinds(false);
    if (start == "remove") return offers_.components();
    if (start == "decide") return decision();
    if (start == "feature" || block_ == Block::endpoints) return offers_.words({"by"});
    if (block_ == Block::table) return column();
    const bool in_expression =
        last == "=" || last == "@" || last_is(TokenSort::sign) || last == "of" || last == "over";
    if (in_expression) return expression();
    const bool bound = back(writing_.statement.size() - 2) == "=";
    if (bound && last_is(TokenSort::name)) offers_.words({"of", "over", "in"});
    if (bound && last == "in") offers_.units(nullptr, false);
  }

  void need() {
    const std::string_view last = back(0);
    if (last == "survive") {
      offers_.words({"zone", "region", "rack", "instance"});
      offers_.groups(1);
      return offers_.components(2);
    }
    if (last == "need") offers_.word("survive", "the loss of a zone, a region, an instance");
    condition();
  }

  void decision_words() { offers_.words({"over", "because", "but", "until"}); }

  void decision() {
    if (back(0) == "until") return condition();
    if (last_is(TokenSort::string)) return decision_words();
    if (last_is(TokenSort::sign) && back(0) != ",") condition();
  }

  void column() {
    if (back(0) == "ref") return offers_.tables();
    if (first() == "query" && (back(0) == "@" || last_is(TokenSort::sign))) return expression();
    if (first() == "query") return;
    if (writing_.statement.size() == 1 && last_is(TokenSort::name)) return offers_.types();
    offers_.words({"key", "partition", "ref"});
  }

  void selector() {
    if (back(0) == ":" && back(1) == "tag") return offers_.tags();
    if (back(0) == ":" && back(1) == "kind") return offers_.kinds(false);
    if (back(0) == ",") attributes();  // the list may end here
    offers_.components();
    offers_.groups(1);
    offers_.words({"neighbours", "kind", "tag"});
  }

  const project::Project& project_;
  const project::Project* good_;  // where names may be missing
  std::string_view text_;
  Writing writing_;
  Block block_;
  Offers offers_;
  std::uint32_t cursor_;
  bool behind_dot_ = false;
};

}  // namespace

Completions complete(const Spot& spot) {
  return Completer(spot).take(spot.file);
}

}  // namespace joist::ide

// Text to tree: the grammar run once over the text by PEGTL, the nodes put down as it goes. The
// only place that includes PEGTL.
#include "grammar/joist.hpp"
#include "grammar/messages.hpp"
#include "syntax/again.hpp"
#include "syntax/builder.hpp"
#include "syntax/expected.hpp"
#include "syntax/faults.hpp"
#include "syntax/mend.hpp"
#include "syntax/reader.hpp"
#include "syntax/scan.hpp"

namespace joist::syntax {

namespace {

namespace g = grammar;
namespace pegtl = tao::pegtl;

// What a rule leaves in the tree: nothing; only a place to come back to; a node; or a node unless a
// single child would be all that is in it.
enum class Leaves : std::uint8_t { nothing, place, node, node_of_several };

struct Mapping {
  Leaves leaves = Leaves::nothing;
  Kind kind = Kind::file;
};
constexpr Mapping node(Kind kind) {
  return {Leaves::node, kind};
}
constexpr Mapping several(Kind kind) {
  return {Leaves::node_of_several, kind};
}

template <class Rule>
inline constexpr Mapping mapping{};
template <class... Rules>
inline constexpr Mapping mapping<g::group<Rules...>>{Leaves::place, Kind::file};
template <>
inline constexpr Mapping mapping<g::parenthesis>{Leaves::place, Kind::file};
template <>
inline constexpr Mapping mapping<g::span>{Leaves::place, Kind::file};

// clang-format off
template <> inline constexpr auto mapping<g::File> = node(Kind::file);
template <> inline constexpr auto mapping<g::Name> = node(Kind::name);
template <> inline constexpr auto mapping<g::QName> = node(Kind::qname);
template <> inline constexpr auto mapping<g::Ref> = node(Kind::qname);
template <> inline constexpr auto mapping<g::String> = node(Kind::string);
template <> inline constexpr auto mapping<g::Number> = node(Kind::number);
template <> inline constexpr auto mapping<g::RuleName> = node(Kind::rule_name);
template <> inline constexpr auto mapping<g::UnitExpr> = node(Kind::unit_expr);
template <> inline constexpr auto mapping<g::Plus> = node(Kind::plus);
template <> inline constexpr auto mapping<g::Minus> = node(Kind::minus);
template <> inline constexpr auto mapping<g::Times> = node(Kind::times);
template <> inline constexpr auto mapping<g::Div> = node(Kind::divide);
template <> inline constexpr auto mapping<g::Over> = node(Kind::over);
template <> inline constexpr auto mapping<g::Cmp> = node(Kind::compare);
template <> inline constexpr auto mapping<g::Expr> = several(Kind::sum);
template <> inline constexpr auto mapping<g::Prod> = several(Kind::product);
template <> inline constexpr auto mapping<g::Share> = several(Kind::share);
template <> inline constexpr auto mapping<g::Unary> = several(Kind::unary);
template <> inline constexpr auto mapping<g::Power> = several(Kind::power);
template <> inline constexpr auto mapping<g::Range> = several(Kind::range);
template <> inline constexpr auto mapping<g::About> = node(Kind::about);
template <> inline constexpr auto mapping<g::Call> = node(Kind::call);
template <> inline constexpr auto mapping<g::Func> = node(Kind::function);
template <> inline constexpr auto mapping<g::Cond> = node(Kind::condition);
template <> inline constexpr auto mapping<g::Attr> = node(Kind::attribute);
template <> inline constexpr auto mapping<g::Key> = node(Kind::key);
template <> inline constexpr auto mapping<g::Value> = several(Kind::value);
template <> inline constexpr auto mapping<g::Item> = several(Kind::item);
template <> inline constexpr auto mapping<g::AllowAttr> = node(Kind::allow_attribute);
template <> inline constexpr auto mapping<g::Stmt> = several(Kind::statement);
template <> inline constexpr auto mapping<g::Binding> = node(Kind::binding);
template <> inline constexpr auto mapping<g::Design> = node(Kind::design);
template <> inline constexpr auto mapping<g::Import> = node(Kind::import);
template <> inline constexpr auto mapping<g::Kind> = node(Kind::kind);
template <> inline constexpr auto mapping<g::TypeOf> = node(Kind::type_of);
template <> inline constexpr auto mapping<g::Unit> = node(Kind::unit);
template <> inline constexpr auto mapping<g::Component> = node(Kind::component);
template <> inline constexpr auto mapping<g::Flow> = node(Kind::flow);
template <> inline constexpr auto mapping<g::Feature> = node(Kind::feature);
template <> inline constexpr auto mapping<g::Need> = node(Kind::need);
template <> inline constexpr auto mapping<g::Survive> = node(Kind::survive);
template <> inline constexpr auto mapping<g::Assume> = node(Kind::assume);
template <> inline constexpr auto mapping<g::Defer> = node(Kind::defer);
template <> inline constexpr auto mapping<g::Decide> = node(Kind::decide);
template <> inline constexpr auto mapping<g::Clause> = node(Kind::clause);
template <> inline constexpr auto mapping<g::Stage> = node(Kind::stage);
template <> inline constexpr auto mapping<g::Allow> = node(Kind::allow);
template <> inline constexpr auto mapping<g::Remove> = node(Kind::remove);
template <> inline constexpr auto mapping<g::Connection> = node(Kind::connection);
template <> inline constexpr auto mapping<g::Nodes> = several(Kind::nodes);
template <> inline constexpr auto mapping<g::Arrow> = node(Kind::arrow);
template <> inline constexpr auto mapping<g::Targets> = several(Kind::targets);
template <> inline constexpr auto mapping<g::Else> = node(Kind::alternative);
template <> inline constexpr auto mapping<g::Target> = node(Kind::target);
template <> inline constexpr auto mapping<g::Label> = node(Kind::label);
template <> inline constexpr auto mapping<g::Rate> = node(Kind::rate);
template <> inline constexpr auto mapping<g::Ratio> = node(Kind::ratio);
template <> inline constexpr auto mapping<g::Access> = node(Kind::access);
template <> inline constexpr auto mapping<g::On> = node(Kind::on);
template <> inline constexpr auto mapping<g::Endpoints> = node(Kind::endpoints);
template <> inline constexpr auto mapping<g::Endpoint> = node(Kind::endpoint);
template <> inline constexpr auto mapping<g::Method> = node(Kind::method);
template <> inline constexpr auto mapping<g::Path> = node(Kind::path);
template <> inline constexpr auto mapping<g::Table> = node(Kind::table);
template <> inline constexpr auto mapping<g::Index> = node(Kind::index);
template <> inline constexpr auto mapping<g::Query> = node(Kind::query);
template <> inline constexpr auto mapping<g::Column> = node(Kind::column);
template <> inline constexpr auto mapping<g::Type> = node(Kind::type);
template <> inline constexpr auto mapping<g::Flag> = node(Kind::flag);
template <> inline constexpr auto mapping<g::View> = node(Kind::view);
template <> inline constexpr auto mapping<g::Pick> = node(Kind::pick);
template <> inline constexpr auto mapping<g::Selector> = node(Kind::selector);
template <> inline constexpr auto mapping<g::Names> = node(Kind::names);
template <> inline constexpr auto mapping<g::Block> = node(Kind::block);
template <> inline constexpr auto mapping<g::endpoint_block> = node(Kind::block);
template <> inline constexpr auto mapping<g::table_block> = node(Kind::block);
template <> inline constexpr auto mapping<g::view_block> = node(Kind::block);
template <> inline constexpr auto mapping<g::Bad> = node(Kind::bad);
template <> inline constexpr auto mapping<g::Unread> = node(Kind::bad);
template <> inline constexpr auto mapping<g::TooDeep> = node(Kind::bad);
template <> inline constexpr auto mapping<g::TooDeepBlock> = node(Kind::bad);
template <> inline constexpr auto mapping<g::Junk> = node(Kind::junk);
template <> inline constexpr auto mapping<g::Stray> = node(Kind::stray);
template <> inline constexpr auto mapping<g::Unclosed> = node(Kind::unclosed);
// clang-format on

// Rules that leave nothing are not observed: that is what makes this fast.
template <class Rule>
struct Unobserved : pegtl::normal<Rule> {
  static constexpr bool enable = false;
};

template <class Rule>
struct Observed : pegtl::normal<Rule> {
  static constexpr Mapping map = mapping<Rule>;

  template <class Input>
  static void start(const Input& in, ParseReader& reader) {
    const std::uint32_t at = reader.offset(in.current());
    if constexpr (map.leaves == Leaves::node) {
      reader.builder.open(map.kind, at);
    } else {
      reader.builder.mark(at);
    }
  }
  template <class Input>
  static void success(const Input& in, ParseReader& reader) {
    const std::uint32_t at = reader.offset(in.current());
    if constexpr (map.leaves == Leaves::node) {
      reader.builder.close(at);
    } else if constexpr (map.leaves == Leaves::place) {
      reader.builder.keep();
    } else {
      reader.builder.wrap(map.kind, at);
    }
  }
  template <class Input>
  static void failure(const Input&, ParseReader& reader) {
    reader.builder.drop();
  }
};

template <class Rule>
using Control =
    std::conditional_t<mapping<Rule>.leaves == Leaves::nothing, Unobserved<Rule>, Observed<Rule>>;

// The bytes that a rule can begin with, where they are few: it is not tried on others.
template <class Rule>
inline constexpr std::string_view first{};
// clang-format off
template <> inline constexpr std::string_view first<g::String> = "\"";
template <> inline constexpr std::string_view first<g::Number> = "$0123456789";
template <> inline constexpr std::string_view first<g::Plus> = "+";
template <> inline constexpr std::string_view first<g::Minus> = "-";
template <> inline constexpr std::string_view first<g::Times> = "*";
template <> inline constexpr std::string_view first<g::Div> = "/";
template <> inline constexpr std::string_view first<g::Over> = "o";
template <> inline constexpr std::string_view first<g::About> = "~";
template <> inline constexpr std::string_view first<g::parenthesis> = "(";
template <> inline constexpr std::string_view first<g::Label> = "\"";
template <> inline constexpr std::string_view first<g::Rate> = "@";
template <> inline constexpr std::string_view first<g::Ratio> = "x";
template <> inline constexpr std::string_view first<g::Access> = "rw";
template <> inline constexpr std::string_view first<g::On> = "o";
template <> inline constexpr std::string_view first<g::Else> = "|";
template <> inline constexpr std::string_view first<g::Block> = "{";
template <> inline constexpr std::string_view first<g::AllowAttr> = "a";
template <> inline constexpr std::string_view first<g::Design> = "d";
template <> inline constexpr std::string_view first<g::Import> = "i";
template <> inline constexpr std::string_view first<g::Kind> = "k";
template <> inline constexpr std::string_view first<g::TypeOf> = "t";
template <> inline constexpr std::string_view first<g::Unit> = "u";
template <> inline constexpr std::string_view first<g::Flow> = "f";
template <> inline constexpr std::string_view first<g::Feature> = "f";
template <> inline constexpr std::string_view first<g::Need> = "n";
template <> inline constexpr std::string_view first<g::Survive> = "s";
template <> inline constexpr std::string_view first<g::Assume> = "a";
template <> inline constexpr std::string_view first<g::Defer> = "d";
template <> inline constexpr std::string_view first<g::Decide> = "d";
template <> inline constexpr std::string_view first<g::Stage> = "s";
template <> inline constexpr std::string_view first<g::Allow> = "a";
template <> inline constexpr std::string_view first<g::Remove> = "r";
template <> inline constexpr std::string_view first<g::Endpoints> = "e";
template <> inline constexpr std::string_view first<g::Table> = "t";
template <> inline constexpr std::string_view first<g::View> = "v";
template <> inline constexpr std::string_view first<g::Index> = "i";
template <> inline constexpr std::string_view first<g::Query> = "q";
// clang-format on

template <class Rule>
struct Building : Control<Rule> {
  template <pegtl::apply_mode A, pegtl::rewind_mode M, template <class...> class Action,
            template <class...> class Controlling, class Input>
  static bool match(Input& in, ParseReader& reader) {
    if constexpr (!first<Rule>.empty()) {
      if (in.empty() || first<Rule>.find(*in.current()) == std::string_view::npos) return false;
    }
    return pegtl::normal<Rule>::template match<A, M, Action, Controlling>(in, reader);
  }
};

// The second pass over a broken statement.
struct TraceReader : Reader {
  TraceReader(const File& f, std::uint32_t from) : Reader(f.text, f.braces_balance), file(f) {
    expected.at = from;
  }

  void start(const char* at) { open.push_back({offset(at), expected}); }
  void succeed(bool whole) {
    if (whole) expected = open.back().expected;
    open.pop_back();
  }
  void fail(g::Called called) {
    const std::uint32_t at = open.back().at;
    if (expected.at <= at) {
      expected = open.back().expected;
      if (expected.at < at) expected.count = 0;
      expected.at = at;
      expected.add({called.text, called.verbatim});
    }
    open.pop_back();
  }
  // The end of a block that the first pass found at `at`, or null.
  const char* block_end(const char* at) const {
    const auto found =
        std::lower_bound(file.nodes.begin(), file.nodes.end(), offset(at),
                         [](const Node& node, std::uint32_t begin) { return node.begin < begin; });
    for (auto node = found; node != file.nodes.end() && node->begin == offset(at); ++node) {
      if (node->kind == Kind::block) return begin() + node->end;
    }
    return nullptr;
  }

  struct Open {
    std::uint32_t at;
    Expected expected;  // as it was when the rule was begun
  };
  const File& file;
  Expected expected;
  std::vector<Open> open;
};

template <class Rule>
inline constexpr bool is_block =
    mapping<Rule>.leaves == Leaves::node&& mapping<Rule>.kind == Kind::block;

template <class Rule>
struct Watched : pegtl::normal<Rule> {
  template <class Input>
  static void start(const Input& in, TraceReader& reader) {
    reader.start(in.current());
  }
  template <class Input>
  static void success(const Input&, TraceReader& reader) {
    reader.succeed(g::called<Rule>.whole);
  }
  template <class Input>
  static void failure(const Input&, TraceReader& reader) {
    reader.fail(g::called<Rule>);
  }
  // What blocks hold has been dealt with: they are stepped over.
  template <pegtl::apply_mode A, pegtl::rewind_mode M, template <class...> class Action,
            template <class...> class Control, class Input>
  static bool match(Input& in, TraceReader& reader) {
    if constexpr (is_block<Rule>) {
      const char* end = reader.block_end(in.current());
      reader.start(in.current());
      if (end) {
        in.bump(static_cast<std::size_t>(g::trivia_end(end, in.end()) - in.current()));
        reader.succeed(true);
      } else {
        reader.fail(g::called<Rule>);
      }
      return end != nullptr;
    } else {
      return pegtl::normal<Rule>::template match<A, M, Action, Control>(in, reader);
    }
  }
};

template <class Rule>
struct Tracing : std::conditional_t<g::called<Rule>.text.empty(), Unobserved<Rule>, Watched<Rule>> {
};

// A statement longer than this is not read a second time.
constexpr std::size_t max_traced = 1 << 16;

constexpr std::size_t max_text = std::size_t{1} << 30;

}  // namespace

std::optional<Parsed> parse_stretch(std::string_view text, const std::vector<Comment>& comments,
                                    const Stretch& stretch) {
  using step = g::sor<g::eol, g::sym<";">, g::seq<g::not_at<g::one<'}'>>, g::line>>;
  ParseReader reader(text, comments, true);
  reader.depth = stretch.depth;
  pegtl::memory_input<pegtl::tracking_mode::lazy, pegtl::eol::lf, const char*> in(
      text.data() + stretch.begin, text.data() + text.size(), "");
  constexpr std::size_t most = 1 << 20;  // nodes: more are as well parsed with all the rest
  for (auto stop = stretch.stops.begin(); reader.builder.size() <= most && reader.deep.empty();) {
    const std::uint32_t at = reader.offset(in.current());
    stop = std::lower_bound(stop, stretch.stops.end(), at);
    if (stop == stretch.stops.end()) break;
    if (*stop == at) return Parsed{reader.builder.take(), at};
    if (!pegtl::parse<step, pegtl::nothing, Building>(in, reader)) break;
  }
  return std::nullopt;
}

File parse_once(FileId id, std::string_view text, const File* before) {
  File file;
  file.id = id;
  file.text = text;
  if (text.size() > max_text) {
    file.text = text.substr(0, 0);
    file.nodes.push_back({Kind::file, 0, 0, 1});
    report_size(file, text.size());
    return file;
  }
  if (before != nullptr) {
    if (auto again = read_again(*before, text)) {
      file.nodes = std::move(again->nodes);
      file.comments = std::move(again->comments);
      if (before->leans_on_text || !is_sound(file, *again)) report_faults(file, {});
      return file;
    }
  }
  Scan seen = scan(text);
  file.comments = std::move(seen.comments);
  file.braces_balance = seen.braces_balance;
  ParseReader reader(text, file.comments, file.braces_balance);
  bool cut = false;
  try {
    pegtl::memory_input<pegtl::tracking_mode::lazy, pegtl::eol::lf, const char*> in(
        text.data(), text.data() + text.size(), "");
    pegtl::parse<g::File, pegtl::nothing, Building>(in, reader);
  } catch (const TooManyNodes&) {
    reader.builder.cut();
    cut = true;
  }
  file.nodes = reader.builder.take();
  file.nodes[0].begin = text.starts_with("\xef\xbb\xbf") ? 3 : 0;
  file.nodes[0].end = static_cast<std::uint32_t>(text.size());
  report_faults(file, {seen.malformed, std::move(reader.deep), cut});
  return file;
}

Expected expected(const File& file, std::uint32_t begin, Kind header) {
  TraceReader reader(file, begin);
  const std::string_view text = file.text;
  const std::size_t size = std::min(text.size() - begin, max_traced);
  pegtl::memory_input<pegtl::tracking_mode::lazy, pegtl::eol::lf, const char*> in(
      text.data() + begin, text.data() + begin + size, "");
  const auto run = [&]<class Rule>() {
    in.restart();
    return pegtl::parse<Rule, pegtl::nothing, Tracing>(in, reader);
  };
  // A statement word that nothing follows which would make it a name.
  using declared = g::seq<g::keyword, g::not_at<g::one<':', '=', '.', ',', '-', '~', '<'>>>;
  if (header == Kind::endpoints) {
    run.template operator()<g::sor<g::Attr, g::Endpoint>>();
  } else if (header == Kind::table) {
    run.template operator()<g::sor<g::Attr, g::Index, g::Query, g::Column>>();
  } else if (header == Kind::view) {
    run.template operator()<g::sor<g::Attr, g::Pick>>();
  } else if (run.template operator()<declared>()) {
    reader.expected = {};
    reader.expected.at = begin;
    run.template operator()<g::declaration>();
  } else {
    run.template operator()<g::sor<g::AllowAttr, g::Attr, g::statement>>();
  }
  return reader.expected;
}

}  // namespace joist::syntax

// Findings for what did not parse: one walk over the tree, one finding a fault.
#include "syntax/faults.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "syntax/braces.hpp"
#include "syntax/explain.hpp"
#include "syntax/names.hpp"
#include "syntax/slips.hpp"

namespace joist::syntax {

namespace {

// So many broken statements are explained; the others are counted.
constexpr std::size_t max_explained = 500;

// The nodes around the one that is looked at, outermost first.
struct Around {
  std::uint32_t node = 0;
  std::uint32_t last_child = 0;  // 0 as long as there is none
};

class Walk {
 public:
  Walk(File& file, const Noticed& noticed) : file_(file), noticed_(noticed) {}

  void run() {
    walk(1, static_cast<std::uint32_t>(file_.nodes.size()));
    if (unexplained_ > 0) report_unexplained();
    for (Finding& finding : brace_findings(file_, braces_)) add(std::move(finding));
    for (Finding& finding : names_.findings()) add(std::move(finding));
  }

  // Whether there is nothing to say of these nodes, and of others because of them.
  bool finds_nothing(const Again& again) {
    for (const std::uint32_t node : again.around) around_.push_back({node, 0});
    if (Ref inside = block(); inside && binds(inside, again)) return false;
    walk(again.first, again.last);
    return file_.findings.empty() && !file_.leans_on_text && braces_.empty() && explained_ == 0 &&
           names_.findings().empty();
  }

 private:
  void walk(std::uint32_t first, std::uint32_t last) {
    for (std::uint32_t i = first; i < last;) {
      while (!around_.empty() && file_.nodes[around_.back().node].next <= i) around_.pop_back();
      const bool entered = visit(i);
      if (!around_.empty())
        around_.back().last_child = i;
      else
        last_statement_ = i;
      if (entered && file_.nodes[i].next > i + 1) around_.push_back({i, 0});
      i = entered ? i + 1 : file_.nodes[i].next;
    }
  }

  // Quantities in a block, outside of the nodes that were parsed anew: whether they may stand there
  // depends on what stands beside them.
  static bool binds(Ref block, const Again& again) {
    for (Ref child : block) {
      if (again.first <= child.index() && child.index() < again.last) continue;
      if (child.is(Kind::binding) || (child.is(Kind::statement) && child.has(Kind::binding)))
        return true;
    }
    return false;
  }

  // True if the walk goes on into the node.
  bool visit(std::uint32_t i) {
    const Node& node = file_.nodes[i];
    switch (node.kind) {
      case Kind::bad:
      case Kind::junk:
        broken(i);
        return false;
      case Kind::stray:
      case Kind::unclosed:
        brace({i, around_.empty() ? 0 : around_.back().node});
        return true;
      case Kind::arrow:
        if (node.end - node.begin != 2 || arrow_sense(Ref(file_, i).text()).lookalike) {
          add(lookalike_finding(file_, i, around_.back().node));
        }
        return true;
      case Kind::component:
      case Kind::target:
      case Kind::value:
      case Kind::attribute:
      case Kind::binding:
      case Kind::product:
        if (std::optional<Finding> finding =
                slip(Ref(file_, i), block(), around(), file_.leans_on_text)) {
          add(*std::move(finding));
        }
        return true;
      case Kind::name:
      case Kind::qname:
      case Kind::key:
        names_.look(Ref(file_, i));
        return true;
      default:
        return true;
    }
  }

  void broken(std::uint32_t i) {
    const Node& node = file_.nodes[i];
    const auto deep = std::lower_bound(noticed_.deep.begin(), noticed_.deep.end(), node.begin);
    if (deep != noticed_.deep.end() && *deep <= node.end) {
      add(deep_finding(*deep));
      return;
    }
    const std::string_view text = Ref(file_, i).text().substr(0, 4096);
    if (noticed_.malformed && find_malformed(text) != text.npos) return;  // said once for the file
    if (++explained_ > max_explained) {
      if (unexplained_++ == 0) first_unexplained_ = i;
      return;
    }
    Broken broken{file_, node, {}, header(), {}};
    const std::uint32_t before = around_.empty() ? last_statement_ : around_.back().last_child;
    if (node.kind == Kind::junk && before != 0) broken.before = Ref(file_, before);
    const std::uint32_t begin = broken.junk() ? file_.nodes[before].begin : node.begin;
    broken.expected = expected(file_, begin, broken.header);
    add(explain(broken));
    excuse(file_.findings.back());
  }

  // A `#` that was meant as text hides the rest of its line, a `}` too.
  void excuse(const Finding& finding) {
    const std::uint32_t at = finding.span.begin;
    if (around_.empty() || at >= file_.text.size() || file_.text[at] != '#') return;
    const std::string_view hidden = file_.text.substr(at, file_.text.find('\n', at) - at);
    if (hidden.find('}') != hidden.npos) excused_.push_back(around_.back().node);
  }

  void brace(Brace brace) {
    if (!excused_.empty() && excused_.back() == brace.block) {
      excused_.pop_back();
    } else {
      braces_.push_back(brace);
    }
  }

  // What the block around this statement belongs to.
  Kind header() const {
    if (around_.size() < 2) return Kind::file;
    return file_.nodes[around_[around_.size() - 2].node].kind;
  }
  Ref block() const {
    if (around_.empty()) return {};
    std::uint32_t node = around_.back().node;
    const bool listed = file_.nodes[node].kind == Kind::statement && around_.size() > 1;
    if (listed) node = around_[around_.size() - 2].node;
    return file_.nodes[node].kind == Kind::block ? Ref(file_, node) : Ref();
  }
  Kind around() const {
    const bool listed =
        !around_.empty() && file_.nodes[around_.back().node].kind == Kind::statement;
    const std::size_t above = listed ? 3 : 2;
    if (around_.size() < above) return Kind::file;
    return file_.nodes[around_[around_.size() - above].node].kind;
  }

  Finding deep_finding(std::uint32_t at) const {
    Finding finding;
    finding.rule = "deep-nesting";
    finding.span = {file_.id, at, at};
    finding.message = "nested more than 200 levels deep; what is further in was passed over";
    finding.help = "close what is open, or give the inner part a name and a statement of its own";
    return finding;
  }

  void report_unexplained() {
    const Node& node = file_.nodes[first_unexplained_];
    Finding finding;
    finding.rule = "syntax";
    finding.span = {file_.id, node.begin, node.end};
    finding.message = fmt::format("{} like this one and those before it",
                                  counted(unexplained_, "more statement that does not parse,",
                                          "more statements that do not parse,"));
    finding.help = "mend the first ones, or look whether this is a Joist file";
    add(std::move(finding));
  }

  void add(Finding finding) { file_.findings.push_back(std::move(finding)); }

  File& file_;
  const Noticed& noticed_;
  std::vector<Around> around_;
  std::uint32_t last_statement_ = 0;
  std::size_t explained_ = 0;
  std::size_t unexplained_ = 0;
  std::uint32_t first_unexplained_ = 0;
  std::vector<Brace> braces_;
  std::vector<std::uint32_t> excused_;  // blocks whose `}` is known to be in a comment
  Names names_;
};

void report_encoding(File& file, std::uint32_t at) {
  Finding finding;
  finding.rule = "encoding";
  finding.span = {file.id, at, at + 1};
  finding.message =
      fmt::format("the byte 0x{:02x} is not UTF-8", static_cast<unsigned char>(file.text[at]));
  const bool wide = file.text.starts_with("\xff\xfe") || file.text.starts_with("\xfe\xff");
  finding.help = wide ? "this is UTF-16; save the file as UTF-8" : "save the file as UTF-8";
  file.findings.push_back(std::move(finding));
}

void report_cut(File& file) {
  const std::uint32_t end = file.nodes[file.nodes.size() - 1].end;
  Finding finding;
  finding.rule = "text-size";
  finding.span = {file.id, end, end};
  finding.message = "more than 33 million constructs up to here; the rest was not read";
  finding.help = "divide the design into several files";
  file.findings.push_back(std::move(finding));
}

}  // namespace

void report_size(File& file, std::size_t size) {
  Finding finding;
  finding.rule = "text-size";
  finding.span = {file.id, 0, 0};
  finding.message =
      fmt::format("the text has {} bytes, more than the 1 GiB that can be read", size);
  finding.help = "divide the design into several files";
  file.findings.push_back(std::move(finding));
}

bool is_sound(File& file, const Again& again) {
  const Noticed nothing;
  if (Walk(file, nothing).finds_nothing(again)) return true;
  file.findings.clear();
  return false;
}

void report_faults(File& file, Noticed noticed) {
  std::sort(noticed.deep.begin(), noticed.deep.end());
  if (noticed.malformed) report_encoding(file, *noticed.malformed);
  Walk(file, noticed).run();
  if (noticed.cut) report_cut(file);
  std::stable_sort(file.findings.begin(), file.findings.end(),
                   [](const Finding& a, const Finding& b) { return a.span < b.span; });
}

}  // namespace joist::syntax

// Merges, filters and judges findings.
#include "cli/findings.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "cli/version.hpp"
#include "project/rule_pages.hpp"
#include "report/fingerprint.hpp"

namespace joist::cli {

std::string report_formats() {
  return names_of(report::reporters::catalogue());
}

// A text is taken over when the first finding in it comes; texts are known by their path.
Span Collection::moved(const Sources& sources, Span span) {
  if (!span.file || span.file.index() >= sources.size()) return {};
  const Source& source = sources.at(span.file);
  for (std::size_t i = 0; i < sources_.size(); ++i) {
    if (sources_.at(FileId(i)).path() == source.path()) return {FileId(i), span.begin, span.end};
  }
  return {sources_.add(source.path(), source.text()), span.begin, span.end};
}

void Collection::move_spans(const Sources& sources, Finding& finding) {
  finding.span = moved(sources, finding.span);
  for (Label& label : finding.labels) label.span = moved(sources, label.span);
  for (Fix& fix : finding.fixes) {
    for (Edit& edit : fix.edits) edit.span = moved(sources, edit.span);
  }
}

Collection::Key Collection::key(const Finding& finding) {
  return {finding.span, finding.rule, finding.message, finding.stage};
}

void Collection::add(project::Project&& project, const std::string& input) {
  const bool is_first = inputs_.empty();
  // A Markdown file comes once for each of its designs.
  if (is_first || inputs_.back() != input) inputs_.push_back(input);
  if (is_first) {
    sources_ = std::move(project.sources);
    findings_ = std::move(project.findings);
    for (const Finding& finding : findings_) known_.insert(key(finding));
    return;
  }
  for (Finding& finding : project.findings) {
    move_spans(project.sources, finding);
    if (!finding.span.file || known_.insert(key(finding)).second) {
      findings_.push_back(std::move(finding));
    }
  }
}

void Collection::keep(const std::vector<std::string>& selected,
                      const std::vector<std::string>& ignored) {
  const auto holds = [](const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  std::erase_if(findings_, [&](const Finding& finding) {
    return (!selected.empty() && !holds(selected, finding.rule)) || holds(ignored, finding.rule);
  });
}

void Collection::leave_out(const std::set<std::string>& fingerprints) {
  if (fingerprints.empty()) return;
  const report::Report whole{sources_, findings_, {}, {}, false, inputs_, base_};
  report::Fingerprints fingerprint(whole);
  std::vector<Finding> kept;
  for (const Finding& finding : findings_) {
    if (fingerprints.count(fingerprint(finding)) == 0) kept.push_back(finding);
  }
  findings_ = std::move(kept);
}

void Collection::sort() {
  std::stable_sort(findings_.begin(), findings_.end(),
                   [](const Finding& a, const Finding& b) { return a.severity > b.severity; });
}

report::Report Collection::report(bool color) const {
  report::Report report{sources_, findings_, {}, version(), color, inputs_, base_};
  for (const project::RulePage& rule : project::rule_pages()) {
    report.rules.push_back({rule.name, rule.severity, rule.summary, rule.why});
  }
  return report;
}

std::string unknown_rules(const std::vector<std::string>& names) {
  std::vector<std::string_view> known;
  for (const project::RulePage& rule : project::rule_pages()) known.push_back(rule.name);
  for (const std::string& name : names) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    const std::string hint = suggestion(name, known);
    return fmt::format("unknown rule `{}`{}", name,
                       hint.empty() ? "; `joist rules` lists them" : hint);
  }
  return "";
}

int verdict(const std::vector<Finding>& found, std::string_view threshold) {
  if (threshold == "never") return done;
  Severity least = Severity::warning;
  if (threshold == "error") least = Severity::error;
  if (threshold == "note") least = Severity::note;
  const bool reached = std::any_of(found.begin(), found.end(), [&](const Finding& finding) {
    return !finding.allowed && finding.severity >= least;
  });
  return reached ? findings : done;
}

}  // namespace joist::cli

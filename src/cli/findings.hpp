// The findings of several designs as one report, and what they mean for the exit code.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "base/finding.hpp"
#include "base/source.hpp"
#include "cli/command.hpp"
#include "project/project.hpp"
#include "report/reporter.hpp"

namespace joist::cli {

// Texts and findings gathered from designs; findings in files that several designs import are kept
// once.
class Collection {
 public:
  explicit Collection(World& world) : base_(world.resolve(".")) {}
  void add(project::Project&& project, const std::string& input);
  // Keeps the rules selected (all where none is) and not ignored.
  void keep(const std::vector<std::string>& selected, const std::vector<std::string>& ignored);
  // Leaves out what stands in a baseline: findings by their fingerprints.
  void leave_out(const std::set<std::string>& fingerprints);
  // Most severe first, otherwise in the order in which they were added.
  void sort();

  const std::vector<Finding>& findings() const { return findings_; }
  report::Report report(bool color) const;

 private:
  using Key = std::tuple<Span, std::string, std::string, std::string>;
  static Key key(const Finding& finding);
  Span moved(const Sources& sources, Span span);
  void move_spans(const Sources& sources, Finding& finding);

  std::string base_;  // what paths in fingerprints are relative to
  Sources sources_;
  std::vector<std::string> inputs_;
  std::vector<Finding> findings_;
  std::set<Key> known_;
};

// The formats of findings, separated by blanks.
std::string report_formats();

// Names of rules that are none, as "unknown rule `x`; did you mean `y`?", or empty.
std::string unknown_rules(const std::vector<std::string>& names);

inline constexpr std::string_view thresholds = "error warning note never";
// The exit code: `findings` where one that is not silenced reaches the threshold.
int verdict(const std::vector<Finding>& found, std::string_view threshold);

}  // namespace joist::cli

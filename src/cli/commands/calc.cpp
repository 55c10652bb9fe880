// `joist calc`: the estimates of the language without a design around them.
#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "cli/arguments.hpp"
#include "cli/command.hpp"
#include "cli/findings.hpp"
#include "cli/output.hpp"
#include "emit/calculation.hpp"
#include "project/project.hpp"

namespace joist::cli::commands {

namespace {

constexpr Option options[] = {{'f', "format", "FORMAT", "how to print the answer", "text json"}};

constexpr Example examples[] = {
    {"joist calc '500M users * 50% * 0.5/day in 1/s'", "a rate from an estimate"},
    {"joist calc '1.45k/s * 200 B in TB/year'", "how fast storage grows"},
    {"joist calc '10M..50M users * 20 KB'", "a range stays one: the median, p5 to p95"},
};

// One expression has time for more points than a whole design: the ends of a range are then right to
// three digits or so.
constexpr std::uint32_t samples = 65536;

// The expression becomes the only statement of a design, so that it means what it means there.
constexpr std::string_view binding = "answer = ";

// Spans and text without the binding in front, as the user wrote it.
void show(const Call& call, const project::Project& project, const std::string& expression) {
  Sources sources;
  const FileId file = sources.add("<expression>", expression);
  const auto moved = [&](std::uint32_t offset) {
    const std::size_t back = std::max<std::size_t>(offset, binding.size()) - binding.size();
    return static_cast<std::uint32_t>(std::min(back, expression.size()));
  };
  std::vector<Finding> found;
  for (Finding finding : project.findings) {
    if (finding.severity == Severity::note) continue;
    finding.span = {file, moved(finding.span.begin), moved(finding.span.end)};
    for (Label& label : finding.labels) {
      label.span = {file, moved(label.span.begin), moved(label.span.end)};
    }
    found.push_back(std::move(finding));
  }
  const report::Report report{sources, found, {}, {}, colors_errors(call), {"the expression"}, {}};
  call.world.write_errors(report::find_reporter("text")->write(report));
}

int run(const Call& call) {
  const std::string expression = fmt::format("{}", fmt::join(call.arguments.operands, " "));
  project::LoadOptions load_options;
  load_options.analyse = false;
  load_options.lint = false;
  load_options.samples = samples;
  const project::Project project = project::load_text(
      call.world, "<expression>", std::string(binding) + expression + "\n", {}, load_options);
  const auto& quantities = project.base.model.quantities;
  const bool broken =
      std::any_of(project.findings.begin(), project.findings.end(),
                  [](const Finding& finding) { return finding.severity == Severity::error; });
  if (broken || quantities.size() != 1 || quantities.front().failed) {
    show(call, project, expression);
    return findings;
  }
  const model::QuantityBinding& answer = quantities.front();
  const bool as_json = call.arguments.value("format") == "json";
  call.world.write_output(as_json ? emit::calculation_json(answer.quantity, answer.unit)
                                  : emit::calculation_text(answer.quantity, answer.unit) + "\n");
  return done;
}

}  // namespace

extern const Command calc;
const Command calc{.name = "calc",
                   .summary = "work out an estimate",
                   .operands = "EXPRESSION...",
                   .least = 1,
                   .most = any_number,
                   .options = options,
                   .examples = examples,
                   .run = run};

}  // namespace joist::cli::commands

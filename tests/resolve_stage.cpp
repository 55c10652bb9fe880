// The resolve stage of the cases: the model as lines of text, with what was found on the way.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "memory_world.hpp"
#include "project/imports.hpp"
#include "project/project.hpp"
#include "quantity/display.hpp"
#include "resolve/resolve.hpp"
#include "stages.hpp"
#include "syntax/tree.hpp"

namespace joist::cases {
namespace {

using model::Model;

std::string attributes_text(const Model& model, const model::Attributes& attributes) {
  std::string text;
  const auto add = [&](std::string_view name, const std::string& value) {
    text += fmt::format("{}{}: {}", text.empty() ? " { " : ", ", name, value);
  };
  for (const auto& stated : attributes.numbers) {
    const std::string per = stated.per.empty() ? "" : " per " + stated.per;
    add(model::info(stated.attribute).name, quantity::text(stated.quantity) + per);
  }
  if (attributes.scales_least) {
    add("scales", quantity::text(attributes.scales_least->quantity) + ".." +
                      quantity::text(attributes.scales_most->quantity));
  }
  if (attributes.zones && attributes.zones->count > 0) {
    add("zones", std::to_string(attributes.zones->count));
  } else if (attributes.zones) {
    std::string zones;
    for (const auto& zone : attributes.zones->named) {
      zones += fmt::format("{}{} x {}", zones.empty() ? "" : ", ", model.at(zone.zone).name,
                           zone.copies);
    }
    add("zones", zones);
  }
  if (attributes.needs) {
    add("needs", fmt::format("rule {} {}", static_cast<int>(attributes.needs->rule),
                             attributes.needs->number));
  }
  for (const auto& stated : attributes.texts) {
    add(model::info(stated.attribute).name, fmt::format("{}", fmt::join(stated.values, ", ")));
  }
  return text.empty() ? text : text + " }";
}

// What the design itself says of kinds.
void write_kinds(std::string& out, const Model& model, FileId root) {
  // Imported files stand behind the root, the stdlib before it.
  const auto is_foreign = [&](const auto& stated) { return stated.span.file < root; };
  for (const auto& kind : model.kinds) {
    model::Attributes own = kind.attributes;
    std::erase_if(own.numbers, is_foreign);
    std::erase_if(own.texts, is_foreign);
    if (own.zones && is_foreign(*own.zones)) own.zones = {};
    if (own.needs && is_foreign(*own.needs)) own.needs.reset();
    if (own.scales_least && is_foreign(*own.scales_least)) own.scales_least = {};
    const std::string stated = attributes_text(model, own);
    if (kind.in_stdlib && stated.empty()) continue;
    out += fmt::format("kind {}{}{}\n", kind.name,
                       kind.parent ? " : " + model.kind(kind.parent).name : "", stated);
  }
}

void write_components(std::string& out, const Model& model) {
  for (const auto& group : model.groups) {
    out += fmt::format("group {} : {}{}{}\n", group.path, model.kind(group.kind).name,
                       group.domain ? " fails together" : "",
                       attributes_text(model, group.attributes));
  }
  for (const auto& component : model.components) {
    out += fmt::format("{} {} : {} ({}){}\n", component.declared ? "component" : "implied",
                       component.path, model.kind(component.kind).name, model::text(component.role),
                       attributes_text(model, component.attributes));
  }
}

std::string end_text(const Model& model, model::ComponentId id, std::uint32_t visit) {
  return model.at(id).path + (visit > 0 ? fmt::format("'{}", visit) : "");
}

void write_arrows(std::string& out, const Model& model) {
  constexpr std::string_view calls[] = {"->", "~>", "--"};
  constexpr std::string_view accesses[] = {"", " read", " write"};
  constexpr std::string_view whens[] = {"", " on hit ", " on miss ", " on fail "};
  for (const auto& arrow : model.arrows) {
    const auto& flow = model.at(arrow.flow);
    out += fmt::format("{}{} {} {}", flow.path.empty() ? "" : flow.path + ": ",
                       end_text(model, arrow.from, arrow.from_visit),
                       calls[static_cast<std::size_t>(arrow.call)],
                       end_text(model, arrow.to, arrow.to_visit));
    if (arrow.rate) out += " @ " + quantity::text(arrow.rate->quantity);
    if (arrow.ratio) out += " x " + quantity::text(arrow.ratio->quantity);
    out += accesses[static_cast<std::size_t>(arrow.access)];
    if (arrow.condition) {
      out +=
          std::string(whens[static_cast<std::size_t>(arrow.when)]) + model.at(arrow.condition).path;
    }
    if (!arrow.label.empty()) out += fmt::format(" \"{}\"", arrow.label);
    if (arrow.list_size > 1) out += fmt::format(" (one of {})", arrow.list_size);
    out += attributes_text(model, arrow.attributes) + "\n";
  }
  for (const auto& link : model.group_links) {
    out += fmt::format("{} -- {}{}\n", model.at(link.from).path, model.at(link.to).path,
                       attributes_text(model, link.attributes));
  }
}

void write_values(std::string& out, const Model& model) {
  for (const auto& binding : model.quantities) {
    out += fmt::format("{} = {}{}\n", binding.path,
                       binding.failed ? "unknown" : quantity::text(binding.quantity),
                       binding.why.empty() ? "" : fmt::format(" \"{}\"", binding.why));
  }
  for (const auto& flow : model.flows) {
    if (flow.name.empty()) continue;
    out += fmt::format("flow {}{}{}\n", flow.path,
                       flow.rate ? " @ " + quantity::text(flow.rate->quantity) : "",
                       attributes_text(model, flow.attributes));
  }
  const std::string design = attributes_text(model, model.attributes);
  if (!model.title.empty() || !design.empty())
    out += fmt::format("design \"{}\"{}\n", model.title, design);
  if (model.sketch) out += "a sketch\n";
}

void write_statements(std::string& out, const Model& model) {
  for (const auto& need : model.needs) out += fmt::format("need {}\n", need.text);
  for (const auto& feature : model.features) {
    out += fmt::format("feature \"{}\" by {}\n", feature.text, feature.flows.size());
  }
  for (const auto& decision : model.decisions) {
    out += fmt::format("decide \"{}\" over {} because \"{}\" but \"{}\" until {}\n",
                       decision.choice, fmt::join(decision.over, ", "), decision.because,
                       decision.but, decision.until_text);
  }
  for (const auto& endpoint : model.endpoints) {
    out += fmt::format("endpoint {} {} {} by {}{}\n", model.at(endpoint.component).path,
                       endpoint.method, endpoint.path, endpoint.flows.size(),
                       attributes_text(model, endpoint.attributes));
  }
  for (const auto& table : model.tables) {
    out +=
        fmt::format("table {} in {}:", table.name, table.store ? model.at(table.store).path : "?");
    for (const auto& column : table.columns) {
      out += fmt::format(" {} {} B{}{}{};", column.name, column.bytes.value_or(-1),
                         column.key ? " key" : "", column.partition ? " partition" : "",
                         column.references ? " ref" : "");
    }
    out += fmt::format(" {} indexes, {} queries{}\n", table.indexes.size(), table.queries.size(),
                       table.rows ? ", " + quantity::text(table.rows->quantity) + " rows" : "");
  }
  for (const auto& view : model.views) {
    out += fmt::format("view {}: {} shown, {} hidden, {} collapsed, {}\n", view.name,
                       view.show.size(), view.hide.size(), view.collapse.size(), view.direction);
  }
  for (const auto& allowance : model.allowances) {
    out += fmt::format("allow {} \"{}\"\n", allowance.rule, allowance.reason);
  }
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = text.find('\n', begin);
    lines.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

// The lines of one that the other lacks, in order.
void write_missing(std::string& out, std::string_view sign, const std::vector<std::string>& lines,
                   const std::vector<std::string>& other) {
  std::multiset<std::string> left(other.begin(), other.end());
  for (const std::string& line : lines) {
    const auto found = left.find(line);
    if (found == left.end()) {
      out += fmt::format("{} {}\n", sign, line);
    } else {
      left.erase(found);
    }
  }
}

std::string model_text(const Model& model, FileId root) {
  std::string text;
  write_values(text, model);
  write_kinds(text, model, root);
  write_components(text, model);
  write_arrows(text, model);
  write_statements(text, model);
  return text;
}

bool is_known(const std::vector<Finding>& findings, const Finding& finding) {
  return std::any_of(findings.begin(), findings.end(), [&](const Finding& other) {
    return std::tie(other.rule, other.span, other.message) ==
           std::tie(finding.rule, finding.span, finding.message);
  });
}

}  // namespace

namespace {

// The folder `imported` beside a case, for those that import.
tests::MemoryWorld world_beside(const std::string& path) {
  tests::MemoryWorld world;
  const auto folder = std::filesystem::path(path).parent_path() / "imported";
  if (!std::filesystem::is_directory(folder)) return world;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    std::ifstream file(entry.path(), std::ios::binary);
    std::stringstream text;
    text << file.rdbuf();
    world.files["/work/imported/" + entry.path().filename().string()] = text.str();
  }
  return world;
}

// The runner knows a case's own text as the first file.
void take(Outcome& outcome, const project::Project& project, Finding finding) {
  const FileId root(project.root);
  if (finding.span.file != root) {
    outcome.snapshot += fmt::format(
        "in {}: {}[{}] {}\n", project.sources.at(finding.span.file).path(),
        finding.severity == Severity::error ? "error" : "other", finding.rule, finding.message);
    return;
  }
  const auto move = [&](Span& span) {
    if (span.file == root) span.file = FileId(std::size_t{0});
  };
  move(finding.span);
  std::vector<Label> labels = std::exchange(finding.labels, {});
  for (Label& label : labels) {
    if (label.span.file == root) {
      move(label.span);
      finding.labels.push_back(std::move(label));
    } else {
      finding.notes.push_back(
          fmt::format("in {}: {}", project.sources.at(label.span.file).path(), label.text));
    }
  }
  for (Fix& fix : finding.fixes) {
    for (Edit& edit : fix.edits) move(edit.span);
  }
  outcome.findings.push_back(std::move(finding));
}

}  // namespace

// The design as it stands, then for each stage the lines that go and those that come.
Outcome run_resolve(const std::string& path, const std::string& text) {
  tests::MemoryWorld world = world_beside(path);
  project::Project project;
  project.root = project::add_stdlib(project);
  resolve::Input input;
  for (const syntax::File& file : project.files) input.stdlib.push_back(&file);
  input.units = project::add_design(world, project, "case.joist", text, {});
  for (const project::EmbeddedFile& icon : project::icon_files()) {
    const auto stem = icon.name.substr(icon.name.rfind('/') + 1);
    input.icons.push_back(stem.substr(0, stem.find('.')));
  }
  Outcome outcome;
  std::vector<Finding> known;
  for (const Finding& finding : project.findings) take(outcome, project, finding);
  std::vector<std::string> before;
  std::size_t stages = 0;
  for (; input.stages <= stages; ++input.stages) {
    resolve::Output output = resolve::resolve(input);
    stages = output.stages.size();
    for (Finding& finding : output.findings) {
      if (is_known(known, finding)) continue;
      known.push_back(finding);
      take(outcome, project, std::move(finding));
    }
    const std::string seen = model_text(output.model, FileId(project.root));
    const auto lines = lines_of(seen);
    if (input.stages == 0) {
      outcome.snapshot += seen;
    } else {
      outcome.snapshot += fmt::format("stage \"{}\"\n", output.model.stage);
      write_missing(outcome.snapshot, "-", before, lines);
      write_missing(outcome.snapshot, "+", lines, before);
    }
    before = lines;
  }
  return outcome;
}

}  // namespace joist::cases

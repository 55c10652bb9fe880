// Writes down what changed between two designs.
#include "emit/changes.hpp"

#include <cmath>

#include <fmt/format.h>

#include "base/json.hpp"
#include "emit/table.hpp"
#include "quantity/display.hpp"

namespace joist::emit {

namespace {

using How = PartChange::How;

char sign(How how) {
  switch (how) {
    case How::added:
      return '+';
    case How::removed:
      return '-';
    case How::changed:
      break;
  }
  return '~';
}

std::string_view word(How how) {
  switch (how) {
    case How::added:
      return "added";
    case How::removed:
      return "removed";
    case How::changed:
      break;
  }
  return "changed";
}

std::string_view word(Severity severity) {
  switch (severity) {
    case Severity::error:
      return "error";
    case Severity::warning:
      return "warning";
    case Severity::note:
      break;
  }
  return "note";
}

std::string parts_text(const std::vector<PartChange>& parts) {
  Table table({"", "", "", ""});
  std::string out;
  for (const PartChange& part : parts) {
    std::string facts;
    for (const FactChange& fact : part.facts) {
      if (!facts.empty()) facts += "; ";
      facts += words(fact, part.how);
    }
    table.row({std::string(1, sign(part.how)), std::string(part.sort), part.name, facts});
  }
  return table.empty() ? "" : table.text().substr(1);  // without the line of empty heads
}

std::string value(const std::optional<quantity::Quantity>& quantity) {
  return quantity ? quantity::text(*quantity) : "-";
}

// Figures of less weight, and those that look the same to people, are left to the JSON.
std::string figures_text(const std::vector<FigureChange>& figures) {
  Table table({"figure", " before", " after", " change"});
  for (const FigureChange& figure : figures) {
    const std::string before = value(figure.before), after = value(figure.after);
    if (!figure.main || before == after) continue;
    std::string factor;
    if (figure.before && figure.after && figure.before->value > 0 && !figure.after->share) {
      const double change = figure.after->value / figure.before->value;
      if (change > 0 && std::isfinite(change))
        factor = fmt::format("{}x", quantity::number_text(change));
    }
    table.row({figure.name, before, after, factor});
  }
  return table.empty() ? "" : table.text();
}

std::string findings_text(const std::vector<FindingChange>& findings, char sign) {
  std::string out;
  for (const FindingChange& finding : findings) {
    out +=
        fmt::format("{} {}[{}]: {}", sign, word(finding.severity), finding.rule, finding.message);
    if (finding.line != 0) out += fmt::format(" ({}:{})", finding.path, finding.line);
    out += '\n';
  }
  return out;
}

void write_parts(JsonWriter& json, const std::vector<PartChange>& parts) {
  json.key("parts").array();
  for (const PartChange& part : parts) {
    json.inline_object().member("change", word(part.how)).member("sort", part.sort);
    json.member("name", part.name).key("facts").inline_object();
    for (const FactChange& fact : part.facts) {
      json.key(fact.name).inline_object();
      if (!fact.before.empty()) json.member("before", fact.before);
      if (!fact.after.empty()) json.member("after", fact.after);
      json.close();
    }
    json.close().close();
  }
  json.close();
}

void write_figures(JsonWriter& json, const std::vector<FigureChange>& figures) {
  json.key("figures").array();
  for (const FigureChange& figure : figures) {
    json.inline_object().member("figure", figure.name);
    if (figure.before) json.member("before", figure.before->value);
    if (figure.after) json.member("after", figure.after->value);
    json.close();
  }
  json.close();
}

void write_findings(JsonWriter& json, std::string_view key,
                    const std::vector<FindingChange>& findings) {
  json.key(key).array();
  for (const FindingChange& finding : findings) {
    json.inline_object().member("rule", finding.rule).member("severity", word(finding.severity));
    json.member("message", finding.message);
    if (!finding.subject.empty()) json.member("subject", finding.subject);
    if (finding.line != 0) {
      json.member("file", finding.path).member("line", finding.line);
      json.member("column", finding.column);
    }
    json.close();
  }
  json.close();
}

}  // namespace

std::string words(const FactChange& fact, How how) {
  if (how == How::added) return fmt::format("{} {}", fact.name, fact.after);
  if (how == How::removed) return fmt::format("{} {}", fact.name, fact.before);
  if (fact.before.empty()) return fmt::format("{} {}, was not stated", fact.name, fact.after);
  if (fact.after.empty()) return fmt::format("{} no longer stated, was {}", fact.name, fact.before);
  return fmt::format("{} {} \u2192 {}", fact.name, fact.before, fact.after);
}

std::string changes_text(const Changes& changes) {
  if (changes.empty()) {
    return fmt::format("no difference between {} and {}\n", changes.before, changes.after);
  }
  std::string out = fmt::format("from {} to {}\n", changes.before, changes.after);
  const std::string found = findings_text(changes.found, '+');
  const std::string sections[] = {parts_text(changes.parts), figures_text(changes.figures),
                                  found + findings_text(changes.mended, '-')};
  for (const std::string& section : sections) {
    if (!section.empty()) out += "\n" + section;
  }
  return out;
}

std::string changes_json(const Changes& changes) {
  JsonWriter json;
  json.object().key("version").integer(1);
  json.member("before", changes.before).member("after", changes.after);
  write_parts(json, changes.parts);
  write_figures(json, changes.figures);
  write_findings(json, "found", changes.found);
  write_findings(json, "mended", changes.mended);
  return json.close().take();
}

}  // namespace joist::emit

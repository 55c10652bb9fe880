// Computes what is shown beside the text.
#include "ide/hints.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "base/text.hpp"
#include "ide/catalogue.hpp"
#include "ide/last_good.hpp"
#include "quantity/display.hpp"

namespace joist::ide {

namespace {

bool holds(Span within, Span place) {
  return place.file == within.file && place.begin >= within.begin && place.end <= within.end;
}

// A target begins with its name; what is said of the arrow stands behind it.
Span name_of(const Sources& sources, Span target) {
  const std::string_view text = sources.text(target);
  const auto end = std::find_if(text.begin(), text.end(), [](char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '{' || c == '@' || c == '"';
  });
  target.end = target.begin + static_cast<std::uint32_t>(end - text.begin());
  return target;
}

// Whether two arrows of one target are what a shared body has for two groups, and not several
// sources of it.
bool is_copied(const model::Model& model, const model::Arrow& a, const model::Arrow& b) {
  const auto& ends = model.components;
  const auto same = [&](model::ComponentId one, model::ComponentId other) {
    return one != other && ends[one.index()].span == ends[other.index()].span;
  };
  return same(a.to, b.to) || same(a.from, b.from);
}

void add_arrows(const project::Project& project, Span within, std::vector<Hint>& hints) {
  struct Rate {
    double sum = 0;
    const model::Arrow* first = nullptr;
    bool copied = false;
  };
  const project::Stage& stage = project.base;
  std::map<Span, Rate> rates;  // by target
  const auto& arrows = stage.model.arrows;
  for (std::size_t i = 0; i < arrows.size() && i < stage.results.arrows.size(); ++i) {
    const bool known = stage.results.arrows[i].known && arrows[i].call != model::Call::relation;
    if (!known || !holds(within, arrows[i].target)) continue;
    Rate& rate = rates[name_of(project.sources, arrows[i].target)];
    if (rate.first == nullptr) rate.first = &arrows[i];
    rate.copied = rate.copied || is_copied(stage.model, *rate.first, arrows[i]);
    rate.sum += stage.results.arrows[i].peak;
  }
  for (const auto& [target, rate] : rates) {
    hints.push_back({{target.file, target.end, target.end},
                     quantity::rate_text(rate.sum) + (rate.copied ? " in all copies" : ""),
                     true,
                     ""});
  }
}

// Of copies of one declaration the one that is used most is told, by its name where they differ.
void add_components(const project::Stage& stage, Span within, std::vector<Hint>& hints) {
  struct Use {
    double utilization = 0;
    const model::Component* most = nullptr;
    std::string text;
    bool differs = false;
  };
  std::map<Span, Use> used;
  const auto& components = stage.model.components;
  for (std::size_t i = 0; i < components.size() && i < stage.results.capacity.size(); ++i) {
    const analysis::CapacityResult& capacity = stage.results.capacity[i];
    const bool known = capacity.known && stage.results.components[i].known;
    if (!known || !components[i].declared || !holds(within, components[i].span)) continue;
    Use& use = used[components[i].span];
    std::string text = quantity::share_text(capacity.utilization);
    use.differs = use.differs || (use.most != nullptr && text != use.text);
    if (use.most != nullptr && capacity.utilization <= use.utilization) continue;
    use.utilization = capacity.utilization;
    use.most = &components[i];
    use.text = std::move(text);
  }
  for (const auto& [place, use] : used) {
    const std::string& path = use.most->path;
    hints.push_back({{place.file, place.end, place.end},
                     use.differs ? fmt::format("{} ({})", use.text, path) : use.text,
                     false,
                     path + ".utilization"});
  }
}

// What is written as a plain number says itself what it is. In a file that is imported under
// several names it may come to several values.
void add_quantities(const model::Model& model, Span within, std::vector<Hint>& hints) {
  std::map<Span, std::vector<const model::QuantityBinding*>> bound;  // by place
  for (const model::QuantityBinding& binding : model.quantities) {
    if (binding.failed || !binding.formula || !holds(within, binding.span)) continue;
    const Span formula = model.formulas[binding.formula.index()].span;
    const std::uint32_t end = formula.file == within.file ? formula.end : binding.span.end;
    bound[{within.file, end, end}].push_back(&binding);
  }
  for (const auto& [place, bindings] : bound) {
    const std::string first = quantity::text(bindings.front()->quantity);
    const bool differ = std::any_of(bindings.begin(), bindings.end(), [&](const auto* binding) {
      return quantity::text(binding->quantity) != first;
    });
    const std::string& path = bindings.front()->path;
    hints.push_back(
        {place, differ ? fmt::format("= {} ({})", first, path) : "= " + first, false, path});
  }
}

std::vector<Hint> hints_of(const project::Project& project, Span within) {
  std::vector<Hint> result;
  const project::Stage& stage = project.base;
  add_arrows(project, within, result);
  add_components(stage, within, result);
  add_quantities(stage.model, within, result);
  std::stable_sort(result.begin(), result.end(),
                   [](const Hint& a, const Hint& b) { return a.place < b.place; });
  return result;
}

}  // namespace

// While the text can't be read, the last figures stay where they were.
std::vector<Hint> hints(const Design& design, Span within) {
  const auto file = last_good_file(design, within.file);
  if (!file) return hints_of(*design.now, within);
  std::vector<Hint> result;
  const Shift moved(design, *file);
  for (Hint& hint : hints_of(*design.good, {*file, 0, 0xffffffffu})) {
    const auto place = moved(hint.place);
    if (!place || !holds(within, *place)) continue;
    hint.place = *place;
    result.push_back(std::move(hint));
  }
  return result;
}

namespace {

// Of a file, by severity, and by what they are about where that is the design as it stands.
struct Found {
  std::size_t errors = 0, warnings = 0, notes = 0;
  std::map<std::string, std::size_t> by_subject;

  void count(const Finding& finding, FileId file) {
    if (finding.allowed || finding.span.file != file) return;
    (finding.severity == Severity::error     ? errors
     : finding.severity == Severity::warning ? warnings
                                             : notes) += 1;
    if (!finding.subject.empty() && finding.stage.empty()) ++by_subject[finding.subject];
  }
  std::string text() const {
    const std::size_t all = errors + warnings + notes;
    if (all == 0) return "no findings";
    return fmt::format("{} ({}, {}, {})", counted(all, "finding", "findings"),
                       counted(errors, "error", "errors"), counted(warnings, "warning", "warnings"),
                       counted(notes, "note", "notes"));
  }
};

bool is_of_language(const Finding& finding) {
  const project::RulePage* rule = rule_named(finding.rule);
  return rule != nullptr && rule->language;
}

std::vector<Lens> lenses_of(const project::Project& project, FileId file, const Found& found) {
  std::vector<Lens> result;
  const Span top =
      project.base.model.span.file == file ? project.base.model.span : Span{file, 0, 0};
  const Span place{file, top.begin, top.begin};
  result.push_back({place, "open preview", "joist.preview", ""});
  result.push_back({place, found.text(), "", ""});
  for (std::size_t i = 0; i < project.base.model.flows.size(); ++i) {
    const model::Flow& flow = project.base.model.flows[i];
    if (flow.path.empty() || flow.span.file != file) continue;
    if (i >= project.base.results.flows.size() || !project.base.results.flows[i].known) continue;
    result.push_back({flow.span,
                      quantity::rate_text(project.base.results.flows[i].peak) + " at the peak",
                      "joist.explain", "flow." + flow.path + ".load"});
  }
  for (const model::Component& component : project.base.model.components) {
    const auto about = found.by_subject.find(component.path);
    const bool told = about != found.by_subject.end();
    if (!told || !component.declared || component.span.file != file) continue;
    result.push_back({component.span, counted(about->second, "finding", "findings"),
                      "joist.explain", "component." + component.path + ".load"});
  }
  return result;
}

}  // namespace

// While the text can't be read, the last ones stay where they were, so that no line jumps; what is
// wrong with the text is counted with what was found of the design.
std::vector<Lens> lenses(const Design& design, FileId file) {
  Found found;
  for (const Finding& finding : design.now->findings) found.count(finding, file);
  const auto good = last_good_file(design, file);
  if (!good) return lenses_of(*design.now, file, found);
  for (const Finding& finding : design.good->findings) {
    if (is_of_language(finding) || finding.span.file != *good) continue;
    Finding here = finding;
    here.span.file = file;
    found.count(here, file);
  }
  std::vector<Lens> result;
  const Shift moved(design, *good);
  for (Lens& lens : lenses_of(*design.good, *good, found)) {
    // A name that is being written anew still begins where it did.
    auto place = moved(lens.place);
    if (!place) place = moved({*good, lens.place.begin, lens.place.begin});
    if (!place) continue;
    lens.place = *place;
    result.push_back(std::move(lens));
  }
  return result;
}

}  // namespace joist::ide

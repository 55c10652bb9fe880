// Asks every chapter in turn, and sees to it that every link leads somewhere.
#include "document/compose.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "document/dive.hpp"
#include "document/section.hpp"

namespace joist::document {

namespace {

std::vector<const Chapter*> in_order() {
  const auto all = sections::catalogue();
  std::vector<const Chapter*> chapters(all.begin(), all.end());
  std::sort(chapters.begin(), chapters.end(),
            [](const Chapter* a, const Chapter* b) { return a->place < b->place; });
  return chapters;
}

// What `visit` does with each run of words in a section.
template <class Visit>
struct ToWords {
  Visit& visit;
  void operator()(Paragraph& block) { visit(block.words); }
  void operator()(List& block) {
    for (Words& words : block.items) visit(words);
  }
  void operator()(Card& block) {
    visit(block.head);
    for (auto& [term, words] : block.lines) visit(words);
  }
  void operator()(Glance& block) {
    for (Glance::Item& item : block.items) visit(item.what);
  }
  void operator()(Table& block) {
    for (auto& row : block.rows)
      for (Words& words : row) visit(words);
  }
  void operator()(Figure&) {}
  void operator()(Lines&) {}
};

// Ids that are taken, and where a name in backticks leads: to the one thing of that name.
class Places {
 public:
  // Makes ids unique, in the order of reading.
  void number(std::vector<Section>& sections) {
    for (Section& section : sections) {
      section.id = taken(section.id);
      for (Block& block : section.blocks) {
        if (auto* table = std::get_if<Table>(&block))
          for (std::string& id : table->ids) id = taken(id);
        if (auto* figure = std::get_if<Figure>(&block)) figure->id = taken(figure->id);
        if (auto* card = std::get_if<Card>(&block)) card->id = taken(card->id);
      }
      number(section.parts);
    }
  }

  void name(const std::string& name, const std::string& id) {
    if (ids_.count(id) == 0) return;
    const auto [known, is_new] = targets_.try_emplace(name, id);
    if (!is_new && known->second != id) known->second.clear();
  }

  void link(std::vector<Section>& sections) {
    for (Section& section : sections) {
      auto visit = [&](Words& words) { link(words, section.id); };
      for (Block& block : section.blocks) std::visit(ToWords<decltype(visit)>{visit}, block);
      link(section.parts);
    }
  }

 private:
  std::string taken(const std::string& id) {
    std::string unique = id;
    for (int again = 2; !unique.empty() && !ids_.insert(unique).second; ++again)
      unique = fmt::format("{}-{}", id, again);
    return unique;
  }

  // A section does not lead to itself.
  void link(Words& words, const std::string& here) {
    for (Run& run : words) {
      if (run.target.empty() && run.look == Look::code) {
        const auto found = targets_.find(run.text);
        if (found != targets_.end()) run.target = found->second;
      }
      if (ids_.count(run.target) == 0 || run.target == here) run.target.clear();
    }
  }

  std::set<std::string> ids_;
  std::map<std::string, std::string> targets_;
};

// A column without any cell says nothing.
void narrow(Table& table) {
  for (std::size_t column = table.columns.size(); column-- > 1;) {
    const bool empty = std::all_of(table.rows.begin(), table.rows.end(),
                                   [&](const auto& row) { return row[column].empty(); });
    if (!empty) continue;
    const auto at = static_cast<std::ptrdiff_t>(column);
    table.columns.erase(table.columns.begin() + at);
    for (auto& row : table.rows) row.erase(row.begin() + at);
  }
}

void narrow(std::vector<Section>& sections) {
  for (Section& section : sections) {
    for (Block& block : section.blocks)
      if (auto* table = std::get_if<Table>(&block)) narrow(*table);
    narrow(section.parts);
  }
}

void connect(const Review& review, Document& document) {
  narrow(document.sections);
  Places places;
  places.number(document.sections);
  const model::Model& model = review.model();
  for (std::size_t i = 0; i < model.components.size(); ++i)
    places.name(model.components[i].path, component_id(model, ComponentId(i)));
  for (std::size_t i = 0; i < model.flows.size(); ++i)
    places.name(model.flows[i].path, flow_id(model, FlowId(i)));
  for (const auto& binding : model.quantities) places.name(binding.path, quantity_id(binding));
  for (const auto& table : model.tables) places.name(table.name, table_id(table));
  places.link(document.sections);
}

Document headed(const Review& review) {
  Document document;
  document.title = review.model().title;
  document.subtitle = review.model().description;
  document.source = review.project.sources.at(FileId(review.project.root)).path();
  if (document.title.empty())
    document.title = document.source.substr(document.source.rfind('/') + 1);
  return document;
}

}  // namespace

Document compose(const Review& review) {
  Document document = headed(review);
  for (const Chapter* chapter : in_order()) {
    Section section{std::string(chapter->id), std::string(chapter->title)};
    chapter->tell(review, section);
    if (!section.is_empty()) document.sections.push_back(std::move(section));
  }
  connect(review, document);
  return document;
}

Document compose(const Review& review, ComponentId component) {
  Document document = headed(review);
  document.sections.push_back(page(review, component));
  connect(review, document);
  return document;
}

}  // namespace joist::document

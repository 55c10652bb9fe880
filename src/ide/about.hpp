// What can be told of the things in a design and in the language, as blocks of text.
#pragma once

#include <string>
#include <string_view>

#include "ide/words.hpp"
#include "model/attributes.hpp"
#include "project/project.hpp"
#include "project/rule_pages.hpp"

namespace joist::ide {

struct Keyword;

// Kind, figures, what is stated of it and by whom, and how its load came to be.
void tell_component(Words& words, const project::Project& project, model::ComponentId id);
void tell_group(Words& words, const project::Project& project, model::GroupId id);
void tell_flow(Words& words, const project::Project& project, model::FlowId id);
// Value, unit, range and formula.
void tell_quantity(Words& words, const project::Project& project, model::QuantityId id);
void tell_arrow(Words& words, const project::Project& project, model::ArrowId id);
void tell_table(Words& words, const project::Project& project, model::TableId id);
// `number`: its place among those of the table.
void tell_column(Words& words, const project::Project& project, model::TableId table,
                 std::size_t number);
void tell_endpoint(Words& words, const project::Project& project, const model::Endpoint& endpoint);
// What breaks there, and what is the hottest; nothing for a label that is none.
void tell_stage(Words& words, const project::Project& project, std::string_view label);
// What a kind is and what it brings along.
void tell_kind(Words& words, const model::Model& model, const model::Kind& kind);
void tell_attribute(Words& words, const model::AttributeInfo& info);
// A value that is one of a few words.
void tell_choice(Words& words, const model::AttributeInfo& info, std::string_view value);
void tell_keyword(Words& words, const Keyword& keyword);
// `4k rps`: what it comes to and what its units are; nothing where it can't be read.
void tell_number(Words& words, const project::Project& project, std::string_view text);
void tell_unit(Words& words, const project::Project& project, std::string_view text);
// Of a column, by its declaration.
void tell_type(Words& words, const project::Project& project, std::string_view name);
void tell_rule(Words& words, const project::RulePage& rule);

// "number of 1/s", "one of `fifo`, `shared`": what an attribute takes.
std::string type_text(const model::AttributeInfo& info);
// Whether its value is an expression.
bool is_number(model::AttributeType type);
// Where it may stand: "components, arrows".
std::string places_text(std::uint16_t places);
// "145k/s at the peak, 61% of its capacity"; empty where nothing is known.
std::string load_text(const project::Stage& stage, model::ComponentId id);
// The text of a figure's derivation, with files by their names alone; empty where there is none.
std::string derivation(const project::Project& project, std::string_view figure);

}  // namespace joist::ide

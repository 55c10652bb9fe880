// The lists that completion is made of: names of the design and words of the language.
#pragma once

#include <initializer_list>
#include <string_view>

#include "ide/completion.hpp"
#include "ide/measure.hpp"

namespace joist::ide {

class Offers {
 public:
  Offers(const project::Project& project, model::GroupId home) : project_(&project), home_(home) {}

  void word(std::string_view word, std::string_view what, std::string_view snippet = {});
  void words(std::initializer_list<std::string_view> list);
  void words(syntax::Kind in, std::initializer_list<std::string_view> list);  // see keywords.hpp
  void statements(bool in_stage);  // how each begins that may stand there
  // Where none is declared, those that are named like something offered before are left out.
  void kinds(bool declaring);
  void components(int rank = 0);
  void name(std::string_view name);  // of a component, unless it is offered already
  // Those that hold data.
  void stores();
  void groups(int rank = 0);
  void flows();
  void quantities(int rank = 0);
  void functions();
  // Those first that fit what is measured. `/day` follows its number without a blank.
  void units(const Measure& measure, bool glued);
  void periods();  // `s`, `day`: what may follow `/` in a rate
  // Of `NAME.`: what is stated of it and, in a condition, what is computed; of a group or an import
  // what stands in it.
  void figures(std::string_view subject, bool computed);
  void members(std::string_view subject);  // components in a group or an import
  void subjects();                         // components and flows, whose figures may follow a dot
  void attributes(std::uint16_t places, const std::vector<std::string_view>& stated);
  void values(const model::AttributeInfo& info);
  void rules();
  void tables();
  void columns(std::string_view table, std::string_view without = "");
  void tags();
  void types();
  void zones();

  std::vector<Completion> take() { return std::move(items_); }

 private:
  Completion& add(Completion::Sort sort, std::string_view label, std::string_view detail, int rank);
  void usual(const model::AttributeInfo& info);  // words of a text
  void quantity(const model::QuantityBinding& binding, std::string_view label, int rank);
  std::string name_of(const model::Component& component) const;
  std::vector<syntax::Ref> statements_of(syntax::Kind kind) const;  // of all files
  const model::Model& model() const { return project_->base.model; }

  const project::Project* project_;
  model::GroupId home_;  // the group in which the cursor stands
  std::vector<Completion> items_;
};

// The letters in their order: more of them never make a list longer.
bool fits(std::string_view label, std::string_view begun);
// Those that begin with the word come before those that have its letters somewhere.
void put_in_order(std::vector<Completion>& items, std::string_view begun);
// Where one stands behind what is completed.
void leave_out_colon(Completion& item);

}  // namespace joist::ide

// A design under review: what the sections of a document ask of it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/world.hpp"
#include "document/document.hpp"
#include "emit/render.hpp"
#include "lint/rule.hpp"
#include "project/project.hpp"

namespace joist::document {

using model::ComponentId;
using model::FlowId;

struct Review {
  World& world;
  const project::Project& project;
  const project::Stage& stage;         // as it stands at it
  const emit::RenderOptions& drawing;  // icons and colours of pictures
  bool pictures = true;                // as SVG; else as text

  const model::Model& model() const { return stage.model; }
  const analysis::Results& results() const { return stage.results; }
  lint::Facts facts() const { return {model(), results(), project.findings}; }

  bool is_rated(FlowId id) const;        // its rate is known
  bool is_loaded(ComponentId id) const;  // so is what reaches it
  // "chirp.joist:41", or empty for what was not written.
  std::string place(Span span) const;
  std::string text(Span span) const;  // as written, on one line, without comments
};

// Ids of the places that sections make.
std::string component_id(const model::Model& model, ComponentId id);
std::string flow_id(const model::Model& model, FlowId id);
std::string quantity_id(const model::QuantityBinding& binding);
std::string table_id(const model::Table& table);

// Names, with where they are told of.
Words component(const model::Model& model, ComponentId id);
Words components(const model::Model& model, const std::vector<ComponentId>& ids);
Words flow(const model::Model& model, FlowId id);
Words flows(const model::Model& model, const std::vector<FlowId>& ids);
// "a copy of `api`", "zone 1": what is lost.
Words lost(const Review& review, const analysis::Loss& loss);

// A number as one would say it: the roundest within 4%, "about 1.5k/s"; as it is where it is round.
double said(double value);
// "about 1.5k/s": of a quantity in its own unit.
std::string said(const quantity::Quantity& quantity);
// The power of ten, in the unit it is shown in: "10⁸", "10⁷/day", "10¹² B/year"; empty where there
// is none.
std::string order_of_magnitude(const quantity::Quantity& quantity);
std::string factor_text(double factor);  // "1.14x"
std::string copies_text(const Review& review, ComponentId id);

// How it was judged, with a sign.
Words verdict(Severity severity);
std::string_view word(Severity severity);

}  // namespace joist::document

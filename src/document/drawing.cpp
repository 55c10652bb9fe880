// Renders as `joist render` does.
#include "document/drawing.hpp"

#include "emit/scale_chart.hpp"

namespace joist::document {
std::optional<Figure> picture_of(const Review& review, const std::string& id,
                                 const std::string& flow) {
  if (review.model().components.empty()) return std::nullopt;
  std::vector<Finding> findings;
  for (const Finding& finding : review.project.findings)
    if (!finding.allowed && finding.stage.empty()) findings.push_back(finding);
  emit::RenderOptions options = review.drawing;
  options.scene.flow = flow;
  options.scene.findings = false;  // the document lists them
  options.prefix = id + "-";
  const scene::Subject subject{review.model(), review.results(), findings};
  Figure figure;
  figure.id = id;
  const auto draw = [&](std::string_view format) {
    return emit::render(review.world, subject, *emit::find_emitter(format), options);
  };
  const emit::Rendered drawn = draw(review.pictures ? "svg" : "text");
  if (!drawn.trouble.empty()) return std::nullopt;
  figure.description = drawn.description;
  if (review.pictures) figure.svg = drawn.bytes;
  if (review.texts) figure.text = review.pictures ? draw("text").bytes : drawn.bytes;
  return figure;
}

std::optional<Figure> scale_chart_of(const Review& review, const emit::Story& story) {
  const layout::Picture chart = emit::scale_chart(story);
  if (!review.pictures || chart.groups.empty()) return std::nullopt;
  Figure figure;
  figure.id = "chart-of-scale";
  figure.description = chart.description;
  const scene::Palette& palette =
      review.drawing.palette != nullptr ? *review.drawing.palette : scene::neutral();
  figure.svg = emit::find_emitter("svg")
                   ->write({{}, {}, chart, review.drawing.theme, figure.id + "-", palette})
                   .bytes;
  return figure;
}

}  // namespace joist::document

// Renders as `joist render` does.
#include "document/drawing.hpp"

#include "emit/scale_chart.hpp"

namespace joist::document {
namespace {

template <class Choose>
std::optional<Figure> drawn(const Review& review, const std::string& id, Choose choose) {
  std::vector<Finding> findings;
  for (const Finding& finding : review.project.findings)
    if (!finding.allowed && finding.stage.empty()) findings.push_back(finding);
  emit::RenderOptions options = review.drawing;
  options.scene.findings = false;  // the document lists them
  choose(options.scene);
  options.prefix = id + "-";
  const scene::Subject subject{review.model(), review.results(), findings};
  const std::string_view format = review.pictures ? "svg" : "text";
  emit::Rendered picture =
      emit::render(review.world, subject, *emit::find_emitter(format), options);
  if (!picture.trouble.empty()) return std::nullopt;
  Figure figure;
  figure.id = id;
  figure.description = std::move(picture.description);
  (review.pictures ? figure.svg : figure.text) = std::move(picture.bytes);
  return figure;
}

}  // namespace

std::optional<Figure> picture_of(const Review& review, const std::string& id,
                                 const std::string& flow) {
  if (review.model().components.empty()) return std::nullopt;
  return drawn(review, id, [&](scene::Options& scene) { scene.flow = flow; });
}

std::optional<Figure> tables_of(const Review& review) {
  if (review.model().tables.empty()) return std::nullopt;
  return drawn(review, "picture-of-tables", [](scene::Options& scene) { scene.tables = true; });
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

// The scene and its places as JSON, for programs that draw it their own way.
#include "base/json.hpp"

#include <cmath>

#include "emit/emitter.hpp"
#include "emit/words.hpp"

namespace joist::emit::formats {
namespace {

using layout::Point;
using layout::Rect;

double rounded(double value) {
  return std::round(value * 100) / 100;
}

void write_rect(JsonWriter& json, const Rect& rect) {
  json.member("x", rounded(rect.x)).member("y", rounded(rect.y));
  json.member("width", rounded(rect.width)).member("height", rounded(rect.height));
}

std::string_view name(Severity severity) {
  return severity == Severity::error ? "error" : severity == Severity::warning ? "warning" : "note";
}
std::string_view name(scene::Band band) {
  return band == scene::Band::over ? "over" : band == scene::Band::tight ? "tight" : "fine";
}
std::string_view name(scene::Stroke stroke) {
  return stroke == scene::Stroke::solid    ? "call"
         : stroke == scene::Stroke::dashed ? "message"
                                           : "relation";
}
std::string_view name(scene::Head head) {
  switch (head) {
    case scene::Head::none:
      return "none";
    case scene::Head::call:
      return "call";
    case scene::Head::read:
      return "read";
    case scene::Head::write:
      return "write";
    case scene::Head::both:
      return "both";
  }
  return "";
}

void write_badges(JsonWriter& json, const std::vector<scene::Badge>& badges) {
  if (badges.empty()) return;
  json.key("findings").inline_array();
  for (const scene::Badge& badge : badges) json.integer(badge.number);
  json.close();
}

template <class Part>
void write_words(JsonWriter& json, const Part& part) {
  json.member("label", part.label);
  if (!part.kind.empty()) json.member("kind", part.kind);
  if (!part.quiet.empty()) json.member("caption", part.quiet);
  if (!part.link.empty()) json.member("link", part.link);
}

void write_box(JsonWriter& json, const scene::Scene& scene, const scene::Box& box,
               const Rect& rect) {
  json.object().member("id", box.id);
  write_words(json, box);
  json.member("shape", text(box.shape));
  if (box.panel) json.member("group", scene.panels[box.panel.index()].id);
  write_rect(json, rect);
  if (!box.load.empty()) json.member("load", box.load);
  if (box.meter) {
    json.member("load", box.meter->load).member("utilization", box.meter->utilization);
    json.member("band", name(box.meter->band));
  }
  if (box.ring) json.member("single_point_of_failure", true);
  write_badges(json, box.badges);
  json.close();
}

void write_group(JsonWriter& json, const scene::Scene& scene, const scene::Panel& panel,
                 const Rect& rect) {
  json.object().member("id", panel.id);
  write_words(json, panel);
  if (panel.parent) json.member("group", scene.panels[panel.parent.index()].id);
  write_rect(json, rect);
  write_badges(json, panel.badges);
  json.close();
}

void write_arrow(JsonWriter& json, const scene::Scene& scene, const scene::Line& line,
                 const layout::Route& route) {
  json.object().member("from", scene.boxes[line.from.index()].id);
  json.member("to", scene.boxes[line.to.index()].id);
  json.member("call", name(line.stroke)).member("head", name(line.head));
  if (line.rate > 0) json.member("rate", line.rate);
  json.member("width", rounded(line.width));
  if (line.hot) json.member("hottest", true);
  if (!line.pill.empty()) {
    json.key("label").inline_array();
    for (const std::string& row : rows_of(line)) json.text(row);
    json.close();
  }
  json.key("points").inline_array();
  for (const Point& p : route.points) {
    json.inline_array().number(rounded(p.x)).number(rounded(p.y)).close();
  }
  json.close();
  if (route.label.width > 0) {
    json.key("label_place").inline_object();
    write_rect(json, route.label);
    json.close();
  }
  json.close();
}

Written write(const Drawing& drawing) {
  const scene::Scene& scene = drawing.scene;
  const layout::Arrangement& arrangement = drawing.arrangement;
  JsonWriter json;
  json.object().key("version").integer(1).member("title", scene.title);
  json.member("subtitle", scene.subtitle).member("engine", arrangement.engine);
  json.member("width", rounded(arrangement.size.width));
  json.member("height", rounded(arrangement.size.height));
  json.key("groups").array();
  for (std::size_t i = 0; i < scene.panels.size(); ++i) {
    write_group(json, scene, scene.panels[i], arrangement.frames[i]);
  }
  json.close().key("boxes").array();
  for (std::size_t i = 0; i < scene.boxes.size(); ++i) {
    write_box(json, scene, scene.boxes[i], arrangement.nodes[i]);
  }
  json.close().key("arrows").array();
  for (std::size_t i = 0; i < scene.lines.size(); ++i) {
    write_arrow(json, scene, scene.lines[i], arrangement.routes[i]);
  }
  json.close().key("findings").array();
  for (const scene::ListedFinding& finding : scene.findings) {
    json.object();
    if (finding.badge.number > 0) json.key("number").integer(finding.badge.number);
    json.member("severity", name(finding.badge.severity)).member("message", finding.message);
    json.member("help", finding.help).close();
  }
  json.close().key("notes").texts(scene.notes).close();
  return {json.take(), {}, {}};
}

}  // namespace

extern const Emitter json;
constinit const Emitter json{
    "json", "json", "places and figures of everything, for programs", Needs::picture, false, write};

}  // namespace joist::emit::formats

// The child process: builds the layered graph in Graphviz and answers with places. It may crash,
// hang or eat memory as Graphviz does; whoever started it is prepared for that.
#include <cmath>
#include <cstdlib>
#include <string>

#include <fmt/format.h>
#include <graphviz/gvc.h>
#include <graphviz/gvplugin_textlayout.h>

#include "layout/graph.hpp"
#include "layout/wire.hpp"

namespace joist::layout {
namespace {

constexpr double pixels_per_inch = 72;

// A frame's title is given as the pixels that it takes, "120x20"; nothing else has a text.
boolean measure(textspan_t* span, char**) {
  char* rest = nullptr;
  span->size.x = static_cast<double>(std::strtol(span->str, &rest, 10));
  span->size.y = *rest == 'x' ? static_cast<double>(std::strtol(rest + 1, nullptr, 10)) : 1;
  span->yoffset_layout = 0;
  span->yoffset_centerline = 0;
  span->layout = nullptr;
  span->free_layout = nullptr;
  return TRUE;
}

// Graphviz asks for text sizes here, so that no font and no plugin of the machine has a say.
GVC_t* context() {
  static gvtextlayout_engine_t engine{measure};
  static gvplugin_installed_t types[]{{0, "textlayout", 100, &engine, nullptr},
                                      {0, nullptr, 0, nullptr, nullptr}};
  static gvplugin_api_t apis[]{{API_textlayout, types}, {static_cast<api_t>(0), nullptr}};
  static char name[] = "joist";
  static gvplugin_library_t library{name, apis};
  static lt_symlist_t builtins[]{{"gvplugin_joist_LTX_library", &library}, {nullptr, nullptr}};
  return gvContextPlugins(builtins, 1);
}

std::string& complaint() {
  static std::string text;
  return text;
}

int hear(char* piece) {
  for (const char* c = piece; *c != 0; ++c) complaint() += *c == '\n' ? ' ' : *c;
  return 0;
}

void set_default(Agraph_t* graph, int kind, const char* name, const std::string& value) {
  agattr(graph, kind, const_cast<char*>(name), const_cast<char*>(value.c_str()));
}

void set(void* object, const char* name, const std::string& value) {
  agset(object, const_cast<char*>(name), const_cast<char*>(value.c_str()));
}

// Holds a task as a Graphviz graph.
class Drawing {
 public:
  explicit Drawing(const WireTask& task) : task_(task) {
    static char name[] = "g";
    graph_ = agopen(name, Agdirected, nullptr);
    set_defaults();
    add_frames();
    add_cells();
    for (const WireLink& link : task_.links) {
      Agedge_t* edge = agedge(graph_, cells_[static_cast<std::size_t>(link.upper)],
                              cells_[static_cast<std::size_t>(link.lower)], nullptr, 1);
      if (link.weight != 1) set(edge, "weight", std::to_string(link.weight));
    }
  }

  Agraph_t* graph() const { return graph_; }

  WireAnswer read() const {
    WireAnswer answer;
    // Ranks run across the screen when the flow is to the right; y is up in Graphviz.
    for (Agnode_t* node : cells_) {
      const pointf at = ND_coord(node);
      const double centre = task_.rightward ? -at.y : at.x;
      answer.cells.push_back({ND_rank(node), static_cast<int>(std::lround(centre))});
    }
    for (Agraph_t* frame : frames_) {
      const boxf box = GD_bb(frame);
      const double low = task_.rightward ? -box.UR.y : box.LL.x;
      const double high = task_.rightward ? -box.LL.y : box.UR.x;
      answer.frames.push_back(
          {static_cast<int>(std::lround(low)), static_cast<int>(std::lround(high))});
    }
    return answer;
  }

 private:
  void set_defaults() {
    const std::string effort = fmt::format("{:.2f}", task_.effort / 100.0);
    set_default(graph_, AGRAPH, "newrank", "true");
    set_default(graph_, AGRAPH, "splines", "");  // the routes are drawn elsewhere
    set_default(graph_, AGRAPH, "rankdir", task_.rightward ? "LR" : "TB");
    set_default(graph_, AGRAPH, "nodesep", fmt::format("{:.4f}", task_.gap / pixels_per_inch));
    set_default(graph_, AGRAPH, "ranksep", "0.1");
    set_default(graph_, AGRAPH, "label", "");
    set_default(graph_, AGRAPH, "margin", std::to_string(task_.pad));
    if (task_.effort < 100) {
      set_default(graph_, AGRAPH, "nslimit", effort);
      set_default(graph_, AGRAPH, "nslimit1", effort);
      set_default(graph_, AGRAPH, "mclimit", effort);
    }
    set_default(graph_, AGNODE, "label", "");
    set_default(graph_, AGNODE, "shape", "box");
    set_default(graph_, AGNODE, "fixedsize", "true");
    set_default(graph_, AGNODE, "width", "0.1");
    set_default(graph_, AGNODE, "height", "0.1");
    set_default(graph_, AGEDGE, "weight", "1");
  }

  void add_frames() {
    frames_.assign(task_.frames.size(), nullptr);
    for (std::size_t f = 0; f < task_.frames.size(); ++f) add_frame(static_cast<int>(f));
  }

  // A parent may come after its children.
  Agraph_t* add_frame(int index) {
    if (index < 0) return graph_;
    Agraph_t*& made = frames_[static_cast<std::size_t>(index)];
    if (made != nullptr) return made;
    const WireFrame& frame = task_.frames[static_cast<std::size_t>(index)];
    std::string name = "cluster_" + std::to_string(index);
    made = agsubg(add_frame(frame.parent), name.data(), 1);
    set(made, "label", fmt::format("{}x{}", frame.title_width, frame.title_height));
    return made;
  }

  void add_cells() {
    for (std::size_t c = 0; c < task_.cells.size(); ++c) {
      const WireCell& cell = task_.cells[c];
      Agraph_t* home = cell.frame < 0 ? graph_ : frames_[static_cast<std::size_t>(cell.frame)];
      std::string name = std::to_string(c);
      cells_.push_back(agnode(home, name.data(), 1));
      const double across = cell.across / pixels_per_inch, along = cell.along / pixels_per_inch;
      set(cells_.back(), "width", fmt::format("{:.4f}", task_.rightward ? along : across));
      set(cells_.back(), "height", fmt::format("{:.4f}", task_.rightward ? across : along));
    }
  }

  const WireTask& task_;
  Agraph_t* graph_ = nullptr;
  std::vector<Agraph_t*> frames_;
  std::vector<Agnode_t*> cells_;
};

}  // namespace

int run_layout_child(World& world) {
  const std::string input = world.read_input();
  const std::optional<WireTask> task = decode_task(input);
  if (!task) return 2;
  agseterrf(hear);
  GVC_t* gvc = context();
  Drawing drawing(*task);
  agreseterrors();
  static char engine[] = "dot";
  // Nothing is freed: the process ends with the answer.
  if (gvLayout(gvc, drawing.graph(), engine) != 0) {
    world.write_errors(complaint());
    return 3;
  }
  WireAnswer answer = drawing.read();
  if (agerrors() > 0) answer.complaint = complaint();
  world.write_output(encode(answer));
  return 0;
}

}  // namespace joist::layout

// The child process: builds the layered graph in Graphviz and answers with their order. It may
// crash, hang or eat memory as Graphviz does; whoever started it is prepared for that.
#include <algorithm>
#include <string>

#include <fmt/format.h>
#include <graphviz/gvc.h>
#include <graphviz/gvplugin_textlayout.h>

#include "layout/graph.hpp"
#include "layout/wire.hpp"

namespace joist::layout {
namespace {

// Nothing here has a text.
boolean measure(textspan_t* span, char**) {
  span->size = {0, 0};
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

// Holds a task as a Graphviz graph. One more node stands above the first row and holds every part
// of the graph in its rows.
class Drawing {
 public:
  explicit Drawing(const WireTask& task) : task_(task) {
    static char name[] = "g";
    graph_ = agopen(name, Agdirected, nullptr);
    set_defaults();
    frames_.assign(task_.frames.size(), nullptr);
    for (std::size_t f = 0; f < task_.frames.size(); ++f) add_frame(static_cast<int>(f));
    for (std::size_t c = 0; c < task_.cells.size(); ++c) {
      const int frame = task_.cells[c].frame;
      std::string cell = std::to_string(c);
      Agraph_t* home = frame < 0 ? graph_ : frames_[static_cast<std::size_t>(frame)];
      cells_.push_back(agnode(home, cell.data(), 1));
    }
    for (const WireLink& link : task_.links) {
      Agedge_t* edge = agedge(graph_, cells_[static_cast<std::size_t>(link.upper)],
                              cells_[static_cast<std::size_t>(link.lower)], nullptr, 1);
      if (link.weight != 1) set(edge, "weight", link.weight);
    }
    hold_rows();
  }

  Agraph_t* graph() const { return graph_; }

  WireAnswer read() const {
    WireAnswer answer;
    for (Agnode_t* node : cells_) answer.cells.push_back({ND_rank(node) - 1, ND_order(node)});
    return answer;
  }

 private:
  void set_default(int kind, const char* name, const std::string& value) {
    agattr(graph_, kind, const_cast<char*>(name), const_cast<char*>(value.c_str()));
  }
  static void set(void* object, const char* name, int value) {
    agset(object, const_cast<char*>(name), std::to_string(value).data());
  }

  void set_defaults() {
    set_default(AGRAPH, "newrank", "true");
    set_default(AGRAPH, "phase", "2");  // the order is all that is wanted
    set_default(AGRAPH, "label", "");
    if (task_.effort < 100) {
      const std::string effort = fmt::format("{:.2f}", task_.effort / 100.0);
      for (const char* limit : {"nslimit", "nslimit1", "mclimit"})
        set_default(AGRAPH, limit, effort);
    }
    set_default(AGNODE, "label", "");
    set_default(AGNODE, "shape", "box");
    set_default(AGNODE, "fixedsize", "true");
    set_default(AGEDGE, "weight", "1");
    set_default(AGEDGE, "minlen", "1");
  }

  // A parent may come after its children.
  Agraph_t* add_frame(int index) {
    if (index < 0) return graph_;
    Agraph_t*& made = frames_[static_cast<std::size_t>(index)];
    if (made != nullptr) return made;
    std::string name = "cluster_" + std::to_string(index);
    Agraph_t* parent = add_frame(task_.frames[static_cast<std::size_t>(index)]);
    made = agsubg(parent, name.data(), 1);
    return made;
  }

  // Every link leads from one row to the next, so the rows of a part are fixed by those of one
  // cell.
  void hold_rows() {
    static char name[] = "top";
    Agnode_t* top = agnode(graph_, name, 1);
    std::vector<int> part(task_.cells.size());
    for (std::size_t c = 0; c < part.size(); ++c) part[c] = static_cast<int>(c);
    auto find = [&](int c) {
      while (part[static_cast<std::size_t>(c)] != c) c = part[static_cast<std::size_t>(c)];
      return c;
    };
    for (const WireLink& link : task_.links) {
      const int a = find(link.upper), b = find(link.lower);
      part[static_cast<std::size_t>(std::max(a, b))] = std::min(a, b);
    }
    std::vector<int> first(part.size(), -1);  // by part, a cell of its first row
    for (int c = 0; c < static_cast<int>(part.size()); ++c) {
      int& best = first[static_cast<std::size_t>(find(c))];
      if (best < 0 || row(c) < row(best)) best = c;
    }
    for (const int c : first) {
      if (c < 0) continue;
      Agedge_t* edge = agedge(graph_, top, cells_[static_cast<std::size_t>(c)], nullptr, 1);
      if (row(c) > 0) set(edge, "minlen", row(c) + 1);
    }
  }
  int row(int cell) const { return task_.cells[static_cast<std::size_t>(cell)].row; }

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

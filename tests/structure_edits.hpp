// A random design as text, and edits of what it is made of: components and arrows come and go, get
// other names, stand elsewhere and in another order.
#pragma once

#include <algorithm>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace joist::tests {

class StructuredText {
 public:
  explicit StructuredText(std::mt19937& random) : random_(random) {
    for (std::size_t i = 0; i < 14; ++i) add_component();
    for (std::size_t i = 0; i < 60; ++i) add_arrow();
  }

  void change() {
    switch (any(12)) {
      case 0:
      case 1:
        return add_component();
      case 2:
        return remove_component();
      case 3:
        return rename();
      case 4:
      case 5:
        return add_arrow();
      case 6:
        return remove_arrow();
      case 7:
        return move_component();
      case 8:
        return move_arrow();
      case 9:
        zones_ = 2 + any(2);
        return;
      case 10:
        flow_names_[any(flow_names_.size())] = fresh("f");
        return;
      default:
        components_[any(components_.size())].attributes = some_attributes();
    }
  }

  std::string text() const {
    std::string text =
        "design \"Structure\"\nneed survive zone\nclient app\n"
        "lb gate { replicas: 2, zones: 2 }\n";
    for (std::size_t zone = 0; zone <= zones_; ++zone) {
      const bool outside = zone == zones_;
      if (!outside) text += "zone z" + std::to_string(zone) + " {\n";
      for (const Component& each : components_)
        if (each.zone == zone || (outside && each.zone > zone))
          text += each.kind + " " + each.name + each.attributes + "\n";
      if (!outside) text += "}\n";
    }
    for (std::size_t flow = 0; flow < flow_names_.size(); ++flow)
      text += "flow " + flow_names_[flow] + " @ " + std::to_string(40 + 30 * flow) + "/s {\n" +
              calls_of(flow) + "}\n";
    return text;
  }

 private:
  struct Component {
    std::string kind, name, attributes;
    std::size_t zone = 0;
  };
  struct Arrow {
    std::size_t flow = 0;
    std::string from;
    std::vector<std::string> to;
    std::string sign, behind;
    bool leads_back = false;
  };

  std::size_t any(std::size_t count) { return random_() % count; }
  std::string fresh(const char* letter) { return letter + std::to_string(++named_); }

  // As it is called from outside of its zone.
  std::string path(const std::string& name) const {
    const auto found = std::find_if(components_.begin(), components_.end(),
                                    [&](const Component& each) { return each.name == name; });
    if (found == components_.end() || found->zone >= zones_) return name;
    return "z" + std::to_string(found->zone) + "." + name;
  }

  std::size_t index_of(const std::string& name) const {
    const auto found = std::find_if(components_.begin(), components_.end(),
                                    [&](const Component& each) { return each.name == name; });
    return static_cast<std::size_t>(found - components_.begin());
  }

  // Of what the flow reaches, so that all its load is known, and mostly to later components: loads
  // in loops are solved as a whole.
  std::string calls_of(std::size_t flow) const {
    std::set<std::string> reached;
    std::string text = "app -> gate -> ";
    for (std::size_t i = 0; i < 3; ++i) {
      text += (i == 0 ? "" : ", ") + path(components_[i].name);
      reached.insert(components_[i].name);
    }
    text += "\n";
    for (std::size_t i = 0; i < components_.size(); ++i) {
      if (reached.count(components_[i].name) == 0) continue;
      for (const Arrow& arrow : arrows_) {
        if (arrow.flow != flow || arrow.from != components_[i].name) continue;
        std::string targets;
        for (const std::string& to : arrow.to) {
          if (index_of(to) <= i && !arrow.leads_back) continue;
          targets += (targets.empty() ? "" : arrow.sign) + path(to);
          reached.insert(to);
        }
        if (!targets.empty()) text += path(arrow.from) + " -> " + targets + arrow.behind + "\n";
      }
    }
    return text;
  }

  std::string some_attributes() {
    const std::string capacity = std::to_string(30 * (1 + any(12))) + " rps";
    std::string text = " { replicas: " + std::to_string(1 + any(3)) + ", capacity: " + capacity;
    if (any(3) == 0) text += ", zones: 2";
    if (any(60) == 0) text += ", limit: 90 rps";
    return text + " }";
  }

  void add_component() {
    constexpr const char* kinds[] = {"service", "service", "lb", "lb", "redis", "postgres"};
    Component added{kinds[any(6)], fresh("n"), some_attributes(), any(5)};
    if (added.kind == "redis") added.attributes.insert(2, " hit: 80%,");
    components_.insert(components_.begin() + static_cast<std::ptrdiff_t>(place()), added);
    if (components_.size() > 1) connect(added.name);
  }

  std::size_t place() { return any(components_.size() + 1); }

  // Somebody calls it, mostly, as one of a list or alone.
  void connect(const std::string& name) {
    if (any(4) == 0) return;
    if (!arrows_.empty() && any(2) == 0) {
      arrows_[any(arrows_.size())].to.push_back(name);
    } else {
      arrows_.push_back(
          {any(flow_names_.size()), components_[any(components_.size())].name, {name}, ", ", ""});
    }
  }

  void add_arrow() {
    constexpr const char* behind[] = {"", "", " x 2", " x 20%", " { retries: 2, fails: 10% }"};
    const std::size_t from = any(components_.size());
    Arrow arrow{
        any(flow_names_.size()), components_[from].name, {}, ", ", behind[any(5)], any(30) == 0};
    const std::size_t most = components_[from].kind == "lb" ? 4 : 2;
    for (std::size_t left = 1 + any(most); left > 0; --left) {
      const std::size_t behind_it = components_.size() - from;
      arrow.to.push_back(components_[from + any(behind_it)].name);
    }
    if (any(4) == 0) arrow.sign = " | ";
    arrows_.insert(arrows_.begin() + static_cast<std::ptrdiff_t>(any(arrows_.size() + 1)),
                   std::move(arrow));
  }

  void remove_arrow() {
    if (arrows_.size() > 5)
      arrows_.erase(arrows_.begin() + static_cast<std::ptrdiff_t>(any(arrows_.size())));
  }

  // Its arrows go with it, or else make it anew.
  void remove_component() {
    if (components_.size() < 6) return;
    const std::size_t at = any(components_.size());
    const std::string name = components_[at].name;
    components_.erase(components_.begin() + static_cast<std::ptrdiff_t>(at));
    if (any(4) == 0) return;
    for (Arrow& arrow : arrows_) std::erase(arrow.to, name);
    std::erase_if(arrows_,
                  [&](const Arrow& arrow) { return arrow.from == name || arrow.to.empty(); });
  }

  void rename() {
    Component& component = components_[any(components_.size())];
    const std::string before = std::exchange(component.name, fresh("n"));
    for (Arrow& arrow : arrows_) {
      if (arrow.from == before) arrow.from = component.name;
      std::replace(arrow.to.begin(), arrow.to.end(), before, component.name);
    }
  }

  void move_component() {
    const std::size_t from = any(components_.size());
    Component moved = components_[from];
    moved.zone = any(5);
    components_.erase(components_.begin() + static_cast<std::ptrdiff_t>(from));
    components_.insert(components_.begin() + static_cast<std::ptrdiff_t>(place()), moved);
  }

  void move_arrow() {
    if (arrows_.size() > 1) std::swap(arrows_[any(arrows_.size())], arrows_[any(arrows_.size())]);
  }

  std::mt19937& random_;
  std::size_t named_ = 0, zones_ = 3;
  std::vector<std::string> flow_names_ = {"read", "write", "list"};
  std::vector<Component> components_;
  std::vector<Arrow> arrows_;
};

}  // namespace joist::tests

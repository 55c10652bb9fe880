// A live preview: one design, drawn for whoever looks at the page, and again at every change.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "base/world.hpp"
#include "serve/http.hpp"

namespace joist::serve {

// What of the design is looked at; empty: all of it, as it stands.
struct Choice {
  std::string flow, stage, view, theme, palette;
  bool stages = false;  // all of them in one picture
  friend auto operator<=>(const Choice&, const Choice&) = default;
};

// Where a part of the picture stands in the text.
struct Place {
  std::string element;  // the id of its SVG group
  std::string name;     // "us.a.api"
  std::string path;
  std::uint32_t line = 1, column = 1;
};

// The design as it was read last, drawn by a choice.
struct Drawing {
  std::string title;
  std::string svg;  // empty where there is no picture, and `trouble` says why
  std::string trouble;
  bool understood = true;  // false: parts of the text could not be read
  std::string findings;    // a JSON array in the shape of `joist check`
  std::vector<std::string> flows, stages, views, palettes;
  std::vector<Place> places;
  std::map<std::string, std::string> paths;  // as findings name files, and absolute
};

// What draws: reads the design again at reload(), which gives the files it was read from.
class Source {
 public:
  virtual ~Source() = default;
  virtual std::vector<std::string> reload() = 0;
  virtual Drawing draw(const Choice& choice) = 0;
};

class Preview final : public Service {
 public:
  // `on_start` is told the address once there is one: "http://127.0.0.1:41234/".
  Preview(Source& source, std::function<void(const std::string& address)> on_start);

  void started(std::uint16_t port) override;
  std::vector<Reply> received(Visitor visitor, std::string_view bytes) override;
  void left(Visitor visitor) override;
  std::vector<std::string> watched() const override { return files_; }
  std::vector<Reply> changed() override;
  std::vector<Reply> idle() override;

 private:
  struct Shown {
    std::uint64_t revision = 0;
    std::string state;  // the JSON that was answered
    std::string last_good;
  };

  std::string answer(Visitor visitor, const Request& request, bool& stays);
  bool comes_from_here(const Request& request) const;
  const std::string& state(const Choice& choice);

  Source& source_;
  std::function<void(const std::string&)> on_start_;
  std::uint16_t port_ = 0;
  std::uint64_t revision_ = 1;
  std::vector<std::string> files_;
  std::map<Visitor, RequestReader> readers_;
  std::set<Visitor> listeners_;  // those who wait for events
  std::map<Choice, Shown> shown_;
};

}  // namespace joist::serve

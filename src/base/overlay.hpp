// A world on top of another in which some files have another text, so that changes can be tried.
#pragma once

#include <map>
#include <string>

#include "base/world.hpp"

namespace joist {

class Overlay final : public World {
 public:
  explicit Overlay(World& below) : below_(below) {}
  std::map<std::string, std::string> texts;  // by resolved path

  ReadResult read(const std::string& path) override {
    const auto text = texts.find(below_.resolve(path));
    return text == texts.end() ? below_.read(path) : ReadResult{text->second, ""};
  }
  std::string write(const std::string& path, std::string_view bytes) override {
    texts[below_.resolve(path)] = std::string(bytes);
    return "";
  }
  PathKind kind(const std::string& path) override { return below_.kind(path); }
  std::vector<std::string> list(const std::string& path) override { return below_.list(path); }
  std::string resolve(const std::string& path) override { return below_.resolve(path); }
  std::optional<std::string> environment(const std::string& name) override {
    return below_.environment(name);
  }
  std::string read_input() override { return below_.read_input(); }
  void write_output(std::string_view bytes) override { below_.write_output(bytes); }
  void write_errors(std::string_view bytes) override { below_.write_errors(bytes); }
  bool output_is_terminal() override { return below_.output_is_terminal(); }
  bool errors_is_terminal() override { return below_.errors_is_terminal(); }
  ChildResult run(const ChildRequest& request) override { return below_.run(request); }
  bool wait_for_change(const std::vector<std::string>& paths,
                       std::chrono::milliseconds limit) override {
    return below_.wait_for_change(paths, limit);
  }
  void converse(Conversation& conversation) override { below_.converse(conversation); }
  std::string serve(std::uint16_t port, Service& service) override {
    return below_.serve(port, service);
  }

 private:
  World& below_;
};

}  // namespace joist

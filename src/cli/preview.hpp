// What a preview shows: one design, read again at every change and drawn as `render` does.
#pragma once

#include <optional>

#include "cli/command.hpp"
#include "cli/inputs.hpp"
#include "serve/preview.hpp"

namespace joist::cli {

class PreviewSource final : public serve::Source {
 public:
  explicit PreviewSource(const Call& call) : call_(call) {}

  std::vector<std::string> reload() override;
  serve::Drawing draw(const serve::Choice& choice) override;

 private:
  const Call& call_;
  std::string trouble_;  // the file or its settings could not be read
  Settled settled_;
  std::optional<project::Project> project_;
};

}  // namespace joist::cli

// What findings call things, put into the words of the picture: labels in place of ids.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "model/model.hpp"

namespace joist::scene {

class Naming {
 public:
  explicit Naming(const model::Model& model);

  // "`prefs` gets 2k/s" as "`Preferences` gets 2k/s". Where things share a label, the id stands
  // behind it.
  std::string labelled(std::string_view text) const;

 private:
  void add(const std::string& path, std::string_view label);

  std::map<std::string, std::string, std::less<>> labels_;  // by path
  std::map<std::string, int, std::less<>> uses_;            // by label
};

}  // namespace joist::scene

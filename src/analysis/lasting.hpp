// Numbers that components, flows and domains keep from one analysis to the next one of nearly the
// same design, whatever comes or goes beside them: indices shift, these do not.
#pragma once

#include <cstdint>
#include <vector>

#include "analysis/loops.hpp"
#include "base/fingerprint.hpp"
#include "model/model.hpp"

namespace joist::analysis {

// Things that keep their numbers stand in the same order as before.
struct LastingNumbers {
  std::vector<Fingerprint> names;  // by index
  std::vector<std::uint32_t> of;   // by index
  std::uint32_t end = 0;           // all are below it

  // Indices by number; `nowhere` for what is no more.
  std::vector<std::uint32_t> indices() const;
};

// What has another name but stands between the same neighbours is the same thing.
LastingNumbers number_again(std::vector<Fingerprint> names, const LastingNumbers& before);

struct Lasting {
  LastingNumbers components, flows, domains;

  std::uint32_t of(model::ComponentId id) const { return id ? components.of[id.index()] : nowhere; }
  // Arrows of a design without flows belong to one without a number.
  std::uint32_t of_flow(std::uint32_t flow) const {
    return flow < flows.of.size() ? flows.of[flow] : nowhere;
  }
  std::uint32_t of(model::DomainId id) const { return id ? domains.of[id.index()] : nowhere; }
};

// `domains`: the model's, then the unnamed ones.
Lasting lasting(const model::Model& model, const std::vector<model::Domain>& domains,
                const Lasting& before);

// True if so many numbers are of what is no more that it is time to begin anew.
bool is_worn_out(const Lasting& numbers);

}  // namespace joist::analysis

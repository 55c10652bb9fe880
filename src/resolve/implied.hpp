// Components that nobody declared: names that stand in arrows alone.
#pragma once

#include <vector>

#include "resolve/context.hpp"

namespace joist::resolve {

// What the names of all connections stand for, in reading order, so that each is looked up once.
struct Ends {
  std::vector<Member> members;       // empty where a name was not known at first
  std::vector<std::uint32_t> first;  // by link: index of its first end
};

// Makes the components that connections imply, and says what every end of them stands for.
Ends imply_components(Context& context);

// By component: whether some arrow leads to it or from it, those that came to nothing included.
struct Traffic {
  std::vector<bool> in, out;
};
// An undeclared name that no arrow leads to is where requests come from.
void make_clients(Context& context, const Traffic& traffic);

// Notes which undeclared names are nearly a kind's.
void note_kind_slips(Context& context);

}  // namespace joist::resolve

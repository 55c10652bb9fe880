// Puts what a flow's times follow from into one fingerprint.
#include "analysis/latency_kept.hpp"

namespace joist::analysis {
namespace {

// The bindings name every field, so that a new one has to be thought of here.
void add_shape(const ServiceShape& shape, Fingerprint& print) {
  const auto& [variation, slow, slow_time, sorts] = shape;
  print.add(variation, slow, slow_time, sorts != nullptr);
  if (!sorts) return;
  print.add(sorts->size());
  for (const auto& [share, time, own] : *sorts) {
    print.add(share, time);
    add_shape(own, print);
  }
}

void add_wait(const Wait& wait, Fingerprint& print) {
  const auto& [probability, mean, service, shape] = wait;
  print.add(probability, mean, service);
  add_shape(shape, print);
}

void add_service(const Service& service, Fingerprint& print) {
  const auto& [timed, overloaded, mean, own, shape, queues] = service;
  print.add(timed, overloaded, mean, queues.size());
  add_shape(own, print);
  add_shape(shape, print);
  for (const auto& [share, place, machine, stretch, slowed, shared] : queues) {
    print.add(share, stretch, shared.size());
    for (const Wait* wait : {&place, &machine, &slowed}) add_wait(*wait, print);
    for (const auto& [part, time] : shared) print.add(part, time);
  }
}

void add_steps(const FlowTree& tree, const std::vector<Step>& steps, Fingerprint& print);

// Rows by where they stand in the tree. Which arrow it is has no part in times.
void add_branch(const FlowTree& tree, const Branch& branch, Fingerprint& print) {
  const auto& [arrow, row, goes_on, otherwise, count, time, timed, own_time, delay, refused,
               timeout, parallel, fails, attempts, filling, rounds, made, before, then] = branch;
  print.add(tree.place[row], otherwise == nowhere ? nowhere : tree.place[otherwise], goes_on, count,
            time, timed, own_time, delay, refused, timeout, parallel, fails, attempts,
            filling.messages, filling.interval, rounds, made, before);
  add_steps(tree, then, print);
}

void add_steps(const FlowTree& tree, const std::vector<Step>& steps, Fingerprint& print) {
  print.add(steps.size());
  for (const auto& [probability, strides, when, within] : steps) {
    print.add(probability, when, within, strides.size());
    for (const Stride& stride : strides) {
      print.add(stride.branches.size());
      for (const Branch& branch : stride.branches) add_branch(tree, branch, print);
    }
  }
}

}  // namespace

const FlowTimes* KeptTimes::find(const Fingerprint& flow) {
  const auto found = now_.find(flow);
  if (found != now_.end()) return &found->second;
  if (!before_) return nullptr;
  const auto earlier = before_->find(flow);
  return earlier == before_->end() ? nullptr : &now_.insert(*earlier).first->second;
}

Fingerprint fingerprint(const FlowTree& tree) {
  Fingerprint print;
  print.add(tree.has_messages, tree.entries.size(), tree.rows.size());
  for (const auto& [row, share] : tree.entries) print.add(tree.place[row], share);
  for (const std::uint32_t row : tree.rows) {
    const auto& [component, chooses, waited_for, messages, rate, known] = tree.at(row);
    print.add(chooses, rate, known, messages.size());
    add_service(tree.service(row), print);
    add_steps(tree, waited_for, print);
    for (const Branch& branch : messages) add_branch(tree, branch, print);
  }
  return print;
}

}  // namespace joist::analysis

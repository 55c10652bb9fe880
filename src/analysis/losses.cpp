// What happens to the load when something is lost: where it goes, and what breaks under it.
#include <algorithm>
#include <optional>
#include <utility>

#include "analysis/losses_kept.hpp"

namespace joist::analysis {
namespace {

using model::Model;
using model::Role;

constexpr std::size_t most_listed = 5'000;       // losses without any effect
constexpr std::size_t most_figures = 4'000'000;  // utilisations kept

class Losses {
 public:
  Losses(const Failures& failures, const KnownLoad& load, const Kept* before,
         Redundancy& redundancy)
      : failures_(failures),
        model_(failures.model),
        redundancy_(redundancy),
        aftermaths_(failures, load.network, load.capacities, load.results),
        points_(failures.events.all.size()) {
    for (std::size_t p = 0; p < redundancy.single_points.size(); ++p)
      points_[redundancy.single_points[p].events.front()].push_back(static_cast<std::uint32_t>(p));
    if (before == nullptr) return;
    const auto& numbers = failures.continued->numbers;
    kept_ = std::make_shared<KeptLosses>(numbers, aftermaths_.basis(*numbers));
    is_noted_.resize(model_.components.size());
    const KeptLosses* known = before->losses.get();
    const bool goes_on = known != nullptr && !is_worn_out(*known->numbers);
    still_.emplace(goes_on ? known : nullptr, *kept_);
    components_ = numbers->components.indices();
    flows_ = numbers->flows.indices();
  }

  void find() {
    const std::size_t count = failures_.events.all.size();
    std::vector<Loss> losses(count);
    // Zones before copies: if the budget ends, these matter more.
    for (const bool domains : {true, false}) {
      for (std::uint32_t e = 0; e < count; ++e)
        if (static_cast<bool>(failures_.events.all[e].domain) == domains) losses[e] = lose(e);
    }
    redundancy_.losses = std::move(losses);
    if (count > most_listed)
      std::erase_if(redundancy_.losses, [](const Loss& loss) {
        return loss.overloaded.empty() && loss.stopped.empty();
      });
    for (const model::Need& need : model_.needs)
      if (need.survive_component || need.survive_group)
        redundancy_.losses.push_back(lose_named(need));
    find_cold();
  }

  // For the next time; null where nothing is to be kept.
  std::shared_ptr<const KeptLosses> kept() { return std::move(kept_); }

 private:
  Telling by_index() const { return {components_, flows_}; }
  Telling by_number() const { return {kept_->numbers->components.of, kept_->numbers->flows.of}; }

  std::string name(const Event& event) const {
    std::string plain;
    for (const char c : event.name)
      if (c != '`') plain += c;
    return plain;
  }

  Loss lose(std::uint32_t number) {
    const Event& event = failures_.events.all[number];
    auto known = still_ ? still_->loss(event) : nullptr;
    // With less work left than it takes, it would not be followed to its end.
    if (known && known->work >= aftermaths_.budget()) known = nullptr;
    Loss loss;
    if (known) {
      loss = again(*known);
    } else {
      KeptLoss found = follow(event);
      loss = kept_ ? found.loss : std::move(found.loss);
      if (kept_ && is_whole_) {
        by_number().tell(found);
        known = std::make_shared<KeptLoss>(std::move(found));
      }
    }
    if (kept_) kept_->of(event) = std::move(known);
    loss.event = number;
    loss.name = name(event);
    for (const std::uint32_t point : points_[number])
      loss.stopped.push_back(redundancy_.single_points[point].flow);
    std::sort(loss.stopped.begin(), loss.stopped.end());
    loss.stopped.erase(std::unique(loss.stopped.begin(), loss.stopped.end()), loss.stopped.end());
    return loss;
  }

  // As following it once more would.
  Loss again(const KeptLoss& known) {
    aftermaths_.spend(known.work);
    auto needed = known.needed;
    by_index().tell(needed);
    need(needed);
    Loss loss = known.loss;
    by_index().tell(loss);
    if (figures_ + known.touched > most_figures) loss.busier.clear();
    figures_ += loss.busier.size();
    return loss;
  }

  KeptLoss follow(const Event& event) {
    KeptLoss found;
    Aftermath after;
    Lost lost;
    if (event.component) {
      if (event.leader) {
        lost.leader = true;
      } else {
        lost.copies = 1;
      }
      aftermaths_.strike(event.component, lost, after);
    } else {
      lost.domains.push_back(event.domain);
      for (const ComponentId component : aftermaths_.in(event.domain))
        aftermaths_.strike(component, lost, after);
    }
    settle(after, found, is_survived(event));
    // What the event alone takes down was found with the single points.
    if (after.moved) found.loss.stopped = aftermaths_.stopped(after);
    finish(after, found);
    return found;
  }

  // A need may ask for the loss of a whole component or of all that stands in a group.
  Loss lose_named(const model::Need& need) {
    KeptLoss found;
    Loss& loss = found.loss;
    loss.event = no_event;
    loss.component = need.survive_component;
    loss.group = need.survive_group;
    Aftermath after;
    if (need.survive_component) {
      loss.name = model_.at(need.survive_component).path;
      aftermaths_.take_down(need.survive_component, Fault::lost, after);
    } else {
      loss.name = model_.at(need.survive_group).path;
      for (std::size_t i = 0; i < model_.components.size(); ++i)
        if (stands_in(model_, model_.components[i].group, need.survive_group))
          aftermaths_.take_down(ComponentId(i), Fault::lost, after);
    }
    settle(after, found, true);
    loss.stopped = aftermaths_.stopped(after);
    finish(after, found);
    return std::move(loss);
  }

  void settle(Aftermath& after, KeptLoss& found, bool survived) {
    const std::size_t lost = after.down.size();
    bool goes_on = aftermaths_.settle(after);
    if (survived && after.moved) {
      find_needed(after, lost, found);
      need(found.needed);
    }
    while (goes_on) goes_on = aftermaths_.settle(after);
    if (after.load_moves) redundancy_.losses_complete = false;
    for (const Overloaded& each : after.overloaded) {
      found.loss.overloaded.push_back(each.component);
      found.loss.overload.push_back(each.utilization);
    }
  }

  // Of what has other load now, but for what the loss itself took down: the first so many.
  void find_needed(const Aftermath& after, std::size_t lost, KeptLoss& found) {
    for (const ComponentId id : aftermaths_.changed()) {
      const auto is_it = [&](const Downed& downed) { return downed.component == id; };
      if (std::any_of(after.down.begin(), after.down.begin() + static_cast<std::ptrdiff_t>(lost),
                      is_it))
        continue;
      if (const auto needed = aftermaths_.needed(id)) found.needed.emplace_back(id, *needed);
    }
  }

  void need(const std::vector<std::pair<ComponentId, double>>& instances) {
    for (const auto& [id, needed] : instances) {
      double& most = redundancy_.needed_after_loss[id];
      most = std::max(most, needed);
    }
  }

  bool is_survived(const Event& event) const {
    return std::any_of(model_.needs.begin(), model_.needs.end(), [&](const model::Need& need) {
      if (event.component) return need.survive_instance;
      return need.survive != model::Level::none &&
             failures_.placements.domains[event.domain.index()].level == need.survive;
    });
  }

  void finish(Aftermath& after, KeptLoss& found) {
    keep_figures(after, found);
    aftermaths_.forget(after);
    found.loss.down = std::move(after.down);
    found.work = after.work;
    if (kept_) found.rests_on = rests_on(after);
    is_whole_ = is_whole_ && !after.rests_on_all && !aftermaths_.is_spent();
  }

  // Each once.
  const std::vector<ComponentId>& rests_on(const Aftermath& after) {
    noted_.clear();
    for (const ComponentId id : after.rests_on) {
      if (std::exchange(is_noted_[id.index()], char{1}) == 0) noted_.push_back(id);
    }
    for (const ComponentId id : noted_) is_noted_[id.index()] = 0;
    return noted_;
  }

  // What lost copies or got more load, and stands.
  void keep_figures(const Aftermath& after, KeptLoss& found) {
    aftermaths_.touched(after, touched_);
    found.touched = touched_.size();
    is_whole_ = figures_ + touched_.size() <= most_figures;
    if (!is_whole_) return;
    busier_.clear();
    for (const ComponentId id : touched_) {
      if (aftermaths_.is_down(id)) continue;
      if (const std::optional<double> now = aftermaths_.busier(id)) busier_.emplace_back(id, *now);
    }
    found.loss.busier = busier_;
    figures_ += busier_.size();
  }

  void find_cold() {
    for (std::size_t i = 0; i < model_.components.size(); ++i) {
      if (model_.components[i].role != Role::cache || !aftermaths_.moves_load(ComponentId(i)))
        continue;
      if (aftermaths_.is_spent()) {
        redundancy_.losses_complete = false;
        return;
      }
      redundancy_.cold.push_back(chill(ComponentId(i)));
    }
  }

  ColdCache chill(ComponentId cache) {
    auto known = still_ ? still_->cold(cache) : nullptr;
    if (known) {
      aftermaths_.spend(known->work);
      kept_->colds[cache.index()] = known;
      ColdCache cold = known->cold;
      by_index().tell(cold);
      return cold;
    }
    Aftermath after;
    aftermaths_.chill(cache, after);
    ColdCache cold = compare(cache);
    if (kept_ && !after.rests_on_all) {
      auto found = std::make_shared<KeptCold>(KeptCold{cold, rests_on(after), after.work});
      by_number().tell(found->cold);
      by_number().tell(found->rests_on);
      kept_->colds[cache.index()] = std::move(found);
    }
    return cold;
  }

  ColdCache compare(ComponentId cache) {
    ColdCache cold;
    cold.cache = cache;
    for (const ComponentId id : aftermaths_.changed()) {
      const std::optional<double> now = id == cache ? std::nullopt : aftermaths_.busier(id);
      if (!now) continue;
      cold.busier.push_back(id);
      cold.utilization.push_back(*now);
      if (aftermaths_.breaks_cold(id)) cold.overloaded.push_back(id);
    }
    return cold;
  }

  const Failures& failures_;
  const Model& model_;
  Redundancy& redundancy_;
  Aftermaths aftermaths_;
  std::vector<std::vector<std::uint32_t>> points_;  // by event: single points that it is
  std::size_t figures_ = 0;
  std::vector<ComponentId> touched_;  // by the loss at hand
  std::vector<std::pair<ComponentId, double>> busier_;
  std::shared_ptr<KeptLosses> kept_;               // null: nothing is to be kept
  std::optional<StillKept> still_;                 // likewise
  std::vector<std::uint32_t> components_, flows_;  // indices by lasting number
  std::vector<ComponentId> noted_;                 // what the loss at hand rests on
  std::vector<char> is_noted_;                     // by component: it is among those
  bool is_whole_ = false;  // the loss at hand was followed to its end, and can be kept
};

}  // namespace

void find_losses(const Failures& failures, const KnownLoad& load, Kept* kept,
                 Redundancy& redundancy) {
  Losses losses(failures, load, kept, redundancy);
  losses.find();
  if (kept != nullptr) kept->losses = losses.kept();
}

}  // namespace joist::analysis

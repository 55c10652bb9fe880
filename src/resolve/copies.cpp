// Whether what is said of one component goes together.
#include "resolve/copies.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "quantity/display.hpp"

namespace joist::resolve {
namespace {

using model::Attribute;
using model::Stated;

std::string counted(double count, std::string_view noun, std::string_view nouns) {
  return fmt::format("{} {}", quantity::number_text(count, 9), count == 1 ? noun : nouns);
}

class CopiesCheck {
 public:
  CopiesCheck(Context& context, ComponentId id)
      : context_(context), id_(id), own_(context.model.at(id).attributes) {}

  void run() {
    check_availability();
    check_latency();
    check_zones();
    check_scales();
    const auto copies = copies_of_a_shard();
    if (!copies) return;
    check_standby(*copies);
    check_needs(*copies);
    check_nodes(*copies);
  }

 private:
  // The exact value of a number, its own or its kind's.
  std::optional<double> exact(const Stated* stated) const {
    if (stated == nullptr || !stated->quantity.is_exact()) return std::nullopt;
    return stated->value();
  }

  // How many copies the names of zones add up to; nothing where they say no numbers.
  std::optional<double> named_copies() const {
    if (!own_.zones || own_.zones->named.empty()) return std::nullopt;
    double sum = 0;
    for (const auto& zone : own_.zones->named) {
      if (zone.copies == 0) return std::nullopt;
      sum += zone.copies;
    }
    return sum;
  }

  std::optional<double> copies_of_a_shard() const {
    const Stated* replicas = context_.model.number(id_, Attribute::replicas);
    if (replicas != nullptr) return exact(replicas);
    if (own_.scales_most) return exact(&*own_.scales_most);
    if (own_.zones && !own_.zones->named.empty()) return named_copies();
    return 1;
  }

  // One in a hundred that takes more than that alone makes a greater mean (Markov's inequality).
  static constexpr double most_times = 100;

  Finding& report(Span span, std::string message) {
    return context_.error("unexpected-value", span, std::move(message));
  }

  void check_availability() {
    const Stated* mtbf = own_.number(Attribute::mtbf);
    if (mtbf == nullptr || own_.number(Attribute::availability) == nullptr) return;
    Finding& finding = report(mtbf->span, "`mtbf` and `availability` both say how often it is up");
    finding.labels.push_back({own_.number(Attribute::availability)->span, "stated here too"});
    finding.help = "keep `availability`, or `mtbf` with `mttr`";
  }

  void check_latency() {
    const Stated* tail = own_.number(Attribute::latency_p99);
    const Stated* mean = own_.number(Attribute::latency);
    const auto high = exact(tail), middle = exact(mean);
    if (!high || !middle) return;
    if (*middle > 0 && *high > most_times * *middle * (1 + 1e-12))
      report(tail->span,
             fmt::format("`latency_p99` is {}, more than 100 times the mean of {}",
                         quantity::text(tail->quantity), quantity::text(mean->quantity)))
          .help =
          "one in a hundred would take more than all of the mean: state more `latency`, or less "
          "here";
    if (*high >= *middle) return;
    report(tail->span, fmt::format("`latency_p99` is {}, less than the mean of {}",
                                   quantity::text(tail->quantity), quantity::text(mean->quantity)))
        .help = "99 of 100 requests take at most this long: state more than `latency`";
  }

  void check_zones() {
    const auto named = named_copies();
    const auto replicas = exact(own_.number(Attribute::replicas));
    const auto shards = exact(context_.model.number(id_, Attribute::shards));
    if (!named || !replicas || *named == *replicas || *named == *replicas * shards.value_or(1)) {
      return;
    }
    report(own_.zones->span,
           fmt::format("`zones` places {}, and `replicas` is {}", counted(*named, "copy", "copies"),
                       quantity::number_text(*replicas, 9)))
        .help = "leave out `replicas`, or place as many";
  }

  void check_scales() {
    const auto replicas = exact(own_.number(Attribute::replicas));
    if (!replicas || !own_.scales_least) return;
    const auto least = exact(&*own_.scales_least), most = exact(&*own_.scales_most);
    if (!least || !most || (*replicas >= *least && *replicas <= *most)) return;
    report(own_.number(Attribute::replicas)->span,
           fmt::format("`replicas` is {}, and `scales` goes from {} to {}",
                       quantity::number_text(*replicas, 9), quantity::number_text(*least, 9),
                       quantity::number_text(*most, 9)))
        .help = "leave out `replicas`: they follow the load";
  }

  void check_standby(double copies) {
    const Stated* stated = own_.number(Attribute::standby);
    const auto standby = exact(stated);
    if (!standby || *standby < copies) return;
    report(stated->span,
           fmt::format("`standby` is {} of {}, and one has to serve",
                       quantity::number_text(*standby, 9), counted(copies, "copy", "copies")))
        .help = fmt::format("standby copies are counted among the replicas: `replicas: {}`",
                            quantity::number_text(*standby + 1, 9));
  }

  void check_needs(double copies) {
    if (!own_.needs || own_.needs->rule != model::Needs::Rule::number) return;
    if (own_.needs->number <= copies) return;
    report(own_.needs->span,
           fmt::format("`needs` is {}, and there {} {}", own_.needs->number,
                       copies == 1 ? "is" : "are", counted(copies, "copy", "copies")))
        .help = "state more `replicas`, or need fewer";
  }

  // Copies of one shard on one machine are lost together, so they are not spread so.
  void check_nodes(double copies) {
    const Stated* stated = own_.number(Attribute::nodes);
    const auto nodes = exact(stated);
    if (!nodes || own_.number(Attribute::replicas) == nullptr || *nodes >= copies) return;
    report(stated->span,
           fmt::format("`nodes` is {}, and each of {} of a shard lives on a machine of its own",
                       quantity::number_text(*nodes, 9), counted(copies, "copy", "copies")))
        .help = fmt::format("state at least {} `nodes`, or fewer `replicas`",
                            quantity::number_text(copies, 9));
  }

  Context& context_;
  ComponentId id_;
  const model::Attributes& own_;
};

}  // namespace

void check_copies(Context& context) {
  for (std::size_t i = 0; i < context.model.components.size(); ++i) {
    const auto& own = context.model.components[i].attributes;
    if (own.numbers.empty() && !own.zones && !own.needs) continue;
    CopiesCheck(context, ComponentId(i)).run();
  }
}

}  // namespace joist::resolve

// A design in which what figures rest on is one of several values, and edits that choose another:
// texts that can be read, unlike most of those of random_edits.hpp.
#pragma once

#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace joist::tests {

// `[[a||b]]` is one of them; the first to begin with.
inline constexpr std::string_view valued_design = R"(
design "Values" { peak: [[1||3]], headroom: [[30%||10%]] }
[[import "more.joist"||]]
need survive [[zone||region||instance]]
need survive [[api||east.inner||db]]

client app
[[lb||service]] lb { replicas: [[2||3]], zones: [[2||1]], capacity: 20k rps }
service api { replicas: [[4||2||6]], zones: [[2||3]], capacity: [[1k rps||60 rps||5k rps]],
  latency: [[5 ms||50 ms]] [[||||, concurrency: 20]] }
region east {
  zone a {
    service s1 { replicas: [[2||1]], capacity: [[200 rps||150 rps||90 rps]] }
    [[service s2 { capacity: 90 rps }||]]
  }
  zone b {
    [[||service s5]]
    service s3 { replicas: [[1||2]], capacity: [[300 rps||120 rps]] [[||||, limit: 80 rps]] }
  }
  group inner {
    service s4 { replicas: [[2||3]], zones: [[2||1||a||a, b||a x 2, b x 1]],
      capacity: [[200 rps||70 rps]] }
    service s6 { zones: [[a x 2, b x 1||a x 1, b x 2]], capacity: [[50 rps||90 rps]] }
    redis hot { replicas: [[2||1]], shards: [[1||3]], zones: [[2||1]], hit: [[80%||95%]],
      capacity: [[10k/s||400/s]], reads: 9k/s }
  }
}
postgres db { replicas: [[3||2]], zones: [[3||2]], failover: [[automatic||manual||none]],
  needs: [[one||quorum||all]], shards: [[1||2]], standby: [[0||1]],
  reads: [[4k/s||300/s]], writes: [[1k/s||150/s]] }
external pay { availability: [[99.9%||100%]], capacity: [[1k rps||20 rps]] }
external spare { capacity: [[50 rps||15 rps]] }
service rest { replicas: 2, capacity: [[400 rps||45 rps]] }

flow read @ [[300/s||100/s||500/s]] {
  app -> lb -> s1, s2, s3, s4, s6
  s1 -> hot [[||x 2||x 50%]]
  s1 -> db [[on miss hot||x 10%]]
  s2 -> hot [[write||read]]
  s3 -> hot -> db
  s4 -> db x [[0.5||0.1]] [[write||read]] { [[work: 2||size: 10 kB||timeout: 1 s||retries: 2, fails: 10%]] }
}
flow buy @ [[20/s||60/s]] {
  app -> lb -> api -> s1 x [[1||2]], s3 [[||x 3]]
  api -> pay [[| spare||]] [[||{ optional: yes }]]
  api -> rest x [[1||2]] on [[fail pay||fail s1]] [[||{ work: 2 }]]
  api -> db [[write||read]]
}
stage "later" {
  [[flow read @ 900/s||service s4 { replicas: 9 }||remove rest||db.shards: 4]]
}
)";

// What it may import, as `more.joist`.
inline constexpr std::string_view valued_import = R"(
flow more @ 15/s { job -> db write; job -> s9 }
worker job { replicas: 2 }
service s9 { replicas: 2, capacity: 20 rps }
)";

class ValuedText {
 public:
  explicit ValuedText(std::string_view design) {
    while (true) {
      const std::size_t open = design.find("[[");
      between_.emplace_back(design.substr(0, open));
      if (open == design.npos) return;
      const std::size_t close = design.find("]]", open);
      values_.push_back(split(design.substr(open + 2, close - open - 2)));
      design.remove_prefix(close + 2);
    }
  }

  void change(std::mt19937& random) {
    Values& values = values_[random() % values_.size()];
    values.now = (values.now + 1 + random() % (values.all.size() - 1)) % values.all.size();
  }

  std::string text() const {
    std::string text = between_.front();
    for (std::size_t i = 0; i < values_.size(); ++i)
      text += values_[i].all[values_[i].now] + between_[i + 1];
    return text;
  }

 private:
  struct Values {
    std::vector<std::string> all;
    std::size_t now = 0;
  };

  static Values split(std::string_view words) {
    Values values;
    for (std::size_t end = 0; end != words.npos; words.remove_prefix(end + 2)) {
      end = words.find("||");
      values.all.emplace_back(words.substr(0, end));
      if (end == words.npos) break;
    }
    return values;
  }

  std::vector<std::string> between_;
  std::vector<Values> values_;
};

}  // namespace joist::tests

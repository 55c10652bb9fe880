// The reporters by name.
#include "report/reporter.hpp"

namespace joist::report {

const Reporter* find_reporter(std::string_view name) {
  for (const Reporter* reporter : reporters::catalogue()) {
    if (reporter->name == name) return reporter;
  }
  return nullptr;
}

}  // namespace joist::report

// Does two things at once where there are processors for both.
#pragma once

#include <future>
#include <system_error>
#include <thread>

namespace joist {

// Neither may change what the other reads. `worth_it`: they take longer than a thread takes to
// start, some tens of microseconds; without, and on one processor, they are done one after the
// other. What `there` throws is thrown here.
template <class There, class Here>
void side_by_side(bool worth_it, There&& there, Here&& here) {
  static const bool several = std::thread::hardware_concurrency() > 1;
  std::future<void> other;
  if (worth_it && several) {
    try {
      other = std::async(std::launch::async, there);
    } catch (const std::system_error&) {
      // No thread is to be had: what it would have done is done here.
    }
  }
  if (!other.valid()) there();
  here();
  if (other.valid()) other.get();
}

}  // namespace joist

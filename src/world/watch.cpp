// Waiting for files to change: inotify on their folders, since editors replace files, and a slow
// look at the files themselves for file systems that report nothing.
#include <algorithm>
#include <set>

#include <poll.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include "world/descriptor.hpp"
#include "world/disk.hpp"

namespace joist::world {

namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr milliseconds settle{50};  // a burst of writes counts as one change
constexpr milliseconds longest_settle{500};
constexpr milliseconds slow_look{1000};

Descriptor watch_folders(const std::vector<std::string>& paths) {
  Descriptor events(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK));
  std::set<std::string> folders;
  for (const std::string& path : paths) {
    const auto slash = path.rfind('/');
    folders.insert(slash == std::string::npos ? "." : path.substr(0, slash + 1));
  }
  for (const std::string& folder : folders) {
    ::inotify_add_watch(events.get(), folder.c_str(),
                        IN_CLOSE_WRITE | IN_MODIFY | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE);
  }
  return events;
}

// True if something happened in the folders within the time; takes all waiting events.
bool wait_for_event(const Descriptor& events, milliseconds limit) {
  pollfd end{events.get(), POLLIN, 0};
  if (::poll(&end, 1, static_cast<int>(limit.count())) <= 0) return false;
  alignas(inotify_event) char buffer[4096];
  while (::read(events.get(), buffer, sizeof buffer) > 0) continue;
  return true;
}

}  // namespace

Stamp stamp(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) return {};
  return {status.st_dev, status.st_ino, static_cast<std::uint64_t>(status.st_size),
          status.st_mtim.tv_sec * 1'000'000'000LL + status.st_mtim.tv_nsec};
}

bool DiskWorld::wait_for_change(const std::vector<std::string>& paths, milliseconds limit) {
  const Clock::time_point end = Clock::now() + limit;
  const Descriptor events = watch_folders(paths);
  for (const std::string& path : paths) seen_.try_emplace(path, stamp(path));
  // What changed since it was read counts, also if that was before the folders were watched.
  const auto changed = [&] {
    return std::any_of(paths.begin(), paths.end(),
                       [&](const std::string& path) { return stamp(path) != seen_[path]; });
  };
  while (!changed()) {
    const auto left = std::chrono::duration_cast<milliseconds>(end - Clock::now());
    if (left.count() <= 0) return false;
    wait_for_event(events, std::min(left, slow_look));
  }
  const Clock::time_point latest = Clock::now() + longest_settle;
  while (Clock::now() < latest && wait_for_event(events, settle)) continue;
  for (const std::string& path : paths) seen_[path] = stamp(path);
  return true;
}

}  // namespace joist::world

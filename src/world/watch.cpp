// Waits for files to change.
#include "world/watch.hpp"

#include <algorithm>
#include <set>

#include <poll.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

namespace joist::world {

namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr milliseconds write_burst{50};  // of writes that count as one change
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

}  // namespace

Stamp stamp(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) return {};
  return {status.st_dev, status.st_ino, static_cast<std::uint64_t>(status.st_size),
          status.st_mtim.tv_sec * 1'000'000'000LL + status.st_mtim.tv_nsec};
}

FileWatch::FileWatch(std::vector<std::string> paths, std::map<std::string, Stamp>& seen)
    : paths_(std::move(paths)), seen_(seen), events_(watch_folders(paths_)) {
  for (const std::string& path : paths_) seen_.try_emplace(path, stamp(path));
}

bool FileWatch::changed() const {
  return std::any_of(paths_.begin(), paths_.end(),
                     [&](const std::string& path) { return stamp(path) != seen_[path]; });
}

bool FileWatch::wait_for_event(milliseconds limit) const {
  pollfd end{events_.get(), POLLIN, 0};
  if (::poll(&end, 1, static_cast<int>(limit.count())) <= 0) return false;
  alignas(inotify_event) char buffer[4096];
  while (::read(events_.get(), buffer, sizeof buffer) > 0) continue;
  return true;
}

void FileWatch::settle(milliseconds quiet) const {
  const Clock::time_point latest = Clock::now() + longest_settle;
  while (Clock::now() < latest && wait_for_event(quiet)) continue;
  for (const std::string& path : paths_) seen_[path] = stamp(path);
}

bool DiskWorld::wait_for_change(const std::vector<std::string>& paths, milliseconds limit) {
  const Clock::time_point end = Clock::now() + limit;
  const FileWatch watch(paths, seen_);
  while (!watch.changed()) {
    const auto left = std::chrono::duration_cast<milliseconds>(end - Clock::now());
    if (left.count() <= 0) return false;
    watch.wait_for_event(std::min(left, slow_look));
  }
  watch.settle(write_burst);
  return true;
}

}  // namespace joist::world

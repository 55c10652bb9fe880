// Notices that files change: inotify on their folders, since editors replace files, and a look at
// the files themselves for file systems that report nothing.
#pragma once

#include <chrono>
#include <map>
#include <string>
#include <vector>

#include "world/descriptor.hpp"
#include "world/disk.hpp"

namespace joist::world {

class FileWatch {
 public:
  // `seen` holds the files as they were when last read; what changed since then counts.
  FileWatch(std::vector<std::string> paths, std::map<std::string, Stamp>& seen);

  // Readable when something happens in the folders.
  int descriptor() const { return events_.get(); }
  bool changed() const;
  // Until something happens in the folders or the time is over; takes all events that wait.
  bool wait_for_event(std::chrono::milliseconds limit) const;
  // After a change: until a burst of writes is over. From then on these files are the known ones.
  void settle(std::chrono::milliseconds quiet) const;

 private:
  std::vector<std::string> paths_;
  std::map<std::string, Stamp>& seen_;
  Descriptor events_;
};

}  // namespace joist::world

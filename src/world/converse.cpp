// Standard input read by a thread of its own, so that whoever writes to it never waits for an
// answer that waits for him.
#include <cerrno>
#include <condition_variable>
#include <csignal>
#include <mutex>
#include <thread>

#ifdef __GLIBC__
#include <malloc.h>
#endif

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include "world/descriptor.hpp"
#include "world/disk.hpp"

namespace joist::world {

namespace {

constexpr int poll_period = 2000;  // milliseconds between looks at whether the partner is there

bool is_alive(std::int64_t process) {
  return process <= 0 || ::kill(static_cast<pid_t>(process), 0) == 0 || errno != ESRCH;
}

// What one piece of work frees the next one takes again: given back to the system in between, it
// would have to be asked for page by page, which took nearly a third of the time of a large
// design's edit.
void keep_freed_memory() {
#ifdef __GLIBC__
  constexpr int most = 128 << 20;  // bytes
  mallopt(M_TRIM_THRESHOLD, most);
  mallopt(M_MMAP_THRESHOLD, most);
#endif
}

// What came in and was not taken yet.
class Inbox {
 public:
  Inbox() {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) return;
    quit_read_ = Descriptor(ends[0]);
    quit_write_ = Descriptor(ends[1]);
    reader_ = std::thread([this] { read(); });
  }
  ~Inbox() {
    quit_write_.reset();
    if (reader_.joinable()) reader_.join();
  }
  Inbox(const Inbox&) = delete;
  Inbox& operator=(const Inbox&) = delete;

  struct Mail {
    std::string bytes;
    bool ended = false;
  };
  // Waits for some, but not for ever.
  Mail take(bool wait) {
    std::unique_lock lock(mutex_);
    if (wait) {
      arrived_.wait_for(lock, std::chrono::milliseconds(poll_period),
                        [&] { return !mail_.bytes.empty() || mail_.ended; });
    }
    Mail taken{std::move(mail_.bytes), mail_.ended};
    mail_.bytes.clear();
    return taken;
  }

 private:
  void read() {
    std::string buffer(64 << 10, 0);
    while (true) {
      pollfd ends[2] = {{STDIN_FILENO, POLLIN, 0}, {quit_read_.get(), POLLIN, 0}};
      if (::poll(ends, 2, -1) < 0 && errno != EINTR) break;
      if (ends[1].revents != 0) return;
      if (ends[0].revents == 0) continue;
      const ssize_t got = ::read(STDIN_FILENO, buffer.data(), buffer.size());
      if (got < 0 && (errno == EINTR || errno == EAGAIN)) continue;
      if (got <= 0) break;
      put({buffer.data(), static_cast<std::size_t>(got)}, false);
    }
    put({}, true);
  }

  void put(std::string_view bytes, bool ended) {
    const std::lock_guard lock(mutex_);
    mail_.bytes += bytes;
    mail_.ended = mail_.ended || ended;
    arrived_.notify_one();
  }

  Descriptor quit_read_, quit_write_;  // closing the second ends the reader
  std::mutex mutex_;
  std::condition_variable arrived_;
  Mail mail_;
  std::thread reader_;
};

}  // namespace

void DiskWorld::converse(Conversation& conversation) {
  keep_freed_memory();
  Inbox inbox;
  bool ended = false, busy = true;
  while (!conversation.over()) {
    const Inbox::Mail mail = inbox.take(!busy && !ended);
    if (!mail.bytes.empty()) conversation.heard(mail.bytes);
    if (mail.ended && !ended && mail.bytes.empty()) {
      ended = true;
      conversation.ended();
    }
    if (conversation.over()) return;
    busy = conversation.work();
    const bool deaf = ended && !busy;
    if (deaf || output_closed_ || (!busy && !is_alive(conversation.partner()))) return;
  }
}

}  // namespace joist::world

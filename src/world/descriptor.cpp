// Whole reads and writes over read(2) and write(2), which may do less than asked.
#include "world/descriptor.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <poll.h>
#include <unistd.h>

namespace joist::world {

void Descriptor::reset() {
  if (number_ >= 0) ::close(number_);
  number_ = -1;
}

int read_all(int descriptor, std::size_t limit, std::string& bytes) {
  constexpr std::size_t step = 64 << 10;
  while (true) {
    const std::size_t before = bytes.size();
    // Twice the size each time, so that a long file is not copied once a step.
    bytes.resize(before + std::max(step, before));
    const ssize_t got = ::read(descriptor, bytes.data() + before, bytes.size() - before);
    const int error = errno;
    bytes.resize(before + (got > 0 ? static_cast<std::size_t>(got) : 0));
    if (got == 0) return 0;
    if (got < 0 && error != EINTR) return error;
    if (bytes.size() > limit) return EFBIG;
  }
}

int write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t put = ::write(descriptor, bytes.data(), bytes.size());
    if (put >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(put));
    } else if (errno == EAGAIN) {
      pollfd writable{descriptor, POLLOUT, 0};
      ::poll(&writable, 1, -1);
    } else if (errno != EINTR) {
      return errno;
    }
  }
  return 0;
}

std::string reason(int error) {
  switch (error) {
    case ENOENT:
      return "no such file";
    case EISDIR:
      return "is a directory";
    case ENOTDIR:
      return "a part of the path is not a directory";
    case EACCES:
    case EPERM:
      return "permission denied";
    case EFBIG:
      return "larger than 1 GB";
    case ENAMETOOLONG:
      return "the name is too long";
    case ELOOP:
      return "symbolic links in a ring";
    case ENOSPC:
      return "no space left on the device";
    case EROFS:
      return "the file system is read-only";
    default:
      return std::strerror(error);
  }
}

}  // namespace joist::world

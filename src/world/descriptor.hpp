// A file descriptor that closes itself, and reads and writes that go on until all is done.
#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace joist::world {

class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Descriptor() { reset(); }

  int get() const { return number_; }
  explicit operator bool() const { return number_ >= 0; }
  void reset();

 private:
  int number_ = -1;
};

// Both give errno, or 0. Reading stops with EFBIG past `limit` bytes.
int read_all(int descriptor, std::size_t limit, std::string& bytes);
int write_all(int descriptor, std::string_view bytes);

// An errno in the words of a message: "no such file", "permission denied".
std::string reason(int error);

}  // namespace joist::world

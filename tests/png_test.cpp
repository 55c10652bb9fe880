// The one chunk of a PNG that is written here.
#include <string>

#include <doctest/doctest.h>

#include "emit/png_resolution.hpp"

using namespace joist;

TEST_CASE("a PNG says how large it is meant to be, with its checksum") {
  const std::string first = "\x89PNG\r\n\x1a\n" + std::string(25, 'h'), rest = "IDAT";
  std::string once = first + rest, twice = once, other = "<svg";
  emit::state_resolution(once, 1);
  emit::state_resolution(twice, 2);
  emit::state_resolution(other, 2);
  // The checksums are zlib's.
  CHECK(once == first +
                    std::string("\0\0\0\x09pHYs\0\0\x0e\xc4\0\0\x0e\xc4\x01"
                                "\x95\x2b\x0e\x1b",
                                21) +
                    rest);
  CHECK(twice == first +
                     std::string("\0\0\0\x09pHYs\0\0\x1d\x87\0\0\x1d\x87\x01"
                                 "\x8f\xe5\xf1\x65",
                                 21) +
                     rest);
  CHECK(other == "<svg");
}

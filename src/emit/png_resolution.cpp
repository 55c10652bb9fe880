// Writes the one chunk of a PNG that cairo leaves out.
#include "emit/png_resolution.hpp"

#include <cmath>
#include <cstdint>
#include <string_view>

namespace joist::emit {
namespace {

constexpr double units_per_metre = 96 / 0.0254;
constexpr std::size_t signature = 8, header_chunk = 4 + 4 + 13 + 4;

// CRC-32 as PNG has it (annex D), bit by bit: there are 13 bytes.
std::uint32_t checksum(std::string_view bytes) {
  std::uint32_t sum = 0xffffffff;
  for (const char byte : bytes) {
    sum ^= static_cast<unsigned char>(byte);
    for (int bit = 0; bit < 8; ++bit) sum = (sum >> 1) ^ ((sum & 1) != 0 ? 0xedb88320 : 0);
  }
  return ~sum;
}

std::string big_endian(std::uint32_t value) {
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(value >> shift & 0xff);
  return bytes;
}

}  // namespace

void state_resolution(std::string& png, double scale) {
  if (!png.starts_with("\x89PNG") || png.size() < signature + header_chunk) return;
  const std::string pixels =
      big_endian(static_cast<std::uint32_t>(std::lround(units_per_metre * scale)));
  const char metre = 1;
  const std::string typed = "pHYs" + pixels + pixels + metre;
  const auto length = static_cast<std::uint32_t>(typed.size() - 4);
  png.insert(signature + header_chunk, big_endian(length) + typed + big_endian(checksum(typed)));
}

}  // namespace joist::emit

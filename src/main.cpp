// The program: the words of the command line, the disk, and the exit code.
#include <exception>
#include <string>
#include <vector>

#include <fmt/format.h>

#if defined(__GLIBC__)
#include <malloc.h>
#endif

#include "cli/command.hpp"
#include "world/disk.hpp"

namespace {

// Asks the system for memory in few large pieces and keeps it: a twentieth of the time of a check.
void set_up_memory() {
#if defined(__GLIBC__)
  constexpr int piece = 4 << 20;
  mallopt(M_TOP_PAD, piece);
  mallopt(M_TRIM_THRESHOLD, 16 * piece);
#endif
}

}  // namespace

int main(int count, char** words) {
  set_up_memory();
  joist::world::DiskWorld world;
  int code = joist::cli::trouble;
  try {
    const std::vector<std::string> arguments(words + (count > 0 ? 1 : 0), words + count);
    code = joist::cli::run(world, arguments);
  } catch (const std::bad_alloc&) {
    world.write_errors("joist: out of memory\n");
  } catch (const std::exception& error) {
    // Mistakes in designs are findings; what ends here is a fault of the program.
    world.write_errors(fmt::format("joist: internal error: {}\n", error.what()));
  }
  if (world.output_error().empty()) return code;
  world.write_errors(fmt::format("joist: cannot write the output: {}\n", world.output_error()));
  return joist::cli::trouble;
}

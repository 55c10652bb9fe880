// The program: the words of the command line, the disk, and the exit code.
#include <exception>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "cli/command.hpp"
#include "world/disk.hpp"

int main(int count, char** words) {
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

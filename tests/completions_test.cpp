// Completion scripts, read by the shells they are for, where those are installed.
#include "cli/completions.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <doctest/doctest.h>

using namespace joist;

namespace {

// 0 where the shell takes it; where there is no such shell, too.
int check(const std::string& shell, const std::string& script) {
  if (std::system(("command -v " + shell + " >/dev/null 2>&1").c_str()) != 0) {
    MESSAGE(shell << " is not installed");
    return 0;
  }
  const auto path = std::filesystem::temp_directory_path() / ("joist-completions." + shell);
  std::ofstream(path) << script;
  const int code = std::system((shell + " -n " + path.string()).c_str());
  std::filesystem::remove(path);
  return code;
}

}  // namespace

TEST_CASE("shells can read their completions") {
  CHECK(check("bash", cli::bash_completions()) == 0);
  CHECK(check("zsh", cli::zsh_completions()) == 0);
  CHECK(check("fish", cli::fish_completions()) == 0);
}

TEST_CASE("bash completes commands, options and their values") {
  const auto path = std::filesystem::temp_directory_path() / "joist-completions-run.bash";
  std::ofstream(path) << cli::bash_completions()
                      << "COMP_WORDS=(joist rend); COMP_CWORD=1; _joist\n"
                         "[ \"${COMPREPLY[*]}\" = render ] || exit 1\n"
                         "COMP_WORDS=(joist check --form); COMP_CWORD=2; _joist\n"
                         "[ \"${COMPREPLY[*]}\" = --format ] || exit 2\n"
                         "COMP_WORDS=(joist check -f sa); COMP_CWORD=3; _joist\n"
                         "[ \"${COMPREPLY[*]}\" = sarif ] || exit 3\n";
  CHECK(std::system(("cd / && bash " + path.string()).c_str()) == 0);
  std::filesystem::remove(path);
}

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
                         "[ \"${COMPREPLY[*]}\" = sarif ] || exit 3\n"
                         "COMP_WORDS=(joist completions z); COMP_CWORD=2; _joist\n"
                         "[ \"${COMPREPLY[*]}\" = zsh ] || exit 4\n"
                         "COMP_WORDS=(joist explain fragile-); COMP_CWORD=2; _joist\n"
                         "[ \"${COMPREPLY[*]}\" = fragile-pair ] || exit 5\n"
                         "COMP_WORDS=(joist check --format = sa); COMP_CWORD=4; _joist\n"
                         "[ \"${COMPREPLY[*]}\" = sarif ] || exit 6\n"
                         "COMP_WORDS=(joist check --format =); COMP_CWORD=3; _joist\n"
                         "[[ \" ${COMPREPLY[*]} \" = *' sarif '* ]] || exit 7\n"
                         "COMP_WORDS=(joist check --select one-z); COMP_CWORD=3; _joist\n"
                         "[ \"${COMPREPLY[*]}\" = one-zone ] || exit 8\n"
                         "COMP_WORDS=(joist check --ignore overload,one-z); COMP_CWORD=3; _joist\n"
                         "[ \"${COMPREPLY[*]}\" = overload,one-zone ] || exit 9\n"
                         "shopt -u extglob; cd \"$FILES\"\n"
                         "COMP_WORDS=(joist check sho); COMP_CWORD=2; _joist\n"
                         "[ \"${COMPREPLY[*]}\" = 'shop.joist shop.md' ] || exit 10\n";
  const auto files = std::filesystem::temp_directory_path() / "joist-completions-files";
  std::filesystem::create_directories(files);
  for (const char* name : {"shop.joist", "shop.md", "shop.txt"}) std::ofstream(files / name) << "";
  CHECK(std::system(("cd / && FILES=" + files.string() + " bash " + path.string()).c_str()) == 0);
  std::filesystem::remove(path);
  std::filesystem::remove_all(files);
}

TEST_CASE("fish completes commands, options, their values and words") {
  if (std::system("command -v fish >/dev/null 2>&1") != 0) {
    MESSAGE("fish is not installed");
    return;
  }
  const auto path = std::filesystem::temp_directory_path() / "joist-completions-run.fish";
  std::ofstream(path)
      << cli::fish_completions()
      << "function has; complete -C $argv[1] | string match -q -- \"$argv[2]*\"; or exit 1; end\n"
         "has 'joist rend' render\n"
         "has 'joist check --form' --format\n"
         "has 'joist check --format sa' sarif\n"
         "has 'joist completions z' zsh\n"
         "has 'joist explain fragile-' fragile-pair\n"
         "has 'joist check --select one-z' one-zone\n"
         "has 'joist check --ignore overload,one-z' overload,one-zone\n";
  CHECK(std::system(("cd / && fish --no-config " + path.string()).c_str()) == 0);
  std::filesystem::remove(path);
}

TEST_CASE("zsh completes words and the values of options") {
  if (std::system("command -v zsh >/dev/null 2>&1") != 0) {
    MESSAGE("zsh is not installed");
    return;
  }
  const auto folder = std::filesystem::temp_directory_path();
  const auto script = folder / "joist-completions-run.zsh";
  const auto words = folder / "joist-completions-words.zsh";
  std::ofstream(words) << cli::zsh_completions();
  // A shell in a pseudo terminal, asked by the key that completes.
  std::ofstream(script)
      << "zmodload zsh/zpty || exit 77\n"
         "zpty s 'PS1= zsh -f -i'\n"
         "zpty -w s 'autoload -U compinit; compinit -u -D; source " +
             words.string() +
             "; cd /; PS1=; echo re''ady'\n"
             "zpty -r s out '*ready*' || exit 1\n"
             "try() { zpty -n -w s \"$1\"$'\\t'; zpty -r -m s out \"*$2*\" || exit 1; "
             "zpty -n -w s $'\\C-u'; }\n"
             "try 'joist completions zs' 'zsh'\n"
             "try 'joist check --format sar' 'sarif'\n"
             "try 'joist check --format=sar' 'sarif'\n"
             "try 'joist check --select one-z' 'one-zone'\n"
             "zpty -d s\n";
  const int code =
      std::system(("timeout 20 zsh -f " + script.string() + " >/dev/null 2>&1").c_str());
  CHECK((code == 0 || code == 77 << 8));
  std::filesystem::remove(script);
  std::filesystem::remove(words);
}

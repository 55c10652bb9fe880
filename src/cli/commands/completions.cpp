// `joist completions`: what a shell needs to complete commands, options and their values.
#include "cli/completions.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "cli/arguments.hpp"
#include "cli/command.hpp"

namespace joist::cli::commands {

namespace {

constexpr Example examples[] = {
    {"joist completions bash > ~/.local/share/bash-completion/completions/joist", "for bash"},
    {"joist completions zsh > ~/.zfunc/_joist", "for zsh; the folder must be in $fpath"},
    {"joist completions fish > ~/.config/fish/completions/joist.fish", "for fish"},
};

int run(const Call& call) {
  const std::string& shell = call.arguments.operands.front();
  std::string script;
  if (shell == "bash") {
    script = bash_completions();
  } else if (shell == "zsh") {
    script = zsh_completions();
  } else if (shell == "fish") {
    script = fish_completions();
  } else {
    constexpr std::string_view shells[] = {"bash", "zsh", "fish"};
    return complain(call, fmt::format("no completions for `{}`, only for bash, zsh and fish{}",
                                      shell, suggestion(shell, shells)));
  }
  call.world.write_output(script);
  return done;
}

}  // namespace

extern const Command completions;
const Command completions{.name = "completions",
                          .summary = "completion script for a shell",
                          .operands = "SHELL",
                          .least = 1,
                          .most = 1,
                          .examples = examples,
                          .run = run};

}  // namespace joist::cli::commands

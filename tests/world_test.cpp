// The world on disk: files that survive errors, children that are bounded, changes that are
// noticed.
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/sanitized.hpp"
#include "tests/source_tree.hpp"
#include "world/disk.hpp"

using namespace joist;
using joist::tests::read_file;
namespace fs = std::filesystem;

namespace {

// A folder of its own, gone with the test.
struct Folder {
  fs::path path;
  Folder() {
    std::string name = (fs::temp_directory_path() / "joist-test-XXXXXX").string();
    path = mkdtemp(name.data());
  }
  ~Folder() { fs::remove_all(path); }
  std::string at(const std::string& name) const { return (path / name).string(); }
  std::size_t count() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(path), {}));
  }
};

// What the test program does as a child of itself; see the skipped tests below.
ChildRequest child(const std::string& test) {
  ChildRequest request;
  request.arguments = {"--no-skip", "--minimal", "--test-case=" + test};
  return request;
}

}  // namespace

TEST_CASE("child: echoes its input" * doctest::skip()) {
  char buffer[4096];
  for (ssize_t got; (got = read(0, buffer, sizeof buffer)) > 0;) {
    REQUIRE(write(1, buffer, static_cast<std::size_t>(got)) == got);
  }
  _exit(7);
}
TEST_CASE("child: never ends" * doctest::skip()) {
  while (true) std::this_thread::sleep_for(std::chrono::seconds(1));
}
TEST_CASE("child: takes much memory" * doctest::skip()) {
  char byte = 0;
  while (read(0, &byte, 1) > 0) continue;  // the end of the input comes after the limits
  void* volatile much = std::malloc(std::size_t{600} << 20);
  _exit(much == nullptr ? 5 : 6);
}
TEST_CASE("child: dies" * doctest::skip()) {
  std::_Exit((std::raise(SIGKILL), 0));
}

TEST_CASE("a child gets its input, and its output and exit code come back") {
  world::DiskWorld world;
  ChildRequest request = child("child: echoes its input");
  request.input = std::string(3'000'000, 'x') + "end";
  const ChildResult result = world.run(request);
  CHECK(result.exit_code == 7);
  CHECK(result.output == request.input);
  CHECK(!result.timed_out);
}

TEST_CASE("a child that does not end is ended, and leaves no zombie") {
  world::DiskWorld world;
  ChildRequest request = child("child: never ends");
  request.time_limit = std::chrono::milliseconds(200);
  const ChildResult result = world.run(request);
  CHECK(result.timed_out);
  CHECK(result.exit_code == -SIGKILL);
}

TEST_CASE("a child that is killed says so by a negative exit code") {
  world::DiskWorld world;
  CHECK(world.run(child("child: dies")).exit_code == -SIGKILL);
}

TEST_CASE("a child has no more memory than it is given, and its parent keeps its own") {
  if (tests::is_sanitized) return;  // and has no such limit
  world::DiskWorld world;
  ChildRequest request = child("child: takes much memory");
  request.memory_limit = std::uint64_t{500} << 20;
  CHECK(world.run(request).exit_code == 5);
  request.memory_limit = std::uint64_t{2} << 30;
  CHECK(world.run(request).exit_code == 6);
}

TEST_CASE("reading says what is wrong") {
  const Folder folder;
  world::DiskWorld world;
  std::ofstream(folder.at("a")) << "text";
  CHECK(world.read(folder.at("a")).text == "text");
  CHECK(world.read(folder.at("none")).error == "no such file");
  CHECK(world.read(folder.at("")).error == "is a directory");
  CHECK(world.read(folder.at("a/b")).error == "a part of the path is not a directory");
  REQUIRE(mkfifo(folder.at("pipe").c_str(), 0600) == 0);
  CHECK(world.read(folder.at("pipe")).error == "not a regular file");
  std::ofstream(folder.at("large"));
  fs::resize_file(folder.at("large"), 2'000'000'000);
  CHECK(world.read(folder.at("large")).error == "larger than 1 GB");
}

TEST_CASE("writing replaces whole files, keeps their permissions and follows links") {
  const Folder folder;
  world::DiskWorld world;
  CHECK(world.write(folder.at("a"), "one").empty());
  fs::permissions(folder.at("a"), fs::perms(0640));
  fs::create_symlink("a", folder.at("link"));
  CHECK(world.write(folder.at("link"), "two").empty());
  CHECK(fs::is_symlink(folder.at("link")));
  CHECK(read_file(folder.at("a")) == "two");
  CHECK(fs::status(folder.at("a")).permissions() == fs::perms(0640));
  CHECK(folder.count() == 2);
}

TEST_CASE("folders that a file needs are made") {
  const Folder folder;
  world::DiskWorld world;
  CHECK(world.write(folder.at("none/so/far"), "x").empty());
  CHECK(read_file(folder.at("none/so/far")) == "x");
}

TEST_CASE("a write that fails leaves the old file and nothing else") {
  const Folder folder;
  world::DiskWorld world;
  std::ofstream(folder.at("a")) << "good";
  CHECK(world.write(folder.at("a/b"), "x") == "a part of the path is not a directory");
  CHECK(world.write(folder.at(""), "x") == "is a directory");
  CHECK(world.write("/dev/full", "x") == "no space left on the device");
  CHECK(world.write("/dev/null", "x").empty());
  CHECK(read_file(folder.at("a")) == "good");
  CHECK(folder.count() == 1);
}

TEST_CASE("folders are listed in order, folders with a slash") {
  const Folder folder;
  world::DiskWorld world;
  std::ofstream(folder.at("b"));
  fs::create_directory(folder.at("a"));
  CHECK(world.list(folder.at("")) == std::vector<std::string>{"a/", "b"});
  CHECK(world.kind(folder.at("a")) == PathKind::directory);
  CHECK(world.kind(folder.at("b")) == PathKind::file);
  CHECK(world.kind(folder.at("c")) == PathKind::missing);
}

TEST_CASE("paths are resolved through links, also where they end in nothing") {
  const Folder folder;
  world::DiskWorld world;
  fs::create_directory(folder.at("a"));
  fs::create_symlink("a", folder.at("link"));
  const std::string top = fs::canonical(folder.path).string();
  CHECK(world.resolve(folder.at("link/../link/new/../x")) == top + "/a/x");
  CHECK(world.resolve("x") == fs::current_path().string() + "/x");
}

TEST_CASE("a change is noticed, also one between reading and waiting") {
  const Folder folder;
  world::DiskWorld world;
  const std::string path = folder.at("a");
  std::ofstream(path) << "one";
  world.read(path);
  CHECK(!world.wait_for_change({path}, std::chrono::milliseconds(20)));
  std::ofstream(path) << "three";
  CHECK(world.wait_for_change({path}, std::chrono::milliseconds(2000)));
  CHECK(!world.wait_for_change({path}, std::chrono::milliseconds(20)));
  std::thread editor([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    std::ofstream(folder.at("new")) << "four";
    fs::rename(folder.at("new"), path);
  });
  // Long before the end of the wait, at which everything is looked at anyway.
  const auto start = std::chrono::steady_clock::now();
  CHECK(world.wait_for_change({path}, std::chrono::minutes(5)));
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::minutes(4));
  editor.join();
}

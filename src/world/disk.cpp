// Files and streams of the disk world; children are in child.cpp, waiting in watch.cpp.
#include "world/disk.hpp"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <filesystem>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "world/descriptor.hpp"

namespace joist::world {

namespace {

constexpr std::size_t largest_file = 1'000'000'000;

// Where bytes written to `path` end up: at the end of its symbolic links.
std::string target_of(const std::string& path) {
  std::string target = path;
  for (int links = 0; links < 40; ++links) {
    std::error_code error;
    const std::filesystem::path next = std::filesystem::read_symlink(target, error);
    if (error) return target;
    target = (std::filesystem::path(target).parent_path() / next).string();
  }
  return target;
}

// A new file beside `target`; its name says whose it is, should it be left behind.
Descriptor open_beside(const std::string& target, std::string& name) {
  const auto slash = target.rfind('/');
  const std::size_t stem = slash == std::string::npos ? 0 : slash + 1;
  for (int attempt = 0; attempt < 100; ++attempt) {
    name = target.substr(0, stem) + "." + target.substr(stem, 200) + ".joist-" +
           std::to_string(::getpid()) + "-" + std::to_string(attempt);
    Descriptor file(::open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
    if (file || errno != EEXIST) return file;
  }
  return {};
}

// True where folders were missing, and are there now.
bool make_folder_of(const std::string& target) {
  std::error_code error;
  const bool made = std::filesystem::create_directories(
      std::filesystem::path(target).parent_path(), error);
  if (!made) errno = error ? error.value() : ENOENT;
  return made;
}

// Pipes, terminals and devices cannot be replaced; they are written to as they are.
std::string write_in_place(const std::string& path, std::string_view bytes) {
  const Descriptor file(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
  const int error = file ? write_all(file.get(), bytes) : errno;
  return error == 0 || error == EPIPE ? "" : reason(error);
}

}  // namespace

DiskWorld::DiskWorld() {
  std::signal(SIGPIPE, SIG_IGN);
}

ReadResult DiskWorld::read(const std::string& path) {
  seen_[path] = stamp(path);
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  if (!file) return {std::nullopt, reason(errno)};
  struct stat status {};
  if (::fstat(file.get(), &status) != 0) return {std::nullopt, reason(errno)};
  if (S_ISDIR(status.st_mode)) return {std::nullopt, reason(EISDIR)};
  if (!S_ISREG(status.st_mode)) return {std::nullopt, "not a regular file"};
  if (static_cast<std::size_t>(status.st_size) > largest_file) return {std::nullopt, reason(EFBIG)};
  std::string text;
  text.reserve(static_cast<std::size_t>(status.st_size) + 1);
  const int error = read_all(file.get(), largest_file, text);
  if (error != 0) return {std::nullopt, reason(error)};
  return {std::move(text), ""};
}

std::string DiskWorld::write(const std::string& path, std::string_view bytes) {
  const std::string target = target_of(path);
  struct stat status {};
  const bool exists = ::stat(target.c_str(), &status) == 0;
  if (exists && S_ISDIR(status.st_mode)) return reason(EISDIR);
  if (exists && !S_ISREG(status.st_mode)) return write_in_place(target, bytes);
  if (exists && ::access(target.c_str(), W_OK) != 0) return reason(errno);
  std::string beside;
  Descriptor file = open_beside(target, beside);
  if (!file && errno == ENOENT && make_folder_of(target)) file = open_beside(target, beside);
  if (!file) return reason(errno);
  if (exists) ::fchmod(file.get(), status.st_mode & 07777);
  int error = write_all(file.get(), bytes);
  file.reset();
  if (error == 0 && ::rename(beside.c_str(), target.c_str()) != 0) error = errno;
  if (error == 0) return "";
  ::unlink(beside.c_str());
  return reason(error);
}

PathKind DiskWorld::kind(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) return PathKind::missing;
  return S_ISDIR(status.st_mode) ? PathKind::directory : PathKind::file;
}

std::vector<std::string> DiskWorld::list(const std::string& directory) {
  std::vector<std::string> names;
  DIR* stream = ::opendir(directory.c_str());
  if (stream == nullptr) return names;
  while (const dirent* entry = ::readdir(stream)) {
    std::string name = entry->d_name;
    if (name == "." || name == "..") continue;
    const bool may_be_folder = entry->d_type != DT_REG;
    if (may_be_folder && kind(directory + "/" + name) == PathKind::directory) name += '/';
    names.push_back(std::move(name));
  }
  ::closedir(stream);
  std::sort(names.begin(), names.end());
  return names;
}

std::string DiskWorld::resolve(const std::string& path) {
  std::error_code error;
  const std::filesystem::path whole = std::filesystem::absolute(path, error);
  const std::filesystem::path result = std::filesystem::weakly_canonical(whole, error);
  return error ? whole.lexically_normal().string() : result.string();
}

std::optional<std::string> DiskWorld::environment(const std::string& name) {
  const char* value = std::getenv(name.c_str());
  return value == nullptr ? std::nullopt : std::optional<std::string>(value);
}

std::string DiskWorld::read_input() {
  std::string text;
  read_all(STDIN_FILENO, largest_file, text);
  return text;
}

void DiskWorld::write_output(std::string_view bytes) {
  if (output_closed_) return;
  const int error = write_all(STDOUT_FILENO, bytes);
  if (error == 0) return;
  output_closed_ = true;
  if (error != EPIPE) output_error_ = reason(error);
}

void DiskWorld::write_errors(std::string_view bytes) {
  write_all(STDERR_FILENO, bytes);
}

bool DiskWorld::output_is_terminal() {
  return ::isatty(STDOUT_FILENO) == 1;
}

bool DiskWorld::errors_is_terminal() {
  return ::isatty(STDERR_FILENO) == 1;
}

}  // namespace joist::world

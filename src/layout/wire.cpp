// Writing and reading the lines that travel between the program and its layout child.
#include "layout/wire.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>

#include <fmt/format.h>

namespace joist::layout {
namespace {

constexpr std::string_view task_mark = "joist-layout-task\n";
constexpr std::string_view answer_mark = "joist-layout-answer\n";
constexpr int most = 50'000'000;  // of anything; a larger count is a broken message

class Writer {
 public:
  template <class... Numbers>
  void line(Numbers... numbers) {
    ((fmt::format_to(std::back_inserter(text_), "{} ", numbers)), ...);
    text_.back() = '\n';
  }
  void raw(std::string_view text) { text_ += text; }
  std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  int number(int low, int high) {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n')) ++at_;
    int value = 0;
    const char* end = text_.data() + text_.size();
    const auto result = std::from_chars(text_.data() + at_, end, value);
    if (result.ec != std::errc{} || value < low || value > high) good_ = false;
    at_ = static_cast<std::size_t>(result.ptr - text_.data());
    return value;
  }
  std::string_view line() {
    while (at_ < text_.size() && text_[at_] == '\n') ++at_;
    const std::size_t end = std::min(text_.find('\n', at_), text_.size());
    const std::string_view result = text_.substr(at_, end - at_);
    at_ = end;
    return result;
  }
  bool good() const { return good_; }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
  bool good_ = true;
};

}  // namespace

std::string encode(const WireTask& task) {
  Writer out;
  out.raw(task_mark);
  out.line(task.effort, task.frames.size(), task.cells.size(), task.links.size());
  for (const int parent : task.frames) out.line(parent);
  for (const WireCell& c : task.cells) out.line(c.frame, c.row);
  for (const WireLink& l : task.links) out.line(l.upper, l.lower, l.weight);
  return out.take();
}

std::optional<WireTask> decode_task(std::string_view text) {
  if (text.substr(0, task_mark.size()) != task_mark) return std::nullopt;
  Reader in(text.substr(task_mark.size()));
  WireTask task;
  task.effort = in.number(1, 100);
  const int frames = in.number(0, most), cells = in.number(0, most), links = in.number(0, most);
  for (int i = 0; i < frames && in.good(); ++i) task.frames.push_back(in.number(-1, frames - 1));
  for (int i = 0; i < cells && in.good(); ++i) {
    const int frame = in.number(-1, frames - 1);
    task.cells.push_back({frame, in.number(0, most)});
  }
  for (int i = 0; i < links && in.good(); ++i) {
    const int upper = in.number(0, cells - 1), lower = in.number(0, cells - 1);
    task.links.push_back({upper, lower, in.number(0, most)});
  }
  if (!in.good()) return std::nullopt;
  return task;
}

std::string encode(const WireAnswer& answer) {
  Writer out;
  out.raw(answer_mark);
  out.line(answer.cells.size());
  for (const WirePlace& c : answer.cells) out.line(c.row, c.order);
  out.raw("said ");
  out.raw(answer.complaint);
  out.raw("\nend\n");
  return out.take();
}

std::optional<WireAnswer> decode_answer(std::string_view text) {
  const std::size_t mark = text.rfind(answer_mark);
  if (mark == std::string_view::npos) return std::nullopt;
  Reader in(text.substr(mark + answer_mark.size()));
  WireAnswer answer;
  const int cells = in.number(0, most);
  for (int i = 0; i < cells && in.good(); ++i) {
    const int row = in.number(0, most);
    answer.cells.push_back({row, in.number(0, most)});
  }
  const std::string_view said = in.line();
  if (!in.good() || said.substr(0, 5) != "said " || in.line() != "end") return std::nullopt;
  answer.complaint = said.substr(5);
  return answer;
}

}  // namespace joist::layout

// The server: messages in, messages out, one at a time; no input or output of its own.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "base/world.hpp"
#include "lsp/frames.hpp"
#include "lsp/message.hpp"
#include "lsp/session.hpp"

namespace joist::lsp {

class Server final : public Conversation {
 public:
  // `send` takes framed bytes; `version` is the program's.
  Server(World& world, std::string_view version, std::function<void(std::string_view)> send);

  void heard(std::string_view bytes) override;
  void ended() override { ended_ = true; }
  bool work() override;
  bool over() const override { return phase_ == Phase::over; }
  std::int64_t partner() const override { return session_.client.process; }

  // 0 where the client said goodbye in the right order.
  int exit_code() const { return was_shut_down_ ? 0 : 1; }

 private:
  enum class Phase : std::uint8_t { fresh, running, shut_down, over };

  void arrive(Message message);
  void handle(const Message& message);
  void handle_notification(const Message& message);
  void handle_request(const Message& message);
  void initialize(const Message& message);
  void initialized();
  void publish();
  void say(const std::string& json);
  void reply(const std::string& id, const std::string& result);
  void refuse(const std::string& id, int code, std::string_view why);
  void notify(std::string_view method, const std::string& params);

  Session session_;
  std::string version_;
  std::function<void(std::string_view)> send_;
  FrameReader frames_;
  std::deque<Message> waiting_;
  Phase phase_ = Phase::fresh;
  bool ended_ = false, was_shut_down_ = false, unpublished_ = false;
  std::map<std::string, std::string> published_;  // diagnostics by address
  int asked_ = 0;                                 // requests to the client
};

}  // namespace joist::lsp

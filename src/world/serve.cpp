// Visitors on the loopback address: one loop that waits for all of them and for changed files.
#include <algorithm>
#include <cerrno>
#include <map>
#include <optional>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "world/descriptor.hpp"
#include "world/disk.hpp"
#include "world/watch.hpp"

namespace joist::world {

namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr std::size_t most_visitors = 64;
constexpr std::size_t most_unsent = 64u << 20;  // bytes; whoever reads so slowly is let go
constexpr milliseconds look{1000};              // at the files, whatever their folders report
constexpr milliseconds quiet{15'000};           // after which the service may say a word
constexpr milliseconds burst{20};               // of writes that count as one change

struct Connection {
  Descriptor socket;
  std::string unsent;
  bool last = false;
};

class Loop {
 public:
  Loop(Service& service, std::map<std::string, Stamp>& seen) : service_(service), seen_(seen) {}

  std::string open(std::uint16_t port) {
    listener_ = Descriptor(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (!listener_) return reason(errno);
    const int yes = 1;
    ::setsockopt(listener_.get(), SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    socklen_t size = sizeof address;
    auto* end = reinterpret_cast<sockaddr*>(&address);
    if (::bind(listener_.get(), end, size) != 0 || ::listen(listener_.get(), 16) != 0 ||
        ::getsockname(listener_.get(), end, &size) != 0) {
      return reason(errno);
    }
    service_.started(ntohs(address.sin_port));
    watch_.emplace(service_.watched(), seen_);
    return "";
  }

  [[noreturn]] void run() {
    while (true) step();
  }

 private:
  void step() {
    const std::vector<pollfd> ready = wait();
    if (ready[0].revents != 0) welcome();
    const bool event = ready[1].revents != 0 || Clock::now() - looked_ >= look;
    for (std::size_t i = 2; i < ready.size(); ++i) {
      if (ready[i].revents != 0) serve(numbers_[i - 2], ready[i].revents);
    }
    if (event) look_around();
    std::erase_if(connections_, [&](const auto& each) { return finished(each.first); });
  }

  std::vector<pollfd> wait() {
    std::vector<pollfd> ends{{listener_.get(), POLLIN, 0}, {watch_->descriptor(), POLLIN, 0}};
    numbers_.clear();
    for (const auto& [number, connection] : connections_) {
      const int output = connection.unsent.empty() ? 0 : POLLOUT;
      ends.push_back({connection.socket.get(), static_cast<short>(POLLIN | output), 0});
      numbers_.push_back(number);
    }
    ::poll(ends.data(), ends.size(), static_cast<int>(look.count()));
    return ends;
  }

  void welcome() {
    Descriptor socket(::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
    if (socket && connections_.size() < most_visitors) {
      connections_[next_++].socket = std::move(socket);
    }
  }

  void serve(Service::Visitor number, short events) {
    const auto place = connections_.find(number);
    if (place == connections_.end()) return;
    if ((events & POLLOUT) != 0) send(place->second);
    if ((events & (POLLIN | POLLHUP | POLLERR)) == 0) return;
    char buffer[16 * 1024];
    const ssize_t count = ::recv(place->second.socket.get(), buffer, sizeof buffer, 0);
    if (count > 0) {
      deliver(service_.received(number, {buffer, static_cast<std::size_t>(count)}));
    } else if (count == 0 || (errno != EAGAIN && errno != EINTR)) {
      place->second.socket.reset();
    }
  }

  void look_around() {
    looked_ = Clock::now();
    watch_->wait_for_event(milliseconds(0));
    if (!watch_->changed()) {
      if (looked_ - spoke_ < quiet) return;
      spoke_ = looked_;
      return deliver(service_.idle());
    }
    spoke_ = looked_;
    watch_->settle(burst);
    deliver(service_.changed());
    watch_.emplace(service_.watched(), seen_);
  }

  void deliver(const std::vector<Service::Reply>& replies) {
    for (const Service::Reply& reply : replies) {
      const auto place = connections_.find(reply.visitor);
      if (place == connections_.end()) continue;
      place->second.unsent += reply.bytes;
      place->second.last = place->second.last || reply.last;
      send(place->second);
    }
  }

  static void send(Connection& connection) {
    if (!connection.socket || connection.unsent.empty()) return;
    const ssize_t count = ::send(connection.socket.get(), connection.unsent.data(),
                                 connection.unsent.size(), MSG_NOSIGNAL);
    if (count > 0) connection.unsent.erase(0, static_cast<std::size_t>(count));
    const bool gone = count < 0 && errno != EAGAIN && errno != EINTR;
    if (gone || connection.unsent.size() > most_unsent) connection.socket.reset();
  }

  bool finished(Service::Visitor number) {
    const Connection& connection = connections_.at(number);
    const bool done = !connection.socket || (connection.last && connection.unsent.empty());
    if (done) service_.left(number);
    return done;
  }

  Service& service_;
  std::map<std::string, Stamp>& seen_;
  Descriptor listener_;
  std::optional<FileWatch> watch_;
  std::map<Service::Visitor, Connection> connections_;
  std::vector<Service::Visitor> numbers_;  // in the order in which they are waited for
  Service::Visitor next_ = 1;
  Clock::time_point looked_ = Clock::now(), spoke_ = looked_;
};

}  // namespace

std::string DiskWorld::serve(std::uint16_t port, Service& service) {
  Loop loop(service, seen_);
  const std::string error = loop.open(port);
  if (!error.empty()) return error;
  loop.run();
}

}  // namespace joist::world

// Plays the editor's part of a transcript and writes down the server's.
#include "tests/transcript.hpp"

#include <map>
#include <vector>

#include <nlohmann/json.hpp>

#include "lsp/frames.hpp"
#include "lsp/server.hpp"
#include "tests/memory_world.hpp"
#include "tests/source_tree.hpp"

namespace joist::tests {

namespace {

using Json = nlohmann::ordered_json;

struct Step {
  std::string head;               // behind `>>> `
  std::vector<std::string> body;  // the lines below
};

bool starts(const std::string& line, const char* mark) {
  return line.rfind(mark, 0) == 0;
}

// Comments at the beginning, then what the editor does; what the server said is left out.
std::vector<Step> steps_of(const std::string& transcript, std::string& preface) {
  std::vector<Step> steps;
  bool heard = false;
  for (const std::string& line : lines_of(transcript)) {
    if (starts(line, ">>> ")) {
      steps.push_back({line.substr(4), {}});
      heard = false;
    } else if (starts(line, "<<< ")) {
      heard = true;
    } else if (steps.empty()) {
      preface += line + "\n";
    } else if (!heard) {
      steps.back().body.push_back(line);
    }
  }
  return steps;
}

std::string uri_of(const std::string& name) {
  return name.find(':') == std::string::npos ? "file:///work/" + name : name;
}

// Columns counted apart from the server's own way of counting them.
std::size_t columns(const std::string& text, bool utf8) {
  std::size_t count = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (utf8) {
      ++count;
    } else if ((byte & 0xc0) != 0x80) {
      count += byte >= 0xf0 ? 2 : 1;
    }
  }
  return count;
}

class Player {
 public:
  std::string play(const std::string& transcript) {
    std::string out;
    const std::vector<Step> steps = steps_of(transcript, out);
    introduces_ = out.find("introduce") != std::string::npos;
    for (const Step& step : steps) {
      out += ">>> " + step.head + "\n";
      for (const std::string& line : step.body) out += line + "\n";
      perform(step);
      if (!held_) work();
      out += take_heard();
    }
    return out;
  }

 private:
  void perform(const Step& step) {
    std::istringstream words(step.head);
    std::string verb, name, rest;
    words >> verb;
    if (verb == "hold" || verb == "go") {
      held_ = verb == "hold";
    } else if (verb == "file") {
      words >> name;
      world_.files["/work/" + name] = text_of(step.body);
    } else if (verb == "bytes") {
      server_.heard(lsp::framed(text_of(step.body).substr(0, text_of(step.body).size() - 1)));
    } else if (verb == "open" || verb == "change") {
      words >> name >> rest;
      send_text(verb == "open", uri_of(name), rest, text_of(step.body));
    } else {
      send(step, verb);
    }
  }

  std::string text_of(const std::vector<std::string>& lines) const {
    std::string text;
    for (const std::string& line : lines) text += line + "\n";
    return text;
  }

  void send_text(bool opens, const std::string& uri, const std::string& word, std::string text) {
    take_marks(text);
    Json document{{"uri", uri}};
    Json params;
    if (opens) {
      document["languageId"] = word;
      document["version"] = 1;
      document["text"] = text;
    } else {
      document["version"] = std::stoi(word);
      params["contentChanges"] = Json::array({Json{{"text", text}}});
    }
    params["textDocument"] = document;
    tell({{"jsonrpc", "2.0"},
          {"method", opens ? "textDocument/didOpen" : "textDocument/didChange"},
          {"params", params}});
  }

  void take_marks(std::string& text) {
    for (auto at = text.find('$'); at != std::string::npos; at = text.find('$', at)) {
      const auto end = text.find('$', at + 1);
      if (end != at + 2) {
        ++at;
        continue;
      }
      const std::string mark = text.substr(at + 1, 1);
      text.erase(at, 3);
      const auto line = std::count(text.begin(), text.begin() + static_cast<long>(at), '\n');
      const auto start = at == 0 ? 0 : text.rfind('\n', at - 1) + 1;
      marks_[mark] = {{"line", line},
                      {"character", columns(text.substr(start, at - start), utf8_)}};
    }
  }

  void put_marks(Json& json) const {
    for (auto& item : json) {
      if (item.is_structured()) put_marks(item);
      if (!item.is_string()) continue;
      const std::string text = item.get<std::string>();
      if (text.size() == 3 && text[0] == '$') item = marks_.at(text.substr(1, 1));
      if (text.size() == 5 && text[0] == '$' && text[2] == '$') {
        item = {{"start", marks_.at(text.substr(1, 1))}, {"end", marks_.at(text.substr(3, 1))}};
      }
    }
  }

  void send(const Step& step, const std::string& verb) {
    const bool notifies = verb == "!";
    std::string text = step.head.substr(verb.size()) + "\n" + text_of(step.body);
    std::string method = verb;
    if (notifies) {
      std::istringstream words(text);
      words >> method;
      text = text.substr(text.find(method) + method.size());
    }
    Json message{{"jsonrpc", "2.0"}};
    if (!notifies) message["id"] = ++asked_;
    message["method"] = method;
    if (text.find_first_not_of(" \n") != std::string::npos) {
      message["params"] = Json::parse(text);
      put_marks(message["params"]);
      auto& document = message["params"]["textDocument"];
      if (document.is_string()) document = Json{{"uri", uri_of(document)}};
      if (document.is_null()) message["params"].erase("textDocument");
    }
    tell(message);
  }

  void tell(const Json& message) { server_.heard(lsp::framed(message.dump())); }

  void work() {
    while (!server_.over() && server_.work()) {
    }
  }

  static bool is_position(const Json& json) {
    return json.is_object() && json.size() == 2 && json.contains("line") &&
           json.contains("character");
  }
  static std::string place(const Json& json) {
    return std::to_string(json["line"].get<int>()) + ":" +
           std::to_string(json["character"].get<int>());
  }
  // Positions and ranges in a few characters.
  static void shorten(Json& json) {
    if (is_position(json)) {
      json = place(json);
    } else if (json.is_object() && json.size() == 2 && json.contains("start") &&
               is_position(json["start"])) {
      json = place(json["start"]) + "-" + place(json["end"]);
    } else if (json.is_structured()) {
      for (auto& item : json) shorten(item);
    }
  }

  // Of many items the first is enough, and the names of the others.
  static void abridge(Json& result) {
    if (result.is_object() && result.contains("items") && result["items"].size() > 1) {
      std::string labels;
      for (const Json& item : result["items"]) labels += item["label"].get<std::string>() + " ";
      result["items"] = Json::array({result["items"][0], labels});
    }
    if (!result.is_object() || !result.contains("data")) return;
    Json tokens = Json::array();
    for (std::size_t i = 0; i + 4 < result["data"].size(); i += 5) {
      std::string token;
      for (std::size_t j = i; j < i + 5; ++j) token += result["data"][j].dump() + " ";
      tokens.push_back(token);
    }
    result["data"] = tokens;
  }

  std::string take_heard() {
    std::string out;
    while (const auto frame = said_.next()) {
      Json message = Json::parse(*frame);
      if (message.contains("result") && message["result"].is_object() &&
          message["result"].contains("capabilities")) {
        utf8_ = message["result"]["capabilities"]["positionEncoding"] == "utf-8";
        if (!introduces_) message["result"] = "...";  // one transcript shows it
      }
      message.erase("jsonrpc");
      if (message.contains("result")) abridge(message["result"]);
      shorten(message);
      out += "<<< " + message.dump(1) + "\n";
    }
    if (server_.over()) out += "<<< exit " + std::to_string(server_.exit_code()) + "\n";
    return out;
  }

  MemoryWorld world_;
  lsp::FrameReader said_;
  lsp::Server server_{world_, "0", [this](std::string_view bytes) { said_.feed(bytes); }};
  std::map<std::string, Json> marks_;
  bool utf8_ = false, held_ = false, introduces_ = false;
  int asked_ = 0;
};

}  // namespace

std::string replayed(const std::string& transcript) {
  return Player().play(transcript);
}

}  // namespace joist::tests

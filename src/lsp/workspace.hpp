// The documents that are open, and the designs that are read from them and from the disk behind
// them.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/overlay.hpp"
#include "lsp/message.hpp"
#include "lsp/reading.hpp"

namespace joist::lsp {

struct Document {
  std::string uri;   // as the client writes it
  std::string path;  // as the world resolves it
  std::string language;
  std::int64_t version = 0;
  std::string text;
  LineIndex lines;

  bool is_markdown() const;
  bool is_design() const;  // a client may send others, too
};

// One design of a document: the file, or one of the blocks of a Markdown text.
struct Unit {
  std::optional<std::size_t> fence;
  std::size_t begin = 0, end = 0;  // bytes of the document that it takes; none where end < begin
  std::shared_ptr<Reading> now;
  std::shared_ptr<Reading> good;  // the last one without errors of language
};

// A document with its designs. One that another open document imports has no say of its own.
struct Root {
  std::shared_ptr<Document> document;
  std::vector<Unit> units;
  std::set<std::string> files;  // that were read for it, its own among them
  bool stale = true;
  bool leads = true;
  std::string settings_error, settings_path;
};

// A design with the file of it that a document is.
struct Part {
  const Root* root = nullptr;
  const Unit* unit = nullptr;
  FileId file;

  ide::Design design() const;
  const syntax::File& tree() const { return unit->now->project().files[file.index()]; }
};

class Workspace {
 public:
  explicit Workspace(World& world) : world_(world) {}

  void open(Document document);
  // Nothing happens for what is not open.
  void change(const std::string& uri, std::optional<std::int64_t> version,
              const std::vector<Change>& changes, Encoding encoding);
  void close(const std::string& uri);
  // Files on disk may have changed.
  void refresh();

  const Document* document(const std::string& uri) const;
  const Document* document_at(const std::string& path) const;
  std::string uri(const std::string& path) const;  // as the client writes it, where it is open
  const std::vector<std::unique_ptr<Root>>& roots() const { return roots_; }

  // Reads what changed; figures and findings only where `judge` asks for them.
  void settle(bool judge);
  // Frees what was read of earlier texts: large designs take a while, which nobody needs to wait
  // for. False where there was nothing.
  bool tidy();
  bool is_settled() const;  // all is read and judged
  // The design of which a document's byte is part. Read first: see settle().
  std::optional<Part> part(const Document& document, std::size_t offset) const;
  // Designs that no open document leads to and that are read from a file among others: those below
  // the client's folders, or else below that of its joist.toml or its own, that import it.
  std::vector<std::shared_ptr<Reading>> importers(const std::string& path,
                                                  const std::vector<std::string>& folders);
  // The same design with other texts in some of its files, by resolved path. Without figures it
  // will only be told what is wrong with the text.
  std::shared_ptr<Reading> tried(const Reading& reading,
                                 const std::map<std::string, std::string>& texts, bool figures);
  // All of the document's designs, in order of place.
  std::vector<Part> parts(const Document& document) const;
  World& world() { return world_; }

 private:
  void read(Root& root);
  void walk(const std::string& folder, int depth, std::vector<std::string>& found);
  std::shared_ptr<Reading> reading(World& world, const std::string& path, const std::string& text,
                                   const project::Settings& settings,
                                   std::optional<std::size_t> fence,
                                   const project::Project* before = nullptr, bool figures = true);
  Unit read_unit(Root& root, std::optional<std::size_t> fence, const project::Settings& settings,
                 const Unit* before);
  void choose_leaders();
  Root* root(const std::string& uri);

  Overlay world_;
  std::vector<std::unique_ptr<Root>> roots_;  // in order of opening
  std::vector<std::shared_ptr<Reading>> outdated_;
};

}  // namespace joist::lsp

// Uses of a name in every design that has its declaration: those of open documents, and those of
// files beside them that import it.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "ide/navigation.hpp"
#include "lsp/session.hpp"

namespace joist::lsp {

class Uses {
 public:
  Uses(Session& session, const Document& document, Position position);

  // By address and place, each once.
  std::vector<Location> references(bool with_declaration) const;
  // Edits by address that give it another name; `trouble` says why there are none.
  struct Renamed {
    std::map<std::string, std::vector<std::pair<Range, std::string>>> edits;
    std::string trouble;
  };
  Renamed renamed(const std::string& name) const;

 private:
  struct Design {
    std::shared_ptr<Reading> reading;
    ide::Spot spot;  // of the declaration, or of the use that was asked about
  };
  std::string trouble_of(const Design& design, const ide::Rename& rename,
                         const std::string& name) const;
  void find_designs(const Document& document, std::size_t offset);
  void add(std::shared_ptr<Reading> reading, const std::string& path, std::size_t offset);

  Session& session_;
  std::vector<Design> designs_;
};

}  // namespace joist::lsp

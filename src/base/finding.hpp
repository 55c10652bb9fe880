// What Joist has to say about a design: one value per fault, with its place and what would mend it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/span.hpp"

namespace joist {

enum class Severity : std::uint8_t { note, warning, error };

// Replace the bytes of `span` by `text`; an empty span inserts.
struct Edit {
  Span span;
  std::string text;
  friend bool operator==(const Edit&, const Edit&) = default;
};

// A fix is safe when it cannot change what the design means (`--fix` applies only those).
struct Fix {
  std::string title;  // "write `->`"
  bool safe = false;
  std::vector<Edit> edits;
  friend bool operator==(const Fix&, const Fix&) = default;
};

// A second place that matters, with a word on why: "first stated here".
struct Label {
  Span span;
  std::string text;
  friend bool operator==(const Label&, const Label&) = default;
};

// Messages are lower case without a full stop, names in backticks; what was seen comes first.
struct Finding {
  std::string rule;  // "overload"; language errors have rule names too: "syntax", "unknown-unit"
  Severity severity = Severity::error;
  Span span;
  std::string message;
  std::vector<Label> labels;       // further places, the main one not among them
  std::vector<std::string> notes;  // the arithmetic, what was assumed
  std::string help;                // one line: what to do; empty if there is nothing to say
  std::vector<Fix> fixes;
  // What a declaration of its subject would have to state, where nothing declares it: "replicas:
  // 2".
  std::string to_state;
  std::string subject;                 // qualified name of what it is about; empty for text errors
  std::optional<double> chance;        // in which share of the estimates it holds, when uncertain
  std::optional<std::string> allowed;  // the reason of the allowance that silences it
  std::string stage;                   // label of the stage it holds in; empty for the base
};

}  // namespace joist

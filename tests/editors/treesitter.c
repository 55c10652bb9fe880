// Parses designs with the committed grammar of tree-sitter and says where it could not; with
// --queries FOLDER first checks the queries, and prints what each letter of a file is coloured as;
// with --tree prints the trees.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <tree_sitter/api.h>

const TSLanguage *tree_sitter_joist(void);

static char *read_file(const char *path, uint32_t *size) {
  FILE *file = fopen(path, "rb");
  if (file == NULL) return NULL;
  fseek(file, 0, SEEK_END);
  *size = (uint32_t)ftell(file);
  rewind(file);
  char *text = malloc(*size + 1);
  *size = (uint32_t)fread(text, 1, *size, file);
  text[*size] = '\0';
  fclose(file);
  return text;
}

// Prints the places of errors below a node; how many there were.
static int errors(const char *path, TSNode node) {
  if (!ts_node_has_error(node)) return 0;
  if (ts_node_is_missing(node) || strcmp(ts_node_type(node), "ERROR") == 0) {
    const TSPoint at = ts_node_start_point(node);
    printf("%s:%u:%u: %s\n", path, at.row + 1, at.column + 1,
           ts_node_is_missing(node) ? "missing" : "error");
    return 1;
  }
  int found = 0;
  for (uint32_t i = 0; i < ts_node_child_count(node); ++i) found += errors(path, ts_node_child(node, i));
  return found;
}

static TSQuery *query(const char *folder, const char *name) {
  char path[4096];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  uint32_t size, offset;
  TSQueryError error;
  char *text = read_file(path, &size);
  if (text == NULL) return NULL;
  TSQuery *result = ts_query_new(tree_sitter_joist(), text, size, &offset, &error);
  if (result == NULL) printf("%s: at byte %u: error %d: %.40s\n", path, offset, error, text + offset);
  free(text);
  return result;
}

// Does `#any-of? @capture "a" "b"` of the match's pattern hold? Other predicates count as true.
static bool holds(const TSQuery *q, const TSQueryMatch *match, const char *text) {
  uint32_t steps;
  const TSQueryPredicateStep *step = ts_query_predicates_for_pattern(q, match->pattern_index, &steps);
  bool any = true, asked = false;
  uint32_t begin = 0, end = 0, length;
  for (uint32_t i = 0; i < steps; ++i) {
    if (step[i].type == TSQueryPredicateStepTypeCapture) {
      for (uint16_t c = 0; c < match->capture_count; ++c) {
        if (match->captures[c].index != step[i].value_id) continue;
        begin = ts_node_start_byte(match->captures[c].node);
        end = ts_node_end_byte(match->captures[c].node);
      }
    } else if (step[i].type == TSQueryPredicateStepTypeString) {
      const char *word = ts_query_string_value_for_id(q, step[i].value_id, &length);
      if (i == 0) {
        asked = strcmp(word, "any-of?") == 0;
        any = !asked;
      } else if (asked && length == end - begin && strncmp(word, text + begin, length) == 0) {
        any = true;
      }
    }
  }
  return any;
}

// What each byte of the text is coloured as; where several patterns match, the later one wins.
typedef struct {
  uint32_t *pattern;  // its number plus one; 0 for none
  const char **name;
  uint32_t size;
} Colours;

static void colour(const TSQuery *q, TSQueryCapture capture, uint32_t pattern, Colours *all) {
  uint32_t length;
  const char *name = ts_query_capture_name_for_id(q, capture.index, &length);
  const uint32_t end = ts_node_end_byte(capture.node);
  for (uint32_t byte = ts_node_start_byte(capture.node); byte < end; ++byte) {
    if (pattern + 1 < all->pattern[byte]) continue;
    all->pattern[byte] = pattern + 1;
    all->name[byte] = name;
  }
}

// Prints `LINE COLUMN CAPTURE` for each byte that is coloured.
static void print(const Colours *all, const char *text) {
  unsigned line = 1, column = 1;
  for (uint32_t byte = 0; byte < all->size; ++byte) {
    if (all->name[byte] != NULL) printf("%u %u %s\n", line, column, all->name[byte]);
    column = text[byte] == '\n' ? 1 : column + 1;
    if (text[byte] == '\n') ++line;
  }
}

static void colours(const TSQuery *q, TSNode root, const char *text, uint32_t size) {
  Colours all = {calloc(size + 1, sizeof(uint32_t)), calloc(size + 1, sizeof(char *)), size};
  TSQueryCursor *cursor = ts_query_cursor_new();
  ts_query_cursor_exec(cursor, q, root);
  TSQueryMatch match;
  while (ts_query_cursor_next_match(cursor, &match)) {
    if (!holds(q, &match, text)) continue;
    for (uint16_t c = 0; c < match.capture_count; ++c) {
      colour(q, match.captures[c], match.pattern_index, &all);
    }
  }
  ts_query_cursor_delete(cursor);
  print(&all, text);
  free(all.pattern);
  free(all.name);
}

// The query of colours, after all others were found to be ones; null if any was not.
static TSQuery *checked_queries(const char *folder) {
  const char *const others[] = {"folds.scm", "locals.scm", "injections.scm", "indents.scm"};
  bool good = true;
  for (int i = 0; i < 4; ++i) {
    TSQuery *other = query(folder, others[i]);
    good = good && other != NULL;
    if (other != NULL) ts_query_delete(other);
  }
  TSQuery *highlights = query(folder, "highlights.scm");
  return good ? highlights : NULL;
}

int main(int count, char **arguments) {
  TSParser *parser = ts_parser_new();
  if (!ts_parser_set_language(parser, tree_sitter_joist())) return 2;
  const bool with_queries = count > 3 && strcmp(arguments[1], "--queries") == 0;
  TSQuery *highlights = with_queries ? checked_queries(arguments[2]) : NULL;
  const bool with_trees = count > 2 && strcmp(arguments[1], "--tree") == 0;
  int found = with_queries && highlights == NULL;
  for (int i = with_queries ? 3 : with_trees ? 2 : 1; i < count; ++i) {
    uint32_t size;
    char *text = read_file(arguments[i], &size);
    if (text == NULL) return 2;
    TSTree *tree = ts_parser_parse_string(parser, NULL, text, size);
    found += errors(arguments[i], ts_tree_root_node(tree));
    if (with_trees) {
      char *written = ts_node_string(ts_tree_root_node(tree));
      printf("%s\n", written);
      free(written);
    }
    if (highlights != NULL) colours(highlights, ts_tree_root_node(tree), text, size);
    ts_tree_delete(tree);
    free(text);
  }
  return found > 0;
}

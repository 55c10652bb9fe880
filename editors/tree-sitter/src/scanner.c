// What the grammar of tree-sitter cannot tell by the next character: where a statement ends, what a
// comma parts, and where a number's unit stops.
#include <stdbool.h>
#include <string.h>

#include "tree_sitter/parser.h"
#include "words.h"

enum Token { LINE_END, ATTRIBUTE_COMMA, VALUE, UNIT_WORD, PER, OVER, ERROR_SENTINEL };

// A word is only compared with words of the language, so its beginning is enough.
typedef struct {
  char text[16];
  size_t size;  // of the whole word
} Word;

static const char *const annotation_words[] = {"x", "read", "write", "on", NULL};
static const char *const operator_words[] = {"of", "over", "in", "per", NULL};
static const char *const clause_words[] = {"by", "as", "because", "but", "until", NULL};

static void advance(TSLexer *lexer) { lexer->advance(lexer, false); }

static bool is_digit(int32_t c) { return c >= '0' && c <= '9'; }

// A letter beyond ASCII may be one of any script; what is no letter there (blanks, arrows and other
// signs) begins no name.
static bool is_letter(int32_t c) {
  if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  return c > 0xaa && c != 0xd7 && c != 0xf7 && !(c >= 0x2000 && c < 0x2c00) && c != 0x3000 &&
         c != 0xfeff && c != 0xab && c != 0xbb;
}

static bool is_name_part(int32_t c) { return is_letter(c) || is_digit(c); }

static bool is_blank(int32_t c) { return c == ' ' || c == '\t' || c == '\r' || c == 0xa0; }

static void skip_blanks(TSLexer *lexer) {
  while (is_blank(lexer->lookahead)) advance(lexer);
}

// Past line ends, blanks and comments; true if there was a line end.
static bool skip_lines(TSLexer *lexer) {
  bool found = false;
  for (;;) {
    skip_blanks(lexer);
    if (lexer->lookahead == '#') {
      while (lexer->lookahead != '\n' && !lexer->eof(lexer)) advance(lexer);
    } else if (lexer->lookahead == '\n') {
      found = true;
      advance(lexer);
    } else {
      return found;
    }
  }
}

static Word read_word(TSLexer *lexer) {
  Word word = {{0}, 0};
  while (is_name_part(lexer->lookahead)) {
    if (word.size + 1 < sizeof word.text) word.text[word.size] = (char)lexer->lookahead;
    ++word.size;
    advance(lexer);
  }
  return word;
}

static bool is_one_of(const Word *word, const char *const *words) {
  for (; *words != NULL; ++words) {
    if (strlen(*words) == word->size && strcmp(*words, word->text) == 0) return true;
  }
  return false;
}

// The parts of a name behind its first, and the hyphens of one that has some.
static void skip_rest_of_name(TSLexer *lexer) {
  while (lexer->lookahead == '.' || lexer->lookahead == '-') {
    advance(lexer);
    if (!is_letter(lexer->lookahead)) return;
    read_word(lexer);
  }
}

// Does a statement of its own begin here, so that a comma before it is not one between values?
static bool begins_statement(TSLexer *lexer, bool attributes_only) {
  if (lexer->lookahead == '}' || lexer->eof(lexer)) return true;
  if (!is_letter(lexer->lookahead)) return false;
  const Word word = read_word(lexer);
  const bool statement = is_one_of(&word, statement_words) && lexer->lookahead != '.';
  skip_rest_of_name(lexer);
  skip_blanks(lexer);
  if (lexer->lookahead == ':') return true;
  if (attributes_only) return false;
  if (statement) return true;
  if (lexer->lookahead == '=') {
    advance(lexer);
    return lexer->lookahead != '=' && lexer->lookahead != '>';
  }
  if (!is_letter(lexer->lookahead)) return false;
  const Word next = read_word(lexer);
  return !is_one_of(&next, annotation_words) && !is_one_of(&next, operator_words);
}

// A clause of `decide` may stand on a line of its own.
static bool is_clause(TSLexer *lexer, const Word *word) {
  skip_blanks(lexer);
  if (strcmp(word->text, "until") == 0 && word->size == 5) {
    return strchr(":=.>-~|{", lexer->lookahead < 0x80 ? (int)lexer->lookahead : ' ') == NULL;
  }
  const bool joins = is_one_of(word, clause_words) || strcmp(word->text, "over") == 0;
  return joins && lexer->lookahead == '"';
}

// A line end ends a statement if the next line begins with a name or closes a block; what begins
// with a sign goes on.
static bool scan_line_end(TSLexer *lexer) {
  advance(lexer);
  lexer->mark_end(lexer);
  skip_lines(lexer);
  lexer->result_symbol = LINE_END;
  if (lexer->lookahead == '}' || lexer->lookahead == ';' || lexer->eof(lexer)) return true;
  if (!is_letter(lexer->lookahead)) return false;
  const Word word = read_word(lexer);
  return !is_clause(lexer, &word);
}

static bool scan_attribute_comma(TSLexer *lexer) {
  advance(lexer);
  lexer->mark_end(lexer);
  const bool line_end = skip_lines(lexer);
  lexer->result_symbol = ATTRIBUTE_COMMA;
  return begins_statement(lexer, !line_end);
}

static void scan_digits(TSLexer *lexer) {
  while (is_digit(lexer->lookahead) || lexer->lookahead == '_') advance(lexer);
}

// `4k`, `2bn`: a magnitude sticks to its number and does not go on as a name.
static void scan_magnitude(TSLexer *lexer) {
  const int32_t first = lexer->lookahead;
  if (first < 0x80 && first != 0 && strchr("kKMGTP", (int)first) != NULL) {
    advance(lexer);
  } else if (first == 'b') {
    advance(lexer);
    if (lexer->lookahead != 'n') return;
    advance(lexer);
  } else {
    return;
  }
  if (!is_name_part(lexer->lookahead)) lexer->mark_end(lexer);
}

static bool scan_value(TSLexer *lexer) {
  if (lexer->lookahead == '$') advance(lexer);
  if (!is_digit(lexer->lookahead)) return false;
  scan_digits(lexer);
  lexer->mark_end(lexer);
  lexer->result_symbol = VALUE;
  if (lexer->lookahead == '.') {
    advance(lexer);
    if (!is_digit(lexer->lookahead)) return true;
    scan_digits(lexer);
    lexer->mark_end(lexer);
  }
  if (lexer->lookahead == 'e' || lexer->lookahead == 'E') {
    advance(lexer);
    if (lexer->lookahead == '+' || lexer->lookahead == '-') advance(lexer);
    if (!is_digit(lexer->lookahead)) return true;
    scan_digits(lexer);
    lexer->mark_end(lexer);
  }
  scan_magnitude(lexer);
  return true;
}

static bool is_no_unit(const Word *word) {
  return word->size == 0 || is_one_of(word, annotation_words) || is_one_of(word, operator_words) ||
         is_one_of(word, clause_words) || is_one_of(word, statement_words);
}

// What a unit stands before: no `:`, `=` or `(`, and no part of a name.
static bool ends_unit(TSLexer *lexer) {
  if (lexer->lookahead == '.') {
    advance(lexer);
    return !is_letter(lexer->lookahead);
  }
  skip_blanks(lexer);
  return lexer->lookahead != ':' && lexer->lookahead != '=' && lexer->lookahead != '(';
}

static bool scan_per(TSLexer *lexer) {
  advance(lexer);
  if (!is_letter(lexer->lookahead)) return false;
  const Word word = read_word(lexer);
  lexer->mark_end(lexer);
  lexer->result_symbol = PER;
  return !is_no_unit(&word) && ends_unit(lexer);
}

// A unit, or `over`, which before a text is the clause of a decision and no operator.
static bool scan_word(TSLexer *lexer, const bool *valid) {
  const Word word = read_word(lexer);
  lexer->mark_end(lexer);
  if (word.size == 4 && strcmp(word.text, "over") == 0) {
    skip_blanks(lexer);
    lexer->result_symbol = OVER;
    return valid[OVER] && lexer->lookahead != '"';
  }
  lexer->result_symbol = UNIT_WORD;
  return valid[UNIT_WORD] && !is_no_unit(&word) && ends_unit(lexer);
}

void *tree_sitter_joist_external_scanner_create(void) { return NULL; }
void tree_sitter_joist_external_scanner_destroy(void *payload) { (void)payload; }
unsigned tree_sitter_joist_external_scanner_serialize(void *payload, char *buffer) {
  (void)payload;
  (void)buffer;
  return 0;
}
void tree_sitter_joist_external_scanner_deserialize(void *payload, const char *buffer,
                                                    unsigned length) {
  (void)payload;
  (void)buffer;
  (void)length;
}

static bool scan_number(TSLexer *lexer, const bool *valid) {
  return valid[VALUE] && (lexer->lookahead == '$' || is_digit(lexer->lookahead)) && scan_value(lexer);
}

bool tree_sitter_joist_external_scanner_scan(void *payload, TSLexer *lexer, const bool *valid) {
  (void)payload;
  if (valid[PER] && lexer->lookahead == '/') return scan_per(lexer);
  while (is_blank(lexer->lookahead) || (lexer->lookahead == '\n' && !valid[LINE_END])) {
    lexer->advance(lexer, true);
  }
  if (lexer->lookahead == '\n') return scan_line_end(lexer);
  // In search of a place to go on after a mistake everything is valid: only what cannot be
  // mistaken is offered.
  if (valid[ERROR_SENTINEL]) return scan_number(lexer, valid);
  if (lexer->lookahead == ',') return valid[ATTRIBUTE_COMMA] && scan_attribute_comma(lexer);
  if (valid[UNIT_WORD] && lexer->lookahead == '%') {
    advance(lexer);
    lexer->mark_end(lexer);
    lexer->result_symbol = UNIT_WORD;
    return true;
  }
  if ((valid[UNIT_WORD] || valid[OVER]) && is_letter(lexer->lookahead)) return scan_word(lexer, valid);
  return scan_number(lexer, valid);
}

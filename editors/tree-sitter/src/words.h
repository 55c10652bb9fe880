// Words that the scanner has to know; made by `scripts/test --update`.
#include <stddef.h>

static const char *const statement_words[] = {
    "allow",
    "assume",
    "decide",
    "defer",
    "design",
    "endpoints",
    "feature",
    "flow",
    "import",
    "kind",
    "need",
    "remove",
    "stage",
    "table",
    "type",
    "unit",
    "view",
    NULL};

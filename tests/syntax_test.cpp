// The parser: any bytes give a tree whose nodes lie in one another, in order.
#include <doctest/doctest.h>

#include "syntax/tree.hpp"

using namespace joist;
using namespace joist::syntax;

TEST_CASE("the shortest design is one line") {
  const File file = parse(FileId(std::size_t{0}), "client -> lb -> api -> postgres\n");
  CHECK(file.findings.empty());
  CHECK(notation(file) ==
        "(File (Connection Q‹client› -> (Target Q‹lb›) -> (Target Q‹api›) -> (Target "
        "Q‹postgres›)))");
}

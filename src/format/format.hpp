// The canonical form of a design: same statements, same comments, one way to set them.
#pragma once

#include <string>

#include "syntax/tree.hpp"

namespace joist::format {

// The text of a file in canonical form: UTF-8 without a byte order mark, lines that end as its first
// one does, at most 100 columns where nothing forbids it. Broken statements are kept as they stand. Where a text is so
// broken that setting it anew would change what is read, it is given back as it is.
//
// format(parse(format(f))) == format(f), and no comment is lost.
std::string format(const syntax::File& file);

// True if two files hold the same statements and comments in the same order, however they are set.
bool same(const syntax::File& a, const syntax::File& b);

}  // namespace joist::format

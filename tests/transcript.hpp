// What an editor and the server say to each other, in a file that is replayed.
//
//   # what this is about
//   >>> initialize { "capabilities": {} }         a request, numbered by itself
//   >>> ! initialized {}                          a notification
//   >>> file notes/a.joist                        the lines below are a file on disk
//   >>> open a.joist joist                        didOpen with the lines below as its text
//   >>> change a.joist 2                          didChange likewise
//   >>> bytes                                     the lines below as they are, in one frame
//   >>> hold                                      what follows comes before the server gets to work
//   >>> go
//   <<< what the server said, as JSON; positions as `line:column`, both from 0
//
// `$1$` in a text is not part of it: "$1$" is that position in what follows, "$1$2$" the range from
// one to the other, in the columns that were agreed on.
#pragma once

#include <string>

namespace joist::tests {

// The file with what the server says to it now.
std::string replayed(const std::string& transcript);

}  // namespace joist::tests

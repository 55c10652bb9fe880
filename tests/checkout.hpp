// Where the tests find the project's own files: its cases, examples, documents and sources.
#pragma once

#include <string>

namespace joist::tests {

// Path of the checkout, without a slash at its end. One file of the tests knows it from the build,
// so that a compiler cache serves every other one in any checkout.
const std::string& checkout();

}  // namespace joist::tests

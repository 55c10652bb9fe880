// How large a PNG is meant to be, which cairo does not say: without it a text processor shows one
// that was drawn at twice the size at twice the size.
#pragma once

#include <string>

namespace joist::emit {

// Puts a `pHYs` chunk behind the first one (PNG, third edition, 11.3.4.3): pixels a metre, of a
// unit of CSS (1/96 inch) at `scale` pixels. What is no PNG stays as it is.
void state_resolution(std::string& png, double scale);

}  // namespace joist::emit

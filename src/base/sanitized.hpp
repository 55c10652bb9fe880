// Whether the program is built with AddressSanitizer, which reserves terabytes of addresses and so
// has no use for a limit on them.
#pragma once

namespace joist {

#if defined(__SANITIZE_ADDRESS__)
inline constexpr bool is_sanitized = true;
#elif defined(__has_feature)
inline constexpr bool is_sanitized = __has_feature(address_sanitizer);
#else
inline constexpr bool is_sanitized = false;
#endif

}  // namespace joist

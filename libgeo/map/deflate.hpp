// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace geo::map {

/// The bytes packed in zlib's format (RFC 1950), with an effort from 1 (fast) to 12. The same bytes
/// give the same result. Thread-safe; each thread keeps its working memory, some 300 kB an effort.
std::string deflated(std::string_view bytes, int effort = 6);

} // namespace geo::map

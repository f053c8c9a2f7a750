// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace geo {

/// The bytes compressed (zlib, RFC 1950, best level). The same bytes give the same result.
std::string deflated(std::string_view bytes);

/// The bytes as base64 (RFC 4648), padded, in one line.
std::string base64(std::string_view bytes);

/// SHA-256 of a text as a content security policy spells it: "sha256-" and base64.
std::string csp_hash(std::string_view text);

} // namespace geo

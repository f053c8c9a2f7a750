// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace geo::map {

/// The text with & < > " ' escaped and without the control characters that XML forbids.
std::string xml_escaped(std::string_view text);

} // namespace geo::map

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace geo {

/// The one escaper of HTML, SVG and XML, for texts and for attribute values in quotes: & < > " '
/// become references, and the control characters that XML forbids are left out. The rest stays as
/// it is, so the result is UTF-8 when `text` is.
std::string xml_escaped(std::string_view text);

} // namespace geo

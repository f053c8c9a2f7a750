// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "libgeo/io/xml_tree.hpp"

namespace geo::map {

/// The text with & < > " ' escaped and without the control characters that XML forbids.
std::string xml_escaped(std::string_view text);

/// The element as a document writes it, with everything in it.
std::string xml_of(const XmlNode& node);

} // namespace geo::map

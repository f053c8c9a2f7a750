// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "libgeo/io/xml_tree.hpp"

namespace geo::map {

/// The element as a document writes it, with everything in it.
std::string xml_of(const XmlNode& node);

} // namespace geo::map

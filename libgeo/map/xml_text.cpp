// SPDX-License-Identifier: Apache-2.0
#include "libgeo/map/xml_text.hpp"

#include "libgeo/core/xml_text.hpp"

namespace geo::map {

std::string xml_of(const XmlNode& node) {
    std::string out = "<" + node.name;
    for (const auto& [key, value] : node.attributes)
        out += " " + key + "=\"" + xml_escaped(value) + "\"";
    if (node.text.empty() && node.children.empty()) return out + "/>";
    out += ">" + xml_escaped(node.text);
    for (const auto& child : node.children) out += xml_of(child);
    return out + "</" + node.name + ">";
}

} // namespace geo::map

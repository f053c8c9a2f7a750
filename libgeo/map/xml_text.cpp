// SPDX-License-Identifier: Apache-2.0
#include "libgeo/map/xml_text.hpp"

namespace geo::map {

std::string xml_escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '&')
            out += "&amp;";
        else if (c == '<')
            out += "&lt;";
        else if (c == '>')
            out += "&gt;";
        else if (c == '"')
            out += "&quot;";
        else if (c == '\'')
            out += "&apos;";
        else if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t')
            out += c;
    }
    return out;
}

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

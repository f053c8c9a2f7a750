// SPDX-License-Identifier: Apache-2.0
#include "libgeo/io/xml_tree.hpp"

#include <cpl_minixml.h>

#include "libgeo/io/gdal_session.hpp"

namespace geo {

namespace {

struct TreeDeleter {
    void operator()(CPLXMLNode* node) const { CPLDestroyXMLNode(node); }
};

XmlNode converted(const CPLXMLNode& from) {
    XmlNode node{from.pszValue};
    for (const auto* child = from.psChild; child != nullptr; child = child->psNext) {
        if (child->eType == CXT_Attribute)
            node.attributes.emplace_back(child->pszValue,
                                         child->psChild != nullptr ? child->psChild->pszValue : "");
        if (child->eType == CXT_Text) node.text += child->pszValue;
        if (child->eType == CXT_Element) node.children.push_back(converted(*child));
    }
    return node;
}

} // namespace

std::string XmlNode::attribute(std::string_view key, std::string_view other) const {
    for (const auto& [name_of_it, value] : attributes)
        if (name_of_it == key) return value;
    return std::string(other);
}

std::string_view XmlNode::local_name() const {
    const std::string_view all_of_it = name;
    const auto colon = all_of_it.find(':');
    return colon == std::string_view::npos ? all_of_it : all_of_it.substr(colon + 1);
}

const XmlNode* XmlNode::child(std::string_view wanted) const {
    for (const auto& one : children)
        if (one.local_name() == wanted) return &one;
    return nullptr;
}

std::vector<const XmlNode*> XmlNode::all(std::string_view wanted) const {
    std::vector<const XmlNode*> found;
    for (const auto& one : children)
        if (one.local_name() == wanted) found.push_back(&one);
    return found;
}

std::optional<XmlNode> parse_xml(const std::string& document) {
    const GdalMessages messages; // what GDAL says about a broken document is not printed
    const std::unique_ptr<CPLXMLNode, TreeDeleter> tree(CPLParseXMLString(document.c_str()));
    for (const auto* node = tree.get(); node != nullptr; node = node->psNext)
        if (node->eType == CXT_Element && node->pszValue[0] != '?') return converted(*node);
    return {};
}

} // namespace geo

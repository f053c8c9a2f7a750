// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace geo {

/// An XML element: its attributes in their order, its text, its child elements.
struct XmlNode {
    std::string name; ///< with its prefix, e.g. "se:Rule"
    std::vector<std::pair<std::string, std::string>> attributes{};
    std::string text{}; ///< of the element itself, entities resolved
    std::vector<XmlNode> children{};

    /// The attribute, or `other` when there is none.
    std::string attribute(std::string_view key, std::string_view other = "") const;
    /// The first child of that name, whatever its prefix; nullptr when there is none.
    const XmlNode* child(std::string_view local_name) const;
    /// All children of that name, whatever their prefix.
    std::vector<const XmlNode*> all(std::string_view local_name) const;
    /// The name without its prefix.
    std::string_view local_name() const;
};

/// The root element of a document; nothing when it is not well-formed. Entities of a DTD are not
/// resolved, so a document cannot grow while it is read.
std::optional<XmlNode> parse_xml(const std::string& document);

} // namespace geo

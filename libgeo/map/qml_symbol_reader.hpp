// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>

#include "libgeo/io/xml_tree.hpp"
#include "libgeo/map/read_style.hpp"

namespace geo::map {

/// Properties of a symbol layer, callout or the like: `<Option>` or, in older files, `<prop>`.
class QmlProperties {
  public:
    explicit QmlProperties(const XmlNode& node);

    std::string text(const std::string& key, const std::string& other = "") const;
    double number(const std::string& key, double other) const;
    bool has(const std::string& key) const { return m_values.contains(key); }
    /// A length in millimetres; its unit stands under `unit_key`. Nothing for units that depend on
    /// the map.
    std::optional<double> length(const std::string& key, const std::string& unit_key,
                                 double other) const;
    Ink ink(const std::string& key) const;

  private:
    std::map<std::string, std::string> m_values;
};

/// "r,g,b,a" as QGIS writes it; the opacity to two decimals.
Ink ink_from_qml(const std::string& text);

/// Puts the look of a `<symbol>` into a rule; what is not understood goes to `style.notes`, with
/// `where` in front.
void read_qml_symbol(const XmlNode& symbol, Rule& rule, const std::string& where, ReadStyle& style);

/// The name in a `<settings>` of labels; nothing when its text is not understood or it is switched
/// off.
std::optional<LabelStyle> read_qml_label(const XmlNode& settings, const std::string& where,
                                         ReadStyle& style, FontChains& fonts);

/// True when an active property of the node is given by data.
bool has_data_defined(const XmlNode& node, const char* child);

} // namespace geo::map

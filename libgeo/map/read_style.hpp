// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "libgeo/map/style.hpp"

namespace geo::map {

/// A style that was read from a program's document.
struct ReadStyle {
    std::vector<Rule> rules; ///< empty when nothing of it was understood
    std::vector<Text> notes; ///< what was not understood, one clause each
};

/// From QML of QGIS 3: one symbol, categories of a field, rules; simple fills, line pattern fills,
/// simple lines, simple markers, names. `fonts` gets a chain for every font that it lacks.
ReadStyle style_from_qml(const std::string& document, FontChains& fonts);

/// From OGC SLD 1.1 (Symbology Encoding 1.1) or 1.0 as QGIS writes it: the same, as far as SLD can
/// say it.
ReadStyle style_from_sld(const std::string& document, FontChains& fonts);

/// The family of the style pack whose chain has this font; a new one when there is none.
std::string family_of_font(const std::string& font, FontChains& fonts);

/// "inside rules" of one place: adds where a note belongs.
Text note(const std::string& where, const std::string& zh, const std::string& en);

} // namespace geo::map

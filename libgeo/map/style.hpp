// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "libgeo/core/text.hpp"
#include "libgeo/core/value.hpp"
#include "libgeo/map/canvas.hpp"
#include "libgeo/map/drawing_kit.hpp"

namespace geo::map {

// How layers look: a subset of OGC Symbology Encoding 1.1 (rules with filters and scales, polygon,
// line, point and text symbolizers), with hatches as values. Lengths are millimetres on paper.

/// Parallel lines across an area.
struct Hatch {
    double angle_deg = 45; ///< counter-clockwise from the east
    double spacing = 1.5;
    double width = 0.18;
    Ink ink;
    friend bool operator==(const Hatch&, const Hatch&) = default;
};

/// A line along an outline or path. `offset` > 0 moves it to the inside of an area.
struct Edging {
    Ink ink;
    double width = 0.2;
    std::vector<double> dash{};
    double offset = 0;
    friend bool operator==(const Edging&, const Edging&) = default;
};

enum class MarkerShape { circle, square, triangle, diamond, star, cross };
std::string_view name_of(MarkerShape shape);
std::optional<MarkerShape> marker_shape_from(std::string_view name);

/// A symbol at a point.
struct Marker {
    MarkerShape shape = MarkerShape::circle;
    double size = 2;
    Ink ink;
    Edging edging;
    friend bool operator==(const Marker&, const Marker&) = default;
};

/// A text at each feature.
struct LabelStyle {
    std::string text; ///< with {field} in it
    Typeface face;
    double size = 3;
    Ink ink;
    Ink halo{255, 255, 255, 0};
    double halo_width = 0;
    double spacing = 0;
    double priority = 50; ///< greater comes first
    int wrap = 0;         ///< most letters (Chinese) in a line; 0 = one line
    bool leader = false;  ///< an area too small for its name may have it outside, with a line
    double min_scale = 0; ///< denominators between which there are names
    double max_scale = 1e12;
    friend bool operator==(const LabelStyle&, const LabelStyle&) = default;
};

/// field = one of values.
struct Condition {
    std::string field;
    std::vector<std::string> values;
    friend bool operator==(const Condition&, const Condition&) = default;
};

/// How the features that meet all conditions look.
struct Rule {
    std::string id;
    Text title; ///< in the legend; both empty: not in the legend
    std::vector<Condition> where;
    double min_scale = 0; ///< denominators between which the rule holds, both inclusive
    double max_scale = 1e12;
    double smallest = 0; ///< mm; an area that is smaller on paper is left out (for base maps only)
    std::optional<Ink> fill{};
    std::vector<Hatch> hatches{};
    std::vector<Edging> edgings{};
    std::optional<Marker> marker{};
    std::optional<LabelStyle> label{};

    bool holds_at(double denominator) const {
        return denominator >= min_scale && denominator <= max_scale;
    }
    friend bool operator==(const Rule& a, const Rule& b) {
        return a.where == b.where && a.min_scale == b.min_scale && a.max_scale == b.max_scale &&
               a.fill == b.fill && a.hatches == b.hatches && a.edgings == b.edgings &&
               a.marker == b.marker && a.label == b.label;
    }
};

/// How one layer of the results looks. Rules are painted in their order; a feature takes the first
/// that it meets.
struct LayerStyle {
    std::string id;
    std::string source; ///< layer of the results
    Text title;
    Text group;             ///< of the layer tree
    bool is_default = true; ///< how QGIS shows the layer when it is added
    std::vector<Rule> rules;
};

/// All layers from the bottom to the top, and the fonts.
struct StylePack {
    std::string id;
    std::string version;
    Text title;
    FontChains fonts;
    std::vector<LayerStyle> layers;
    std::string sha256; ///< of the file
};

/// Reads a style pack: the path of a TOML file, or the name of one that comes with parkline.
/// Throws ConfigError with the place in the file.
StylePack read_style_pack(const std::string& name_or_path);

/// Number of the first rule that the feature meets, or nothing.
std::optional<std::size_t> rule_of(const LayerStyle& style, const Attributes& attributes,
                                   std::size_t feature);

/// The family of [fonts] that staff call by this name: 黑体 → "hei", 宋体 → "song", 仿宋 → "fang",
/// 楷体 → "kai"; any other name as it is.
std::string family_named(std::string_view name);

/// "#rrggbb" with its opacity; nothing when it is no colour.
std::optional<Ink> ink_from(std::string_view text);
std::string hex_of(const Ink& ink);

} // namespace geo::map

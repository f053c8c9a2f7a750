// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <utility>

#include "libgeo/map/sheet.hpp"
#include "libgeo/map/text_fields.hpp"
#include "libgeo/map/text_painter.hpp"

namespace geo::map {

// The parts of a sheet, each drawn by one function; internal to `draw_sheet`.

/// Everything about the sheet that is being drawn.
struct SheetJob {
    const Atlas& atlas;
    const Ground& ground;
    const SceneLayer* each = nullptr; ///< layer of the feature; null for a sheet of everything
    std::size_t feature = 0;
    const Projector& projector;
    Typesetter& typesetter;
    Picture& picture;
    View view;
    double convergence_deg = 0; ///< of the meridians, in the middle of the map
    /// Style layer and rule of everything that can be seen, for the legend.
    std::set<std::pair<std::size_t, std::size_t>> seen{};
    bool shows_synthetic = false;

    TextPainter painter() const { return {picture, typesetter}; }
    const std::string& in_language(const Text& text) const {
        return in(text, atlas.options.language);
    }
    /// Of the sheet's feature; "all" for a sheet of everything.
    std::string id() const { return each == nullptr ? "all" : each->id(feature); }
    /// Fields of the sheet's feature and of the run.
    FieldLookup fields() const;
    /// Fields of any feature.
    FieldLookup fields_of(const SceneLayer& layer, std::size_t row) const;
    /// What the template's [words] say for a value of a field; the value when they say nothing.
    std::string word_for(std::string_view field, const std::string& value) const;
    std::string filled(const std::string& text, const std::string& subject) const;
    /// Number of a scene layer, or nothing.
    std::optional<std::size_t> layer_number(std::string_view name) const;
};

/// Layers of the map, bottom first; collects what is seen, and the wishes for names.
std::vector<LabelWish> draw_layers(SheetJob& job, LabelPlacer& placer);
/// Circles around the sheet's feature with their radius written on them.
void draw_rings(const SheetJob& job, LabelPlacer& placer);
/// Projected grid across the map, under the names.
void draw_grid_lines(const SheetJob& job);
/// Neat line, ticks and figures of the graticule and of the grid around the map.
void draw_map_frame(const SheetJob& job);
/// Angle from grid north to true north in degrees, positive when true north lies to the east.
double convergence_deg(const Projector& projector, SourcePoint place);

void draw_block(SheetJob& job, const Block& block);
std::size_t draw_legend(SheetJob& job, const Block& block);
void draw_table(const SheetJob& job, const Block& block);
void draw_facts(const SheetJob& job, const Block& block);
void draw_inset(const SheetJob& job, const Block& block);
void draw_scale_bar(const SheetJob& job, const Block& block);
void draw_north(const SheetJob& job, const Block& block);
void draw_notes(const SheetJob& job, const Block& block);
/// "not approved" across a public map without an approval number.
void draw_watermark(const SheetJob& job);

} // namespace geo::map

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <thread>

#include "libgeo/map/drawing_kit.hpp"
#include "libgeo/map/ground.hpp"
#include "libgeo/map/labels.hpp"
#include "libgeo/map/picture.hpp"
#include "libgeo/map/template.hpp"

namespace geo::map {

/// What may be done with a sheet. A public map needs an approval number (审图号).
enum class Usage { internal, published };

/// What holds for all sheets of a batch.
struct SheetOptions {
    std::string crs; ///< empty: by the place of each sheet
    Usage usage = Usage::internal;
    std::string approval; ///< 审图号
    Language language = Language::zh;
    std::string source; ///< sentence about where the data come from; empty: from the manifest
};

/// All that the sheets of a batch share. Not changed while sheets are drawn, so any number of
/// threads may draw from it.
struct Atlas {
    Scene scene;
    StylePack styles;
    Template sheet;
    SheetOptions options;
    /// Rule of each feature, by style layer; `no_rule` when it meets none.
    std::vector<std::vector<std::uint16_t>> rules;
    std::map<std::string, Ground> grounds;
    std::string each; ///< layer that gives a sheet a feature; empty: one sheet

    static constexpr std::uint16_t no_rule = 0xFFFF;
};

/// Makes ready what is shared: rules, and the ground in the CRS that `features` need. Throws
/// ConfigError when a style or template does not fit the scene: unknown layer, label field missing.
Atlas make_atlas(Scene scene, StylePack styles, Template sheet, SheetOptions options,
                 const std::string& each, const std::vector<std::size_t>& features);

/// The CRS that a sheet is drawn in.
std::string crs_of_sheet(const Atlas& atlas, std::size_t feature);

/// The way between the ground and longitude and latitude, one for each thread.
struct Projector {
    explicit Projector(const std::string& crs)
        : to_grid(crs, Datum::cgcs2000, "map"), from_grid(crs) {}
    ToGrid to_grid;
    FromGrid from_grid;
};

/// What one thread needs to draw sheets.
struct Draughtsman {
    std::unique_ptr<Typesetter> typesetter;
    std::map<std::string, Projector> projectors;
    const Projector& projector(const std::string& crs);
};

/// A draughtsman for each thread that asks.
class Draughtsmen {
  public:
    explicit Draughtsmen(const Atlas& atlas) : m_atlas(atlas) {}
    /// The one of the calling thread. Thread-safe.
    Draughtsman& mine();

  private:
    const Atlas& m_atlas;
    std::mutex m_mutex;
    std::map<std::thread::id, Draughtsman> m_all;
};

/// A sheet that was drawn, before it is written in any format.
struct Sheet {
    std::string id;    ///< of the feature; "all" for a sheet of everything
    std::string title; ///< bookmark, metadata and file name
    Picture picture;
    std::vector<PlacedLabel> labels; ///< on the map
    Frame map_frame;
    double denominator = 0;
    std::string crs;
    std::size_t legend_entries = 0;
};

/// Draws one sheet. Throws ConfigError or InputError with one sentence when it cannot be made:
/// nothing to show, no scale that fits the paper, a missing field, a character that no font has.
Sheet draw_sheet(const Atlas& atlas, std::size_t feature, Draughtsman& draughtsman);

} // namespace geo::map

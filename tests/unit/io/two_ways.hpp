// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "libgeo/core/error.hpp"
#include "libgeo/io/raw_layer.hpp"

// Layers that are read without GDAL have to come as GDAL gives them. A filter that every row passes
// sends a layer through GDAL.

namespace geo::test {

inline LayerSpec spec_of(const std::string& path, const std::string& where = "") {
    LayerSpec spec;
    spec.path = path;
    spec.where = where;
    return spec;
}

inline bool is_same(const RawLayer& a, const RawLayer& b) {
    std::vector<std::string> ids_a, ids_b;
    for (std::size_t i = 0; i < a.features(); ++i) ids_a.push_back(a.feature_id(i));
    for (std::size_t i = 0; i < b.features(); ++i) ids_b.push_back(b.feature_id(i));
    CHECK(ids_a == ids_b);
    CHECK(a.wkb_begin == b.wkb_begin);
    CHECK(a.attributes.names == b.attributes.names);
    CHECK(a.attributes.columns == b.attributes.columns);
    CHECK(a.crs == b.crs);
    CHECK(a.wkb == b.wkb);
    bool same_notes = a.notes.size() == b.notes.size();
    for (std::size_t i = 0; same_notes && i < a.notes.size(); ++i)
        same_notes =
            a.notes[i].code == b.notes[i].code && a.notes[i].feature_id == b.notes[i].feature_id;
    return ids_a == ids_b && a.subject == b.subject && a.crs == b.crs && a.wkb == b.wkb &&
           a.wkb_begin == b.wkb_begin && a.has_geometry == b.has_geometry && same_notes &&
           a.attributes.names == b.attributes.names && a.attributes.columns == b.attributes.columns;
}

enum class Way { direct, by_gdal, refused };

/// How a layer was read; checks that both ways give the same, or both refuse.
inline Way way_of(const std::string& path) {
    std::optional<RawLayer> direct, by_gdal;
    try {
        direct = read_layer(spec_of(path));
    } catch (const InputError&) {
    }
    try {
        by_gdal = read_layer(spec_of(path, "1 = 1"));
    } catch (const InputError&) {
    }
    CHECK(direct.has_value() == by_gdal.has_value());
    if (!direct || !by_gdal) return Way::refused;
    CHECK(is_same(*direct, *by_gdal));
    return direct->feature_numbers.empty() ? Way::by_gdal : Way::direct;
}

} // namespace geo::test

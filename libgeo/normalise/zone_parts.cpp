// SPDX-License-Identifier: Apache-2.0
#include "libgeo/normalise/zone_parts.hpp"

#include <map>

#include "libgeo/core/error.hpp"
#include "libgeo/io/coordinate_text.hpp"
#include "libgeo/normalise/fields.hpp"
#include "libgeo/normalise/list_places.hpp"
#include "libgeo/normalise/wkb.hpp"

namespace geo {

namespace {

/// 3 or 6 when the code is a prefixed zone of CGCS2000, else 0.
int degrees_of(const std::string& code) {
    if (!code.starts_with("EPSG:")) return 0;
    const auto number = parse_number(code.substr(5)).value_or(0);
    if (number >= 4513 && number <= 4533) return 3;
    return number >= 4491 && number <= 4501 ? 6 : 0;
}

/// Prefix of the first vertex of a feature; 0 when it has none.
int prefix_of(const RawLayer& raw, std::size_t feature) {
    try {
        const auto shape = decode_wkb(raw.geometry(feature));
        if (shape.points.empty()) return 0;
        return zone_prefix(shape.points.front().x);
    } catch (const GeometryError&) {
        return 0; // it is rejected later, with its reason
    }
}

RawLayer taken(const RawLayer& raw, const std::vector<std::size_t>& rows) {
    RawLayer part;
    part.subject = raw.subject;
    part.format = raw.format;
    part.fields = raw.fields;
    part.attributes.names = raw.attributes.names;
    part.attributes.columns.resize(raw.attributes.columns.size());
    part.has_geometry = raw.has_geometry;
    for (const auto row : rows) {
        part.feature_ids.push_back(raw.feature_id(row));
        const auto bytes = raw.geometry(row);
        part.wkb.insert(part.wkb.end(), bytes.begin(), bytes.end());
        part.wkb_begin.push_back(part.wkb.size());
        for (std::size_t c = 0; c < part.attributes.columns.size(); ++c)
            if (!raw.attributes.columns[c].empty()) // else not read
                part.attributes.columns[c].push_back(raw.attributes.columns[c][row]);
    }
    return part;
}

void say_zone(RawLayer& part, int zone) {
    const auto n = std::to_string(part.features());
    const auto z = std::to_string(zone);
    part.subject += ", zone " + z;
    part.notes.push_back({part.subject,
                          "",
                          "mixed_zones",
                          Severity::warning,
                          no_place(),
                          no_place(),
                          {"图层中有多个带号；这 " + n + " 个要素按其前缀用 " + z + " 带换算。",
                           "the layer has eastings of several zones; these " + n +
                               " features were taken in zone " + z + " by their prefix."}});
}

} // namespace

std::vector<ZonePart> zone_parts(RawLayer raw, const LayerSpec& spec) {
    // The places of a list have no prefix to go by until they are points.
    if (spec.role == Role::sites && !raw.has_geometry && raw.features() > 0) {
        check_field_map(raw, spec);
        raw = placed_list(raw, spec);
    }
    const auto& code = spec.src_crs.empty() ? raw.crs : spec.src_crs;
    const int degrees = degrees_of(code);
    std::map<int, std::vector<std::size_t>> rows;
    if (degrees > 0)
        for (std::size_t i = 0; i < raw.features(); ++i) {
            const int prefix = prefix_of(raw, i);
            const bool known = !gauss_kruger_code(degrees, prefix, true).empty();
            rows[known ? prefix : 0].push_back(i);
        }
    // What has no prefix goes with the first zone, whose CRS shows what is wrong with it.
    if (const auto none = rows.find(0); none != rows.end() && rows.size() > 1) {
        auto& first = std::next(none)->second;
        first.insert(first.end(), none->second.begin(), none->second.end());
        rows.erase(none);
    }
    std::vector<ZonePart> parts;
    if (rows.size() < 2) {
        parts.push_back({std::move(raw), spec});
        return parts;
    }
    for (const auto& [zone, of_zone] : rows) {
        ZonePart part{taken(raw, of_zone), spec};
        part.spec.src_crs = gauss_kruger_code(degrees, zone, true);
        say_zone(part.raw, zone);
        parts.push_back(std::move(part));
    }
    parts.front().raw.notes.insert(parts.front().raw.notes.end(), raw.notes.begin(),
                                   raw.notes.end());
    return parts;
}

} // namespace geo

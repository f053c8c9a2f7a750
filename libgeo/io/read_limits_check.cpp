// SPDX-License-Identifier: Apache-2.0
#include "libgeo/io/read_limits_check.hpp"

#include <algorithm>
#include <filesystem>

#include <ogr_geometry.h>

namespace geo {

namespace {

constexpr std::uint64_t mega = 1 << 20;
constexpr std::uint64_t kilo = 1 << 10;
constexpr std::size_t bytes_of_vertex = 16; // at least, in WKB

std::uint64_t nesting_of(const OGRGeometry& geometry) {
    if (wkbFlatten(geometry.getGeometryType()) != wkbGeometryCollection) return 0;
    std::uint64_t deepest = 0;
    for (const auto* member : *geometry.toGeometryCollection())
        deepest = std::max(deepest, nesting_of(*member));
    return deepest + 1;
}

void require_text_within_limits(const std::string& subject, const Value& value,
                                const ReadLimits& limits) {
    if (const auto* text = std::get_if<std::string>(&value))
        require_within(subject, "attribute_kb", (text->size() + kilo - 1) / kilo,
                       limits.attribute_kb);
}

} // namespace

void require_file_size(const std::string& path, const std::vector<std::string>& files,
                       const ReadLimits& limits) {
    std::uint64_t bytes = 0;
    for (const auto& file : files)
        if (std::filesystem::is_regular_file(file)) bytes += std::filesystem::file_size(file);
    require_within(std::filesystem::path(path).filename().string(), "file_mb",
                   (bytes + mega - 1) / mega, limits.file_mb);
}

void require_within_limits(const RawLayer& raw, const ReadLimits& limits) {
    require_within(raw.subject, "features", raw.features(), limits.features);
    require_within(raw.subject, "vertices", raw.wkb.size() / bytes_of_vertex, limits.vertices);
    for (std::size_t i = 0; i < raw.features(); ++i)
        require_feature_within_limits(raw.subject, raw.geometry(i).size(), {}, limits);
    for (const auto& column : raw.attributes.columns)
        for (const auto& value : column) require_text_within_limits(raw.subject, value, limits);
}

void require_feature_within_limits(const std::string& subject, std::size_t wkb_bytes,
                                   const std::vector<Value>& values, const ReadLimits& limits) {
    require_within(subject, "feature_vertices", wkb_bytes / bytes_of_vertex,
                   limits.feature_vertices);
    for (const auto& value : values) require_text_within_limits(subject, value, limits);
}

void GrowthLimit::require_within_limits(const RawLayer& raw, const OGRGeometry* geometry) const {
    require_within(m_subject, "features", raw.features(), m_limits.features);
    require_within(m_subject, "vertices", raw.wkb.size() / bytes_of_vertex, m_limits.vertices);
    if (geometry) require_within(m_subject, "nesting", nesting_of(*geometry), m_limits.nesting);
}

Problem allowed_warning(const std::string& subject, const std::string& warning) {
    return {subject,
            "",
            "warning_allowed",
            Severity::warning,
            no_place(),
            no_place(),
            {"读取时有警告，已按 allow_warnings 允许（GDAL：" + warning + "）。",
             "Reading gave a warning that allow_warnings allows (GDAL says: " + warning + ")."}};
}

} // namespace geo

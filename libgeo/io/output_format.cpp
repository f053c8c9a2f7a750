// SPDX-License-Identifier: Apache-2.0
#include "libgeo/io/output_format.hpp"

#include <filesystem>

#include "libgeo/core/text.hpp"

namespace geo {

namespace {

struct Format {
    std::string_view ending;
    std::string_view driver;
};
constexpr std::array<Format, 11> formats{{{".gpkg", "GPKG"},
                                          {".fgb", "FlatGeobuf"},
                                          {".geojson", "GeoJSON"},
                                          {".geojsonl", "GeoJSONSeq"},
                                          {".kml", "LIBKML"},
                                          {".gdb", "OpenFileGDB"},
                                          {".csv", "CSV"},
                                          {".xlsx", "XLSX"},
                                          {".ods", "ODS"},
                                          {".dxf", "DXF"},
                                          {".shp", "ESRI Shapefile"}}};

} // namespace

std::string output_driver(const std::string& path) {
    const auto ending = ascii_lower(std::filesystem::path(path).extension().string());
    for (const auto& format : formats)
        if (format.ending == ending) return std::string(format.driver);
    return {};
}

} // namespace geo

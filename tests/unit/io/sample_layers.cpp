// SPDX-License-Identifier: Apache-2.0
#include "unit/io/sample_layers.hpp"

#include <filesystem>
#include <stdexcept>

#include <ogrsf_frmts.h>

#include "libgeo/io/gdal_session.hpp"

namespace geo::test {

namespace {

GDALDatasetUniquePtr open_for_writing(const std::string& path, const std::string& driver) {
    open_gdal_session();
    if (std::filesystem::exists(path))
        return GDALDatasetUniquePtr(
            GDALDataset::Open(path.c_str(), GDAL_OF_VECTOR | GDAL_OF_UPDATE));
    auto* found = GetGDALDriverManager()->GetDriverByName(driver.c_str());
    if (!found) throw std::runtime_error("no driver " + driver);
    return GDALDatasetUniquePtr(found->Create(path.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
}

OGRGeometryUniquePtr square(int i, bool projected) {
    const double x = projected ? 40407000 + 200.0 * i : 119 + 0.002 * i;
    const double y = projected ? 3708000 : 33.5;
    const double side = projected ? 100 : 0.001;
    OGRLinearRing ring;
    for (const auto& [dx, dy] : {std::pair{0.0, 0.0}, {side, 0.0}, {side, side}, {0.0, side}})
        ring.addPoint(x + dx, y + dy);
    ring.closeRings();
    auto polygon = std::make_unique<OGRPolygon>();
    polygon->addRing(&ring);
    polygon->flattenTo2D();
    return OGRGeometryUniquePtr(polygon.release());
}

} // namespace

void write_sample(const std::string& path, const Sample& sample) {
    const GdalMessages quiet;
    const auto dataset = open_for_writing(path, sample.driver);
    if (!dataset) throw std::runtime_error("cannot write " + path);
    OGRSpatialReference srs;
    srs.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    if (!sample.crs.empty()) srs.SetFromUserInput(sample.crs.c_str());
    CPLStringList options;
    if (sample.driver == "ESRI Shapefile")
        options.SetNameValue("ENCODING",
                             sample.encoding.empty() ? "UTF-8" : sample.encoding.c_str());
    if (sample.driver == "FlatGeobuf") options.SetNameValue("SPATIAL_INDEX", "NO"); // keeps order
    OGRLayer* layer = dataset->CreateLayer(
        sample.layer.c_str(), sample.crs.empty() ? nullptr : &srs, wkbPolygon, options.List());
    for (const auto& [name, type] : {std::pair{"code", OFTString},
                                     {"名称", OFTString},
                                     {"area", OFTReal},
                                     {"count", OFTInteger64},
                                     {"day", OFTDate}}) {
        OGRFieldDefn field(name, type);
        layer->CreateField(&field);
    }
    for (int i = 0; i < sample.features; ++i) {
        OGRFeature feature(layer->GetLayerDefn());
        feature.SetField(0, ("Z" + std::to_string(i)).c_str());
        feature.SetField(1, "洪泽湖保护区");
        feature.SetField(2, 1.5 * i);
        feature.SetField(3, i);
        feature.SetField(4, 2024, 2, 29);
        feature.SetGeometry(square(i, srs.IsProjected()).get());
        if (layer->CreateFeature(&feature) != OGRERR_NONE) throw std::runtime_error("no feature");
    }
}

void write_empty_geopackage(const std::string& path) {
    const GdalMessages quiet;
    open_for_writing(path, "GPKG");
}

} // namespace geo::test

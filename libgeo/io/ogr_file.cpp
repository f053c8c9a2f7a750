// SPDX-License-Identifier: Apache-2.0
#include "libgeo/io/ogr_file.hpp"

#include "libgeo/core/error.hpp"
#include "libgeo/io/staging.hpp"

namespace geo {

namespace {

[[noreturn]] void refuse_loss(const std::string& path, const std::string& layer, GIntBig found,
                              GIntBig given) {
    const auto n = std::to_string(found);
    const auto all = std::to_string(given);
    throw OutputError({path + "：图层 '" + layer + "' 写出 " + all + " 个要素，读回只有 " + n +
                           " 个，未保留。请改写为 .gpkg。",
                       path + ": layer '" + layer + "' was given " + all + " features and holds " +
                           n + " when read back, so it was not kept. Write a .gpkg instead."});
}

} // namespace

OgrFile::OgrFile(const std::string& path, const std::string& driver, const std::string& crs,
                 const std::string& as_of)
    : m_path(path), m_crs(crs) {
    open_gdal_session();
    CPLSetThreadLocalConfigOption("OGR_CURRENT_DATE", (as_of + "T00:00:00.000Z").c_str());
    m_srs.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    if (!crs.empty() && m_srs.SetFromUserInput(crs.c_str()) != OGRERR_NONE) fail();
    auto* maker = GetGDALDriverManager()->GetDriverByName(driver.c_str());
    m_dataset.reset(maker->Create(path.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
    if (!m_dataset) fail();
}

OGRLayer& OgrFile::add_layer(const std::string& name, OGRwkbGeometryType kind,
                             const std::vector<std::string>& options) {
    CPLStringList list;
    for (const auto& option : options) list.AddString(option.c_str());
    auto* srs = m_crs.empty() || kind == wkbNone ? nullptr : &m_srs;
    OGRLayer* layer = m_dataset->CreateLayer(name.c_str(), srs, kind, list.List());
    if (!layer) fail();
    m_written.push_back({name, layer});
    return *layer;
}

void OgrFile::add_field(OGRLayer& layer, OGRFieldDefn& field) const {
    if (layer.CreateField(&field) != OGRERR_NONE) fail();
}

void OgrFile::put(OGRLayer& layer, OGRFeature& feature, std::span<const std::byte> wkb) {
    if (!m_in_transaction && m_dataset->TestCapability(ODsCTransactions)) {
        if (m_dataset->StartTransaction() != OGRERR_NONE) fail();
        m_in_transaction = true;
    }
    if (!wkb.empty()) {
        OGRGeometry* geometry = nullptr;
        if (OGRGeometryFactory::createFromWkb(wkb.data(), nullptr, &geometry, wkb.size()) !=
            OGRERR_NONE)
            fail();
        feature.SetGeometryDirectly(geometry);
    }
    if (layer.CreateFeature(&feature) != OGRERR_NONE) fail();
    for (auto& written : m_written)
        if (written.target == &layer) ++written.features;
}

void OgrFile::execute(const std::string& sql) {
    m_dataset->ExecuteSQL(sql.c_str(), nullptr, nullptr);
    if (!m_messages.all().empty()) fail();
}

void OgrFile::close() {
    if (m_in_transaction && m_dataset->CommitTransaction() != OGRERR_NONE) fail();
    m_dataset.reset();
    if (!m_messages.all().empty()) fail();
    const GDALDatasetUniquePtr again(
        GDALDataset::Open(m_path.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY));
    for (const auto& written : m_written) {
        // Formats of one layer name it after the file.
        auto* layer = !again                        ? nullptr
                      : again->GetLayerCount() == 1 ? again->GetLayer(0)
                                                    : again->GetLayerByName(written.layer.c_str());
        const GIntBig found = layer ? layer->GetFeatureCount() : 0;
        if (!layer || found != written.features)
            refuse_loss(shown_output(m_path), written.layer, found, written.features);
    }
}

void OgrFile::fail() const {
    throw OutputError({shown_output(m_path) + "：无法写入（GDAL：" + m_messages.last() +
                           "）。请检查磁盘空间和权限。",
                       shown_output(m_path) + ": cannot be written (GDAL says: " +
                           m_messages.last() + "). Check disk space and permissions."});
}

} // namespace geo

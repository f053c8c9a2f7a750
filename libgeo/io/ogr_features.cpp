// SPDX-License-Identifier: Apache-2.0
#include "libgeo/io/ogr_features.hpp"

#include <algorithm>

#include "libgeo/core/error.hpp"
#include "libgeo/io/curves.hpp"
#include "libgeo/io/database_source.hpp"
#include "libgeo/io/date_time.hpp"
#include "libgeo/io/read_limits_check.hpp"
#include "libgeo/io/sqlite_file.hpp"

namespace geo {

std::vector<OGRLayer*> data_layers(GDALDataset& dataset) {
    std::vector<OGRLayer*> layers;
    bool has_ledger = false;
    for (auto* layer : dataset.GetLayers()) {
        const std::string_view name = layer->GetName();
        has_ledger = has_ledger || name == ledger_events;
        if (name != "layer_styles" && name != "qgis_projects") layers.push_back(layer);
    }
    // A ledger in the same file has tables beside the layers, and none of them has a shape.
    if (has_ledger)
        std::erase_if(layers, [](auto* layer) { return layer->GetGeomType() == wkbNone; });
    return layers;
}

std::string layer_list(const std::vector<OGRLayer*>& layers) {
    std::string names;
    for (std::size_t i = 0; i < std::min<std::size_t>(layers.size(), 10); ++i)
        names += (i ? ", " : "") + std::string(layers[i]->GetName());
    return names;
}

void refuse_layer_choice(const LayerSpec& spec, const std::string& have) {
    if (spec.layer.empty())
        throw InputError(
            {spec.path + " 有多个图层：" + have + "。请用 --layer 或 layer = \"…\" 选择。",
             spec.path + " has several layers: " + have +
                 ". Choose with --layer or layer = \"…\"."});
    throw InputError(
        {spec.path + " 中没有图层 '" + spec.layer + "'。有：" + have + "。请用 --layer 选择。",
         "no layer '" + spec.layer + "' in " + spec.path + ". It has: " + have +
             ". Choose with --layer."});
}

OGRLayer& choose_layer(GDALDataset& dataset, const LayerSpec& spec) {
    const auto layers = data_layers(dataset);
    if (spec.layer.empty() && layers.size() == 1) return *layers[0];
    OGRLayer* layer = spec.layer.empty() ? nullptr : dataset.GetLayerByName(spec.layer.c_str());
    if (layer) return *layer;
    if (layers.empty())
        throw InputError(
            {spec.path + "：其中没有图层，文件可能不完整。请重新导出。",
             spec.path + ": it holds no layer, so it may be damaged. Export it again."});
    refuse_layer_choice(spec, layer_list(layers));
}

GDALDatasetUniquePtr open_database(const std::string& address, unsigned flags) {
    open_gdal_session();
    open_postgres_driver();
    const std::array<const char*, 2> drivers{"PostgreSQL", nullptr};
    return GDALDatasetUniquePtr(GDALDataset::Open(gdal_address(address).c_str(),
                                                  GDAL_OF_VECTOR | GDAL_OF_VERBOSE_ERROR | flags,
                                                  drivers.data(), nullptr, nullptr));
}

namespace {

Value value_of(const OGRFeature& feature, int field) {
    if (!feature.IsFieldSetAndNotNull(field)) return {};
    const auto type = feature.GetFieldDefnRef(field)->GetType();
    if (type == OFTInteger || type == OFTInteger64)
        return std::int64_t{feature.GetFieldAsInteger64(field)};
    if (type == OFTReal) return feature.GetFieldAsDouble(field);
    if (type == OFTDate || type == OFTDateTime) {
        DateTime t;
        if (feature.GetFieldAsDateTime(field, &t.year, &t.month, &t.day, &t.hour, &t.minute,
                                       &t.second, &t.zone)) {
            if (type == OFTDate) t.hour = t.minute = 0, t.second = 0;
            return iso_text(t);
        }
    }
    std::string text = feature.GetFieldAsString(field);
    if (text.empty()) return {};
    return text;
}

void add_geometry(RawLayer& raw, OGRFeature& feature) {
    if (OGRGeometry* geometry = feature.GetGeometryRef()) {
        raw.has_geometry = true;
        const OGRGeometry* shape = geometry;
        std::unique_ptr<OGRGeometry> linear;
        if (geometry->hasCurveGeometry()) {
            const auto* srs = geometry->getSpatialReference();
            linear = linearised(*geometry, srs && srs->IsGeographic());
            shape = linear.get();
            raw.notes.push_back({raw.subject,
                                 raw.feature_ids.back(),
                                 "curve_linearised",
                                 Severity::warning,
                                 no_place(),
                                 no_place(),
                                 {"弧段已线性化，弦与弧相差不超过 1 毫米。",
                                  "Arcs became chords that stray at most 1 mm from them."}});
        }
        const std::size_t begin = raw.wkb.size();
        raw.wkb.resize(begin + shape->WkbSize());
        shape->exportToWkb(wkbNDR, reinterpret_cast<unsigned char*>(raw.wkb.data() + begin),
                           wkbVariantIso);
    }
    raw.wkb_begin.push_back(raw.wkb.size());
}

} // namespace

void name_fields(OGRLayer& layer, RawLayer& raw) {
    auto* definition = layer.GetLayerDefn();
    for (int i = 0; i < definition->GetFieldCount(); ++i)
        raw.attributes.names.emplace_back(definition->GetFieldDefn(i)->GetNameRef());
    raw.attributes.columns.resize(raw.attributes.names.size());
}

std::vector<char> wanted_fields(const RawLayer& raw, const LayerSpec& spec, Fields fields) {
    std::vector<char> wanted(raw.attributes.names.size(), fields == Fields::all);
    const auto want = [&](const std::string& name) {
        if (const auto column = raw.attributes.find(name)) wanted[*column] = 1;
    };
    for (const char* name : {"id", "lon", "lat"}) want(name);
    for (const auto& [word, name] : spec.fields) want(name);
    return wanted;
}

void read_features(OGRLayer& layer, const std::vector<char>& wanted, const ReadLimits& limits,
                   RawLayer& raw) {
    GrowthLimit growth(raw.subject, limits);
    for (auto& feature : layer) {
        raw.feature_ids.push_back(std::to_string(feature->GetFID()));
        for (std::size_t i = 0; i < wanted.size(); ++i)
            if (wanted[i])
                raw.attributes.columns[i].push_back(value_of(*feature, static_cast<int>(i)));
        add_geometry(raw, *feature);
        growth.require_within_limits(raw, feature->GetGeometryRef());
    }
}

std::string crs_of(OGRLayer& layer) {
    const auto* srs = layer.GetSpatialRef();
    if (!srs) return {};
    const char* authority = srs->GetAuthorityName(nullptr);
    const char* code = srs->GetAuthorityCode(nullptr);
    if (authority && code) return std::string(authority) + ":" + code;
    char* wkt = nullptr;
    const std::array<const char*, 2> options{"FORMAT=WKT2_2019", nullptr};
    srs->exportToWkt(&wkt, options.data());
    std::string text = wkt ? wkt : "";
    CPLFree(wkt);
    return text;
}

void refuse_warnings(const GdalMessages& messages, const std::string& subject) {
    if (messages.all().empty()) return;
    throw InputError({subject + "：读取时有警告，文件可能不完整（GDAL：" + messages.all().front() +
                          "）。请修复或重新导出该文件。",
                      subject + ": reading gave a warning, the file may be damaged (GDAL says: " +
                          messages.all().front() + "). Repair it or export it again."});
}

void refuse_filter(const LayerSpec& spec, const GdalMessages& messages) {
    throw InputError({spec.path + "：筛选条件 '" + spec.where + "' 无效（GDAL：" + messages.last() +
                          "）。请改正 --where。",
                      spec.path + ": the filter '" + spec.where +
                          "' is not valid (GDAL says: " + messages.last() + "). Correct --where."});
}

void apply_where(OGRLayer& layer, const LayerSpec& spec, const GdalMessages& messages) {
    if (spec.where.empty()) return;
    // OGR's own grammar first: it knows the fields and no subqueries, whatever the format accepts.
    OGRFeatureQuery query;
    if (query.Compile(&layer, spec.where.c_str()) != OGRERR_NONE ||
        layer.SetAttributeFilter(spec.where.c_str()) != OGRERR_NONE || !messages.all().empty())
        refuse_filter(spec, messages);
}

} // namespace geo

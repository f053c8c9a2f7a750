// SPDX-License-Identifier: Apache-2.0
#include "libgeo/io/read_database.hpp"

#include <algorithm>
#include <numeric>

#include "libgeo/core/error.hpp"
#include "libgeo/io/database_source.hpp"
#include "libgeo/io/ogr_features.hpp"
#include "libgeo/io/read_limits_check.hpp"

namespace geo {

namespace {

GDALDatasetUniquePtr connect(const std::string& address, const GdalMessages& messages) {
    if (auto database = open_database(address, GDAL_OF_READONLY)) return database;
    const auto shown = shown_address(address);
    throw InputError({shown + "：无法连接数据库（" + messages.last() +
                          "）。请检查地址、服务和权限；密码放在 ~/.pgpass 或 PGPASSWORD。",
                      shown + ": the database cannot be reached (" + messages.last() +
                          "). Check address, service and permissions; a password belongs into "
                          "~/.pgpass or PGPASSWORD."});
}

void refuse_several_geometries(OGRLayer& layer, const LayerSpec& spec) {
    const int columns = layer.GetLayerDefn()->GetGeomFieldCount();
    if (columns < 2) return;
    std::string names;
    for (int i = 0; i < columns; ++i)
        names += (i ? ", " : "") + spec.layer + "(" +
                 layer.GetLayerDefn()->GetGeomFieldDefn(i)->GetNameRef() + ")";
    throw InputError(
        {spec.path + "：表 '" + spec.layer + "' 有多个几何列。请写 layer = " + names + " 之一。",
         spec.path + ": the table '" + spec.layer +
             "' has several geometry columns. Write layer as one of " + names + "."});
}

/// The primary key as the field that it is; GDAL has it as the feature's number only.
void add_key(const std::string& name, RawLayer& raw) {
    if (name.empty() || raw.attributes.find(name)) return;
    raw.attributes.names.insert(raw.attributes.names.begin(), name);
    auto& column =
        *raw.attributes.columns.insert(raw.attributes.columns.begin(), std::vector<Value>());
    for (const auto& id : raw.feature_ids) column.emplace_back(std::int64_t{std::stoll(id)});
}

/// Rows as they come are in no order that lasts.
void put_in_order(RawLayer& raw) {
    std::vector<std::size_t> order(raw.features());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return id_less(raw.feature_ids[a], raw.feature_ids[b]);
    });
    if (std::is_sorted(order.begin(), order.end())) return;
    RawLayer sorted = raw;
    sorted.wkb.clear();
    sorted.wkb_begin = {0};
    for (std::size_t i = 0; i < order.size(); ++i) {
        sorted.feature_ids[i] = raw.feature_ids[order[i]];
        const auto shape = raw.geometry(order[i]);
        sorted.wkb.insert(sorted.wkb.end(), shape.begin(), shape.end());
        sorted.wkb_begin.push_back(sorted.wkb.size());
        for (std::size_t c = 0; c < raw.attributes.columns.size(); ++c)
            if (!raw.attributes.columns[c].empty())
                sorted.attributes.columns[c][i] = raw.attributes.columns[c][order[i]];
    }
    raw = std::move(sorted);
}

void say_no_key(RawLayer& raw) {
    raw.notes.push_back({raw.subject,
                         "",
                         "table_without_key",
                         Severity::warning,
                         no_place(),
                         no_place(),
                         {"表没有整数主键，行号不固定。请用 fields.id 指定唯一字段。",
                          "The table has no primary key of whole numbers, so its rows have no "
                          "lasting number. Name a unique field with fields.id."}});
}

} // namespace

RawLayer read_database_layer(const LayerSpec& given, Fields fields, const ReadLimits& limits) {
    refuse_password(given.path);
    GdalMessages messages;
    const auto database = connect(given.path, messages);
    LayerSpec spec = given;
    spec.path = shown_address(given.path);
    OGRLayer& layer = choose_layer(*database, spec);
    refuse_several_geometries(layer, spec);
    RawLayer raw;
    raw.subject = spec.path + ", layer '" + layer.GetName() + "'";
    raw.format = "PostgreSQL";
    raw.crs = crs_of(layer);
    raw.fields = fields;
    apply_where(layer, spec, messages);
    name_fields(layer, raw);
    read_features(layer, wanted_fields(raw, spec, fields), limits, raw);
    for (const auto& warning : messages.take_allowed(spec.allow_warnings))
        raw.notes.push_back(allowed_warning(raw.subject, warning));
    refuse_warnings(messages, raw.subject);
    const std::string key = layer.GetFIDColumn();
    add_key(key, raw);
    if (key.empty() && !raw.attributes.find("id") && !spec.fields.contains("id")) say_no_key(raw);
    if (!key.empty()) put_in_order(raw);
    return raw;
}

} // namespace geo

// SPDX-License-Identifier: Apache-2.0
#include "libgeo/io/write_database.hpp"

#include "libgeo/core/error.hpp"
#include "libgeo/io/database_source.hpp"
#include "libgeo/io/feature_writer.hpp"
#include "libgeo/io/ogr_features.hpp"

namespace geo {

namespace {

constexpr const char* suffix = "__parkline_new";

[[noreturn]] void fail(const std::string& address, const GdalMessages& messages) {
    const auto shown = shown_address(address);
    throw OutputError(
        {shown + "：无法写入数据库（" + messages.last() + "）。请检查地址、服务、权限和空间。",
         shown + ": the database cannot be written (" + messages.last() +
             "). Check address, service, permissions and space."});
}

GDALDatasetUniquePtr connect(const std::string& address, const GdalMessages& messages) {
    auto database = open_database(address, GDAL_OF_UPDATE);
    if (!database) fail(address, messages);
    return database;
}

std::string quoted(const std::string& name, char mark) {
    std::string out(1, mark);
    for (const char c : name) out += c == mark ? std::string(2, c) : std::string(1, c);
    return out + mark;
}

/// An SQL identifier.
std::string identifier(const std::string& schema, const std::string& table) {
    return quoted(schema, '"') + "." + quoted(table, '"');
}

/// The first column of the first row, or nothing.
std::string answer(GDALDataset& database, const std::string& sql) {
    auto* rows = database.ExecuteSQL(sql.c_str(), nullptr, nullptr);
    if (!rows) return {};
    const OGRFeatureUniquePtr row(rows->GetNextFeature());
    std::string text = row ? row->GetFieldAsString(0) : "";
    database.ReleaseResultSet(rows);
    return text;
}

} // namespace

NewTable::NewTable(const std::string& address, const std::string& table, Overwrite overwrite)
    : m_address(address), m_schema("public"), m_table(table) {
    refuse_password(address);
    if (const auto dot = table.find('.'); dot != std::string::npos) {
        m_schema = table.substr(0, dot);
        m_table = table.substr(dot + 1);
    }
    const auto shown = shown_address(address);
    if (m_table.empty() || m_schema.empty())
        throw ConfigError({shown + "：没有写表名。请写成 " + shown + ":SCHEMA.TABLE。",
                           shown + ": it names no table. Write " + shown + ":SCHEMA.TABLE."});
    const GdalMessages messages;
    const auto database = connect(address, messages);
    const auto count =
        answer(*database, "SELECT count(*) AS n FROM pg_class c JOIN pg_namespace s ON "
                          "s.oid = c.relnamespace WHERE s.nspname = " +
                              quoted(m_schema, '\'') + " AND c.relname = " + quoted(m_table, '\''));
    if (!messages.all().empty()) fail(address, messages);
    if (count != "0" && overwrite == Overwrite::no)
        throw OutputExists(
            {shown + "：表 '" + table + "' 已存在。用 --overwrite 替换。",
             shown + ": the table '" + table + "' exists. Use --overwrite to replace it."});
}

NewTable::~NewTable() {
    if (m_published) return;
    try {
        run("DROP TABLE IF EXISTS " + identifier(m_schema, m_table + suffix));
    } catch (const Error&) { // the next run takes it away
    }
}

void NewTable::run(const std::string& sql) const {
    const GdalMessages messages;
    const auto database = connect(m_address, messages);
    database->ExecuteSQL(sql.c_str(), nullptr, nullptr);
    if (!messages.all().empty()) fail(m_address, messages);
}

void NewTable::write(const RawLayer& raw) {
    run("DROP TABLE IF EXISTS " + identifier(m_schema, m_table + suffix));
    const GdalMessages messages;
    const auto database = connect(m_address, messages);
    if (database->StartTransaction() != OGRERR_NONE) fail(m_address, messages);
    CPLStringList options;
    options.SetNameValue("SCHEMA", m_schema.c_str());
    options.SetNameValue("LAUNDER", "NO");
    options.SetNameValue("SPATIAL_INDEX", "NONE");
    options.SetNameValue("FID", free_name(raw, "fid").c_str());
    options.SetNameValue("GEOMETRY_NAME", free_name(raw, "geom").c_str());
    OGRSpatialReference srs;
    srs.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    const bool has_crs = raw.has_geometry && srs.SetFromUserInput(raw.crs.c_str()) == OGRERR_NONE;
    auto* layer = database->CreateLayer((m_table + suffix).c_str(), has_crs ? &srs : nullptr,
                                        raw.has_geometry ? wkbUnknown : wkbNone, options.List());
    if (!layer) fail(m_address, messages);
    const auto types = types_of(raw);
    for (std::size_t c = 0; c < types.size(); ++c) {
        OGRFieldDefn field(raw.attributes.names[c].c_str(), types[c]);
        if (layer->CreateField(&field) != OGRERR_NONE) fail(m_address, messages);
    }
    for (std::size_t i = 0; i < raw.features(); ++i) {
        const auto feature = feature_of(raw, i, types, *layer->GetLayerDefn(), KeepIds::yes);
        if (!feature || layer->CreateFeature(feature.get()) != OGRERR_NONE)
            fail(m_address, messages);
    }
    if (layer->SyncToDisk() != OGRERR_NONE || database->CommitTransaction() != OGRERR_NONE ||
        !messages.all().empty())
        fail(m_address, messages);
}

LayerSpec NewTable::unpublished() const {
    LayerSpec spec;
    spec.path = m_address;
    spec.layer = m_schema == "public" ? m_table + suffix : m_schema + "." + m_table + suffix;
    return spec;
}

void NewTable::publish() {
    const GdalMessages messages;
    const auto database = connect(m_address, messages);
    const auto from = identifier(m_schema, m_table + suffix);
    const auto geometry =
        answer(*database, "SELECT f_geometry_column FROM geometry_columns WHERE f_table_schema = " +
                              quoted(m_schema, '\'') +
                              " AND f_table_name = " + quoted(m_table + suffix, '\''));
    if (database->StartTransaction() != OGRERR_NONE) fail(m_address, messages);
    std::vector<std::string> steps{"DROP TABLE IF EXISTS " + identifier(m_schema, m_table),
                                   "ALTER TABLE " + from + " RENAME TO " + quoted(m_table, '"')};
    if (!geometry.empty())
        steps.push_back("CREATE INDEX ON " + identifier(m_schema, m_table) + " USING gist (" +
                        quoted(geometry, '"') + ")");
    for (const auto& sql : steps) database->ExecuteSQL(sql.c_str(), nullptr, nullptr);
    if (!messages.all().empty() || database->CommitTransaction() != OGRERR_NONE)
        fail(m_address, messages);
    m_published = true;
}

} // namespace geo

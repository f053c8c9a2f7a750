// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>

#include "libgeo/core/error.hpp"
#include "libgeo/io/coordinate_text.hpp"
#include "libgeo/io/database_source.hpp"
#include "libgeo/io/dxf_encoding.hpp"
#include "libgeo/io/dxf_shapes.hpp"
#include "libgeo/io/field_aliases.hpp"
#include "libgeo/io/flatgeobuf_rows.hpp"
#include "libgeo/io/gdal_session.hpp"
#include "libgeo/io/geojson_crs.hpp"
#include "libgeo/io/geopackage_rows.hpp"
#include "libgeo/io/geopackage_schema.hpp"
#include "libgeo/io/kml_links.hpp"
#include "libgeo/io/layer_names.hpp"
#include "libgeo/io/ogr_features.hpp"
#include "libgeo/io/raw_layer.hpp"
#include "libgeo/io/read_database.hpp"
#include "libgeo/io/read_limits_check.hpp"
#include "libgeo/io/read_list.hpp"
#include "libgeo/io/reader_process.hpp"
#include "libgeo/io/reading_policy.hpp"
#include "libgeo/io/shapefile_cells.hpp"
#include "libgeo/io/shapefile_parts.hpp"
#include "libgeo/io/shapefile_texts.hpp"
#include "libgeo/io/whole_text.hpp"
#include "libgeo/io/workbook_cells.hpp"

namespace geo {

namespace fs = std::filesystem;

namespace {

constexpr std::array<const char*, 9> allowed_drivers{"GPKG",    "FlatGeobuf", "ESRI Shapefile",
                                                     "GeoJSON", "GeoJSONSeq", "OpenFileGDB",
                                                     "LIBKML",  "DXF",        nullptr};

std::string extension_of(const std::string& path) {
    return ascii_lower(fs::path(path).extension().string());
}

/// A file geodatabase is a folder called .gdb that holds plain files only.
bool is_geodatabase(const std::string& path) {
    if (extension_of(path) != ".gdb" || !fs::is_directory(fs::symlink_status(path))) return false;
    for (const auto& entry : fs::directory_iterator(path))
        if (!fs::is_regular_file(entry.symlink_status())) return false;
    return true;
}

void require_plain_file(const std::string& path) {
    const auto status = fs::symlink_status(path);
    if (!fs::exists(status))
        throw InputError(
            {path + "：文件不存在。请检查路径。", path + ": no such file. Check the path."});
    if (is_geodatabase(path)) return;
    if (!fs::is_regular_file(status))
        throw InputError({path + "：不是普通文件（链接、目录和特殊文件不读取）。请给出文件本身。",
                          path + ": not a plain file (links, folders and special files are not "
                                 "read). Give the file itself."});
}

void refuse_empty_file(const std::string& path) {
    if (!fs::is_regular_file(path) || fs::file_size(path) > 0) return;
    throw InputError({path + "：文件是空的（0 字节），可能没有传完。请重新取得该文件。",
                      path + ": the file is empty (0 bytes); perhaps it was not copied to the end. "
                             "Get it again."});
}

GDALDatasetUniquePtr open_dataset(const std::string& path, bool raw_bytes,
                                  const GdalMessages& messages) {
    // Bytes of a shapefile without .cpg are taken as they are; the encoding is found afterwards.
    const std::array<const char*, 2> options{"ENCODING=", nullptr};
    GDALDatasetUniquePtr dataset(
        GDALDataset::Open(path.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR,
                          allowed_drivers.data(), raw_bytes ? options.data() : nullptr, nullptr));
    if (!dataset)
        throw InputError(
            {path + "：无法作为空间数据或清单打开（GDAL：" + messages.last() +
                 "）。可读格式：GeoPackage、FlatGeobuf、Shapefile、GeoJSON、File "
                 "GDB、KML、DXF、CSV、XLSX、XLS、ODS、坐标文本。",
             path + ": cannot be opened as a layer or list (GDAL says: " + messages.last() +
                 "). Formats: GeoPackage, FlatGeobuf, Shapefile, GeoJSON, File GDB, KML, DXF, CSV, "
                 "XLSX, XLS, ODS, coordinate text."});
    return dataset;
}

/// Rows without GDAL where the format has a reader of its own; false when GDAL has to read.
bool read_directly(OGRLayer& layer, const std::string& path, const std::vector<char>& wanted,
                   const ReadLimits& limits, RawLayer& raw) {
    if (raw.format == "GPKG") return read_geopackage_rows(layer, path, wanted, raw);
    return raw.format == "FlatGeobuf" && read_flatgeobuf_rows(layer, path, wanted, limits, raw);
}

/// A coordinate text has one layer and no filter.
RawLayer read_text_layer(const LayerSpec& spec) {
    if (!spec.layer.empty() || !spec.where.empty())
        throw ConfigError({spec.path + "：坐标文本没有图层名，也不能筛选。请去掉 layer 和 where。",
                           spec.path + ": a coordinate text has no layers and takes no filter. "
                                       "Take layer and where out."});
    const bool crs_is_given = !spec.src_crs.empty() || spec.has_crs_fallback;
    return read_coordinate_text(spec.path,
                                crs_is_given ? CrsHeader::optional : CrsHeader::required);
}

} // namespace

namespace {

/// A layer of a format that GDAL reads.
RawLayer read_gdal_layer(const LayerSpec& spec, Fields fields, const ReadLimits& limits) {
    open_gdal_session();
    refuse_empty_file(spec.path);
    check_geopackage_schema(spec.path);
    if (!is_geodatabase(spec.path)) check_geojson_crs(spec.path);
    GdalMessages messages;
    check_shapefile_parts(spec.path);
    const ShapefileTexts shapefile_texts(spec.path);
    const bool raw_bytes = shapefile_texts.are_raw();
    const DxfTexts dxf_texts(spec.path);
    const auto dataset = open_dataset(spec.path, raw_bytes, messages);
    OGRLayer& layer = choose_layer(*dataset, spec);
    RawLayer raw;
    raw.subject = fs::path(spec.path).filename().string() + ", layer '" + layer.GetName() + "'";
    raw.format = dataset->GetDriverName();
    raw.crs = crs_of(layer);
    raw.fields = fields;
    apply_where(layer, spec, messages);
    name_fields(layer, raw);
    shapefile_texts.mend_names(raw);
    // An encoding is found by the bytes of all texts.
    const auto wanted = wanted_fields(raw, spec, raw_bytes ? Fields::all : fields);
    const bool is_plain = spec.where.empty() && messages.all().empty();
    if (!is_plain || !read_directly(layer, spec.path, wanted, limits, raw))
        read_features(layer, wanted, limits, raw);
    // Some formats look at the filter only when the first feature is asked for.
    if (!spec.where.empty() && !messages.all().empty()) refuse_filter(spec, messages);
    for (const auto& warning : messages.take_allowed(spec.allow_warnings))
        raw.notes.push_back(allowed_warning(raw.subject, warning));
    refuse_warnings(messages, raw.subject);
    if (spec.where.empty()) require_whole_text(spec.path, raw);
    say_links_left_out(spec.path, raw);
    shapefile_texts.decode(raw);
    dxf_texts.decode(raw);
    if (raw.format == "ESRI Shapefile") restore_field_names(spec.path, raw);
    mend_shapefile_cells(spec.path, raw);
    if (raw.format == "DXF") return plots_of_drawing(raw);
    return raw; // a conditional expression would copy the whole layer
}

[[noreturn]] void refuse_isolated_database(const std::string& address) {
    const auto shown = shown_address(address);
    throw ConfigError({shown + "：隔离进程没有网络，无法读取数据库。请先用 parkline convert "
                               "导出为文件，或去掉 --isolate。",
                       shown + ": an isolated process has no network, so it cannot read a "
                               "database. Write it to a file with `parkline convert` first, or "
                               "leave --isolate out."});
}

RawLayer read_here(const LayerSpec& spec, Fields fields) {
    const auto limits = limits_for(spec);
    if (!is_database(spec.path)) require_file_size(spec.path, files_of(spec.path), limits);
    auto raw = is_database(spec.path)              ? read_database_layer(spec, fields, limits)
               : extension_of(spec.path) == ".txt" ? read_text_layer(spec)
               : fields == Fields::cells           ? read_workbook_cells(spec)
               : is_list(spec.path)                ? read_list(spec)
                                                   : read_gdal_layer(spec, fields, limits);
    require_within_limits(raw, limits);
    return raw;
}

} // namespace

RawLayer read_layer(const LayerSpec& spec, Fields fields) {
    const bool isolated = !reading_policy().reader.empty();
    if (!is_database(spec.path))
        require_plain_file(spec.path);
    else if (isolated)
        refuse_isolated_database(spec.path);
    return isolated ? read_in_process(spec, fields) : read_here(spec, fields);
}

std::vector<std::string> layer_names(const std::string& path) {
    require_plain_file(path);
    open_gdal_session();
    const GdalMessages messages;
    const auto dataset = open_dataset(path, false, messages);
    std::vector<std::string> names;
    for (auto* layer : data_layers(*dataset)) names.emplace_back(layer->GetName());
    return names;
}

std::vector<std::string> files_of(const std::string& path) {
    if (is_database(path)) return {};
    std::vector<std::string> files{path};
    if (extension_of(path) == ".shp")
        for (const char* companion : {".dbf", ".shx", ".prj", ".cpg", ".fields.csv"})
            if (auto file = shapefile_part(path, companion); !file.empty())
                files.push_back(std::move(file));
    if (is_geodatabase(path)) {
        files.clear();
        for (const auto& entry : fs::directory_iterator(path))
            files.push_back(entry.path().string());
    }
    std::sort(files.begin(), files.end());
    return files;
}

} // namespace geo

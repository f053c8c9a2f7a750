// SPDX-License-Identifier: Apache-2.0
#include "libgeo/io/gdal_session.hpp"

#include <algorithm>
#include <cstdlib>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include <unistd.h>

#include <gdal_priv.h>
#include <ogr_api.h>
#include <ogrsf_frmts.h>

extern "C" {
// The drivers of the allow-list; GDALAllRegister would open 79 formats, some of which fetch from
// the network.
void RegisterOGRCSV();
void RegisterOGRDXF();
void RegisterOGRFlatGeobuf();
void RegisterOGRGeoJSON();
void RegisterOGRGeoJSONSeq();
void RegisterOGRGeoPackage();
void RegisterOGRLIBKML();
void RegisterOGRODS();
void RegisterOGROpenFileGDB();
void RegisterOGRPG();
void RegisterOGRShape();
void RegisterOGRXLS();
void RegisterOGRXLSX();
}

namespace geo {

namespace {

/// Settings of the user's shell or configuration file must change neither what is read nor the
/// bytes that are written; where the data files of GDAL lie may be said.
void forget_environment() {
    std::vector<std::string> names{"CREATE_RASTER_TABLES", "SHAPE_ENCODING", "SHAPE_RESTORE_SHX"};
    for (char** entry = environ; *entry; ++entry) {
        const std::string_view text = *entry;
        const auto name = text.substr(0, text.find('='));
        for (const auto* prefix : {"GDAL_", "OGR_", "GPKG_", "CPL_", "OSR_", "PG_", "SQLITE_"})
            if (name.starts_with(prefix) && name != "GDAL_DATA") names.emplace_back(name);
    }
    for (const auto& name : names) unsetenv(name.c_str());
    setenv("GDAL_CONFIG_FILE", "/dev/null", 1); // else ~/.gdal/gdalrc is read
}

void close_doors() {
    forget_environment();
    // A dead proxy stops every request; correctness.md 4.1 measured that allow-lists alone do not.
    CPLSetConfigOption("GDAL_HTTP_PROXY", "127.0.0.1:1");
    CPLSetConfigOption("GDAL_HTTP_TIMEOUT", "1");
    CPLSetConfigOption("CPL_VSIL_CURL_ALLOWED_EXTENSIONS", "{noext}");
    CPLSetConfigOption("GDAL_VRT_ENABLE_PYTHON", "NO");
    CPLSetConfigOption("OGR_SQLITE_LOAD_EXTENSIONS", nullptr);
    CPLSetConfigOption("OGR_GEOJSON_MAX_OBJ_SIZE", "512");
    // Staged files are renamed only when whole and synced once at the end (io/staging).
    CPLSetConfigOption("OGR_SQLITE_SYNCHRONOUS", "OFF");
    CPLSetConfigOption("OGR_ORGANIZE_POLYGONS", "DEFAULT");
}

void register_drivers() {
    RegisterOGRGeoPackage();
    RegisterOGRFlatGeobuf();
    RegisterOGRShape();
    RegisterOGRGeoJSON();
    RegisterOGRGeoJSONSeq();
    RegisterOGRCSV();
    RegisterOGRXLSX();
    RegisterOGRXLS();
    RegisterOGRODS();
    RegisterOGROpenFileGDB();
    RegisterOGRLIBKML();
    RegisterOGRDXF();
}

void CPL_STDCALL collect(CPLErr level, CPLErrorNum, const char* message) {
    if (level < CE_Warning) return;
    std::string line = message; // a message of ours is one line
    // Allowed by name: normalise finds the ring itself and rejects its feature, not the file.
    if (line.starts_with("Non closed ring detected")) return;
    std::replace(line.begin(), line.end(), '\n', ' ');
    static_cast<std::vector<std::string>*>(CPLGetErrorHandlerUserData())->push_back(line);
}

} // namespace

void open_gdal_session() {
    static std::once_flag once;
    std::call_once(once, [] {
        close_doors();
        register_drivers();
    });
}

void open_postgres_driver() {
    static std::once_flag once;
    std::call_once(once, RegisterOGRPG);
}

GdalMessages::GdalMessages() {
    CPLPushErrorHandlerEx(collect, &m_messages);
}
GdalMessages::~GdalMessages() {
    CPLPopErrorHandler();
}

std::vector<std::string> GdalMessages::take_allowed(const std::vector<std::string>& words) {
    std::vector<std::string> allowed, rest;
    for (auto& message : m_messages) {
        const bool is_allowed = std::any_of(words.begin(), words.end(), [&](const auto& word) {
            return !word.empty() && message.find(word) != std::string::npos;
        });
        (is_allowed ? allowed : rest).push_back(std::move(message));
    }
    m_messages = std::move(rest);
    return allowed;
}

std::vector<std::pair<std::string, bool>> reading_drivers() {
    open_gdal_session();
    std::vector<std::pair<std::string, bool>> found;
    for (const char* name : {"GPKG", "FlatGeobuf", "ESRI Shapefile", "GeoJSON", "GeoJSONSeq",
                             "OpenFileGDB", "LIBKML", "DXF", "XLSX", "XLS", "ODS"})
        found.emplace_back(name, GetGDALDriverManager()->GetDriverByName(name) != nullptr);
    return found;
}

std::string gdal_version_text() {
    return GDALVersionInfo("RELEASE_NAME");
}

} // namespace geo

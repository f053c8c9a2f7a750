// SPDX-License-Identifier: Apache-2.0
#include "libgeo/io/gdal_session.hpp"

#include <cstdlib>
#include <mutex>

#include <gdal_priv.h>
#include <ogr_api.h>
#include <ogrsf_frmts.h>

extern "C" {
// The drivers of the allow-list; GDALAllRegister would open 79 formats, some of which fetch from
// the network.
void RegisterOGRCSV();
void RegisterOGRFlatGeobuf();
void RegisterOGRGeoJSON();
void RegisterOGRGeoJSONSeq();
void RegisterOGRGeoPackage();
void RegisterOGRShape();
void RegisterOGRXLSX();
}

namespace geo {

namespace {

void close_doors() {
    // A dead proxy stops every request; correctness.md 4.1 measured that allow-lists alone do not.
    CPLSetConfigOption("GDAL_HTTP_PROXY", "127.0.0.1:1");
    CPLSetConfigOption("GDAL_HTTP_TIMEOUT", "1");
    CPLSetConfigOption("CPL_VSIL_CURL_ALLOWED_EXTENSIONS", "{noext}");
    CPLSetConfigOption("GDAL_VRT_ENABLE_PYTHON", "NO");
    CPLSetConfigOption("OGR_SQLITE_LOAD_EXTENSIONS", nullptr);
    CPLSetConfigOption("OGR_GEOJSON_MAX_OBJ_SIZE", "512");
    unsetenv("GDAL_DRIVER_PATH");
    unsetenv("OGR_DRIVER_PATH");
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
}

void CPL_STDCALL collect(CPLErr level, CPLErrorNum, const char* message) {
    if (level < CE_Warning) return;
    static_cast<std::vector<std::string>*>(CPLGetErrorHandlerUserData())->push_back(message);
}

} // namespace

void open_gdal_session() {
    static std::once_flag once;
    std::call_once(once, [] {
        close_doors();
        register_drivers();
    });
}

GdalMessages::GdalMessages() {
    CPLPushErrorHandlerEx(collect, &m_messages);
}
GdalMessages::~GdalMessages() {
    CPLPopErrorHandler();
}

std::string gdal_version_text() {
    return GDALVersionInfo("RELEASE_NAME");
}

} // namespace geo

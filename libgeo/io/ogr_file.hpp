// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <utility>
#include <vector>

#include <ogrsf_frmts.h>

#include "libgeo/io/gdal_session.hpp"

namespace geo {

/// One new file that a driver of GDAL writes; every call is checked and throws OutputError with
/// GDAL's words. Internal to `io`.
class OgrFile {
  public:
    /// Coordinates are in `crs` (code or WKT, may be empty); `as_of` (ISO date) stands where the
    /// format wants a time, so that the same input gives the same bytes.
    OgrFile(const std::string& path, const std::string& driver, const std::string& crs,
            const std::string& as_of);

    /// `options` are layer creation options of the driver, NAME=VALUE. A layer of kind wkbNone has
    /// no geometry.
    OGRLayer& add_layer(const std::string& name, OGRwkbGeometryType kind,
                        const std::vector<std::string>& options);
    void add_field(OGRLayer& layer, OGRFieldDefn& field) const;

    /// Adds a feature whose fields are set; `wkb` may be empty.
    void put(OGRLayer& layer, OGRFeature& feature, std::span<const std::byte> wkb);

    /// Runs one SQL statement that gives no rows.
    void execute(const std::string& sql);

    /// Closes the file, opens it again and counts the features of its layers.
    void close();

    const std::string& path() const { return m_path; }
    [[noreturn]] void fail() const;

  private:
    struct Written {
        std::string layer;
        OGRLayer* target;
        GIntBig features = 0;
    };

    std::string m_path;
    std::string m_crs;
    GdalMessages m_messages;
    OGRSpatialReference m_srs;
    GDALDatasetUniquePtr m_dataset;
    bool m_in_transaction = false;
    std::vector<Written> m_written;
};

} // namespace geo

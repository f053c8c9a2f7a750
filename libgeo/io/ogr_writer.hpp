// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ogrsf_frmts.h>

#include "libgeo/crs/to_grid.hpp"
#include "libgeo/io/gdal_session.hpp"
#include "libgeo/io/wkb_writer.hpp"
#include "libgeo/io/write_layers.hpp"

namespace geo {

/// Writes layers to one new file through a driver of GDAL; every call is checked. Shapes are
/// encoded on all threads, the file is written by one. Internal to `io`.
class OgrWriter {
  public:
    /// Coordinates are written in `crs`; `as_of` stands where the format wants a time.
    OgrWriter(const std::string& path, const char* driver, const std::string& crs,
              const std::string& as_of);

    /// `options` are layer creation options of the driver, NAME=VALUE.
    void add(const OutputLayer& layer, const std::vector<std::string>& options);
    void add(const Table& table); ///< without geometry

    /// Closes the file, opens it again and counts the features of its layers.
    void close();

  private:
    [[noreturn]] void fail() const;
    OGRLayer* create(const Table& table, OGRwkbGeometryType kind, OGRSpatialReference* srs,
                     const std::vector<std::string>& options);
    void put(OGRLayer& layer, const Table& table, std::size_t row, const WkbBytes& wkb);

    std::string m_path;
    std::string m_crs;
    GdalMessages m_messages;
    OGRSpatialReference m_srs;
    GDALDatasetUniquePtr m_dataset;
    bool m_in_transaction = false;
    std::vector<std::pair<std::string, std::size_t>> m_written; ///< layers and their rows
};

} // namespace geo

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "libgeo/crs/to_grid.hpp"
#include "libgeo/io/ogr_file.hpp"
#include "libgeo/io/write_layers.hpp"

namespace geo {

/// Writes layers on the grid to one new file. Shapes are made and encoded on all threads while the
/// rows before them are written by one. Internal to `io`.
class OgrWriter {
  public:
    /// Coordinates are written in `crs`; `as_of` stands where the format wants a time.
    OgrWriter(const std::string& path, const char* driver, const std::string& crs,
              const std::string& as_of);

    /// From now on a feature without a shape is an error.
    void refuse_missing_shapes() { m_needs_shapes = true; }

    /// `options` are layer creation options of the driver, NAME=VALUE.
    void add(const OutputLayer& layer, const std::vector<std::string>& options);
    void add(const Table& table); ///< without geometry

    /// Runs one statement that gives no rows (SQLite formats only).
    void execute(const std::string& sql) { m_file.execute(sql); }

    void close() { m_file.close(); }

  private:
    [[noreturn]] void refuse_missing_shape(std::size_t row) const;
    OGRLayer& create(const Table& table, OGRwkbGeometryType kind,
                     const std::vector<std::string>& options);
    void put(OGRLayer& layer, const Table& table, std::size_t row, std::span<const std::byte> wkb);

    OgrFile m_file;
    std::string m_crs;
    bool m_needs_shapes = false;
};

} // namespace geo

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "libgeo/io/raw_layer.hpp"
#include "libgeo/io/staging.hpp"

namespace geo {

/// A table of a PostGIS database on its way in: written under another name, looked at, and only
/// then given its own. A run that is killed leaves the table as it was, and at most one named
/// TABLE__parkline_new beside it, which the next run replaces. Internal to `io` and `convert`.
class NewTable {
  public:
    /// `address` as `is_database` takes it, `table` as "schema.table" or "table". Throws
    /// OutputExists for one that is there, unless it is to be replaced; ConfigError without a name
    /// or with a password in the address; OutputError when the server cannot be reached.
    NewTable(const std::string& address, const std::string& table, Overwrite overwrite);
    /// Takes the unfinished table away again unless it was published.
    ~NewTable();
    NewTable(const NewTable&) = delete;
    NewTable& operator=(const NewTable&) = delete;

    /// Writes the layer in one transaction: fields under their names, the feature's number as
    /// primary key, shapes with the EPSG code of the layer's CRS. Throws OutputError.
    void write(const RawLayer& raw);
    /// Where `read_layer` finds it before it is published.
    LayerSpec unpublished() const;
    /// Puts it under its name, with a spatial index, in one transaction.
    void publish();

  private:
    void run(const std::string& sql) const;

    std::string m_address;
    std::string m_schema;
    std::string m_table;
    bool m_published = false;
};

} // namespace geo

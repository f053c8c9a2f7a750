// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "libgeo/core/value.hpp"

class OGRFieldDefn;
struct sqlite3_stmt;

namespace geo {

/// Reads one field of a GeoPackage's rows as GDAL does.
class FieldReader {
  public:
    FieldReader(const OGRFieldDefn& field, bool is_wanted);

    bool is_wanted() const { return m_is_wanted; }

    /// The value in this column of the current row; nothing when it is not plainly of the field's
    /// type, so that GDAL has to say what becomes of it.
    std::optional<Value> read(sqlite3_stmt* row, int column) const;

    /// True when GDAL checks the values of such a field and may warn, so that they must be looked
    /// at even when nobody wants them.
    static bool may_warn(const OGRFieldDefn& field);

  private:
    enum class Kind { whole, real, text, date, date_time, unusual };
    static Kind kind_of(const OGRFieldDefn& field);

    Kind m_kind;
    bool m_is_wanted;
    std::int64_t m_least = INT64_MIN; ///< of whole numbers
    std::int64_t m_most = INT64_MAX;
};

} // namespace geo

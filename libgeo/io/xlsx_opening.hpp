// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace geo {

/// An .xlsx under a name that GDAL can open. Its driver looks for the type of a worksheet in the
/// first 2,047 bytes of `[Content_Types].xml`; where a program wrote many other types before it
/// (LibreOffice does for sheets with comments), GDAL would not know the file. Then this holds a
/// copy in memory whose list of types begins with that one in a comment; all else is the same.
///
/// Any other file keeps its own name. Throws InputError as `read_zip`. Internal to `io`.
class XlsxOpening {
  public:
    explicit XlsxOpening(const std::string& path);
    ~XlsxOpening();
    XlsxOpening(const XlsxOpening&) = delete;
    XlsxOpening& operator=(const XlsxOpening&) = delete;

    const std::string& name() const { return m_copy.empty() ? m_path : m_copy; }

  private:
    std::string m_path;
    std::string m_bytes; ///< of the copy; GDAL reads them where they are
    std::string m_copy;  ///< its name; empty: none was needed
};

} // namespace geo

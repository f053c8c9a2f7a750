// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "libgeo/io/raw_layer.hpp"

namespace geo {

/// How the texts of a shapefile are encoded: the .cpg says it, else the language of the table's
/// header (LDID, byte 29), else the bytes. Internal to `io`.
class ShapefileTexts {
  public:
    /// Other files than shapefiles have nothing to find out.
    explicit ShapefileTexts(const std::string& path);

    /// True when GDAL has to hand over bytes as they are, for `decode` to judge them: there is no
    /// .cpg, and the header names no language or Chinese (936), which many programs write over
    /// UTF-8 as well.
    bool are_raw() const { return m_raw; }

    /// Names of fields as GDAL gives them when the encoding is stated: one that was cut within a
    /// character, as names of more than 10 bytes are, loses the rest of that character, and that is
    /// said (`field_name_cut`). Call it before names are looked for.
    void mend_names(RawLayer& raw) const;

    /// Brings field names and texts, read as bytes, to UTF-8 and says what was found. One encoding
    /// for the whole file: UTF-8 when every text is and one holds a character of three bytes or
    /// more, as every Chinese one is; GB18030 when a text is no UTF-8. Texts that are both, with
    /// nothing beyond two bytes ("农" in GBK is "ũ" in UTF-8), are GB18030 when the header says
    /// 936. A name of 10 bytes that ends within a character of UTF-8 speaks for UTF-8. Throws
    /// InputError when they are neither, and when they may be both and nothing decides.
    void decode(RawLayer& raw) const;

  private:
    int m_language = 0;
    bool m_raw = false;
};

} // namespace geo

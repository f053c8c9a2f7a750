// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "libgeo/io/raw_layer.hpp"

namespace geo {

/// Brings the texts of a drawing to UTF-8. Drawings from AutoCAD 2007 on are UTF-8, older ones name
/// a code page that is often wrong, many name none; GDAL 3.6 only looks at the code page. So texts
/// are UTF-8 or GB18030 by their bytes, and that is said unless the drawing names that encoding.
class DxfTexts {
  public:
    /// Makes GDAL pass bytes on while this lives, when `path` is a drawing.
    explicit DxfTexts(const std::string& path);
    ~DxfTexts();
    DxfTexts(const DxfTexts&) = delete;
    DxfTexts& operator=(const DxfTexts&) = delete;

    /// Decodes the texts of a layer that was read meanwhile. Throws InputError when they are
    /// neither UTF-8 nor GB18030.
    void decode(RawLayer& drawing) const;

  private:
    std::string m_path;
};

} // namespace geo

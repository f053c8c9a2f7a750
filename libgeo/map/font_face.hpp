// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <hb.h>

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

#include "libgeo/map/cff_font.hpp"

namespace geo::map {

/// A glyph as PDFs embed it.
struct GlyphProgram {
    std::string charstring;
    EmBox box;
};

/// A font of this machine as PDF files need it: outlines of any format (CFF, TrueType, variable)
/// become charstrings, once for all documents of the process. Thread-safe.
class FontFace {
  public:
    /// `name` tells fonts apart and is the same for every thread: "Noto Sans CJK SC Bold".
    FontFace(hb_font_t* font, std::string name);

    /// The one of that name, made from `font` when nobody asked for it before.
    static std::shared_ptr<const FontFace> of(hb_font_t* font, const std::string& name);

    const std::string& name() const { return m_name; }
    /// As PDF files name the font: "NotoSansCJKsc-Bold".
    const std::string& postscript_name() const { return m_postscript_name; }
    int ascent() const { return m_ascent; }
    int descent() const { return m_descent; } ///< below the baseline: negative
    int cap_height() const { return m_cap_height; }

    /// How far the next glyph stands, in thousandths of the em.
    int advance(unsigned glyph) const;
    const GlyphProgram& program(unsigned glyph) const;

  private:
    struct FontDeleter {
        void operator()(hb_font_t* font) const { hb_font_destroy(font); }
    };

    std::unique_ptr<hb_font_t, FontDeleter> m_font; ///< scaled so that the em is 1000
    std::string m_name;
    std::string m_postscript_name;
    int m_ascent = 0;
    int m_descent = 0;
    int m_cap_height = 0;
    mutable std::mutex m_mutex;
    mutable std::unordered_map<unsigned, GlyphProgram> m_programs;
};

} // namespace geo::map

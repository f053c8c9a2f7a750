// SPDX-License-Identifier: Apache-2.0
#include "libgeo/map/font_face.hpp"

#include <hb-ot.h>

#include <cctype>
#include <cmath>
#include <map>

#include "libgeo/map/charstring.hpp"

namespace geo::map {

namespace {

constexpr int em = 1000;

EmPoint rounded(float x, float y) {
    return {static_cast<int>(std::lround(x)), static_cast<int>(std::lround(y))};
}

CharstringWriter& writer(void* data) {
    return *static_cast<CharstringWriter*>(data);
}

extern "C" void draw_move(hb_draw_funcs_t*, void* to, hb_draw_state_t*, float x, float y, void*) {
    writer(to).move_to(rounded(x, y));
}
extern "C" void draw_line(hb_draw_funcs_t*, void* to, hb_draw_state_t*, float x, float y, void*) {
    writer(to).line_to(rounded(x, y));
}
extern "C" void draw_curve(hb_draw_funcs_t*, void* to, hb_draw_state_t*, float x1, float y1,
                           float x2, float y2, float x, float y, void*) {
    writer(to).curve_to(rounded(x1, y1), rounded(x2, y2), rounded(x, y));
}

/// Curves of TrueType come as cubic ones: HarfBuzz raises them when nobody takes square ones.
hb_draw_funcs_t* drawing() {
    static hb_draw_funcs_t* const functions = [] {
        auto* made = hb_draw_funcs_create();
        hb_draw_funcs_set_move_to_func(made, draw_move, nullptr, nullptr);
        hb_draw_funcs_set_line_to_func(made, draw_line, nullptr, nullptr);
        hb_draw_funcs_set_cubic_to_func(made, draw_curve, nullptr, nullptr);
        hb_draw_funcs_make_immutable(made);
        return made;
    }();
    return functions;
}

/// What may stand in a name of PDF without being written as a number.
std::string plain_name(const std::string& text) {
    std::string out;
    for (const char c : text)
        if (std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_') out += c;
    return out.empty() ? "Font" : out;
}

std::string postscript_name_of(hb_face_t* face) {
    char name[128] = {};
    unsigned size = sizeof name;
    hb_ot_name_get_utf8(face, HB_OT_NAME_ID_POSTSCRIPT_NAME, HB_LANGUAGE_INVALID, &size, name);
    return name;
}

/// A font of our own: threads share it, and the scale of the given one is for setting text.
hb_font_t* scaled_copy(hb_font_t* font) {
    hb_font_t* made = hb_font_create(hb_font_get_face(font));
    unsigned count = 0;
    const int* coordinates = hb_font_get_var_coords_normalized(font, &count);
    if (count > 0) hb_font_set_var_coords_normalized(made, coordinates, count);
    hb_font_set_scale(made, em, em);
    hb_font_make_immutable(made);
    return made;
}

int metric(hb_font_t* font, hb_ot_metrics_tag_t which, int otherwise) {
    hb_position_t value = 0;
    return hb_ot_metrics_get_position(font, which, &value) != 0 ? value : otherwise;
}

} // namespace

FontFace::FontFace(hb_font_t* font, std::string name)
    : m_font(scaled_copy(font)), m_name(std::move(name)) {
    m_postscript_name = plain_name(postscript_name_of(hb_font_get_face(font)));
    hb_font_extents_t extents{};
    hb_font_get_h_extents(m_font.get(), &extents);
    m_ascent = extents.ascender;
    m_descent = extents.descender;
    m_cap_height = metric(m_font.get(), HB_OT_METRICS_TAG_CAP_HEIGHT, m_ascent);
}

std::shared_ptr<const FontFace> FontFace::of(hb_font_t* font, const std::string& name) {
    static std::mutex mutex;
    // Never destroyed: threads may still draw when the process ends.
    static auto& known = *new std::map<std::string, std::shared_ptr<const FontFace>>;
    const std::lock_guard lock(mutex);
    auto& face = known[name];
    if (!face) face = std::make_shared<FontFace>(font, name);
    return face;
}

int FontFace::advance(unsigned glyph) const {
    return hb_font_get_glyph_h_advance(m_font.get(), glyph);
}

const GlyphProgram& FontFace::program(unsigned glyph) const {
    const std::lock_guard lock(m_mutex);
    const auto [found, is_new] = m_programs.try_emplace(glyph);
    if (is_new) {
        CharstringWriter code;
        hb_font_get_glyph_shape(m_font.get(), glyph, drawing(), &code);
        auto& [charstring, box] = found->second;
        charstring = code.finish(advance(glyph));
        hb_glyph_extents_t e{};
        hb_font_get_glyph_extents(m_font.get(), glyph, &e);
        box = {e.x_bearing, e.y_bearing + e.height, e.x_bearing + e.width, e.y_bearing};
    }
    return found->second; // stays where it is: the map moves no elements
}

} // namespace geo::map

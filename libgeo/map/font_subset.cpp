// SPDX-License-Identifier: Apache-2.0
#include "libgeo/map/font_subset.hpp"

#include <cairo-ft.h>
#include <hb-subset.h>

#include <algorithm>
#include <map>
#include <memory>
#include <mutex>

namespace geo::map {

namespace {

/// Fonts in memory are opened and closed one at a time.
std::mutex& library_mutex() {
    static std::mutex mutex;
    return mutex;
}

FT_Library library() {
    static const FT_Library library = [] {
        FT_Library one = nullptr;
        FT_Init_FreeType(&one);
        return one;
    }();
    return library;
}

/// A font in memory, as long as Cairo needs it.
struct MemoryFont {
    hb_blob_t* blob = nullptr;
    FT_Face face = nullptr;
};

const cairo_user_data_key_t memory_key{};

extern "C" void close_memory_font(void* data) {
    const std::unique_ptr<MemoryFont> font(static_cast<MemoryFont*>(data));
    const std::lock_guard lock(library_mutex());
    FT_Done_Face(font->face);
    hb_blob_destroy(font->blob);
}

hb_blob_t* subset_bytes(hb_face_t* face, const std::set<unsigned>& glyphs) {
    hb_subset_input_t* input = hb_subset_input_create_or_fail();
    if (input == nullptr) return nullptr;
    for (const auto glyph : glyphs) hb_set_add(hb_subset_input_glyph_set(input), glyph);
    hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_RETAIN_GIDS | HB_SUBSET_FLAGS_NO_HINTING |
                                         HB_SUBSET_FLAGS_DESUBROUTINIZE);
    hb_set_t* dropped = hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG);
    for (const auto tag :
         {HB_TAG('G', 'S', 'U', 'B'), HB_TAG('G', 'P', 'O', 'S'), HB_TAG('V', 'O', 'R', 'G'),
          HB_TAG('v', 'm', 't', 'x'), HB_TAG('v', 'h', 'e', 'a'), HB_TAG('B', 'A', 'S', 'E')})
        hb_set_add(dropped, tag);
    hb_face_t* small = hb_subset_or_fail(face, input);
    hb_subset_input_destroy(input);
    if (small == nullptr) return nullptr;
    hb_blob_t* blob = hb_face_reference_blob(small);
    hb_face_destroy(small);
    return blob;
}

} // namespace

namespace {

FacePtr made_subset(const GlyphShapes::Face& face, const std::set<unsigned>& glyphs) {
    auto font = std::make_unique<MemoryFont>();
    font->blob = subset_bytes(face.source.get(), glyphs);
    if (font->blob == nullptr) return {};
    unsigned size = 0;
    const auto* bytes = reinterpret_cast<const FT_Byte*>(hb_blob_get_data(font->blob, &size));
    {
        const std::lock_guard lock(library_mutex());
        if (FT_New_Memory_Face(library(), bytes, static_cast<FT_Long>(size), 0, &font->face) != 0) {
            hb_blob_destroy(font->blob);
            return {};
        }
    }
    FacePtr made(cairo_ft_font_face_create_for_ft_face(font->face, FT_LOAD_NO_HINTING));
    cairo_font_face_set_user_data(made.get(), &memory_key, font.release(), close_memory_font);
    return made;
}

/// A subset that later sheets of the same thread take again: Cairo writes only the letters that a
/// file shows, so what else is in it changes no byte.
struct Kept {
    std::set<unsigned> glyphs;
    FacePtr face;
};

constexpr std::size_t most_kept = 4000; ///< glyphs, then it starts anew

} // namespace

FacePtr subset_of(const GlyphShapes::Face& face, const std::set<unsigned>& glyphs) {
    if (!face.source) return {};
    thread_local std::map<std::string, Kept> all;
    auto& kept = all[face.name];
    const bool has_all = kept.face && std::includes(kept.glyphs.begin(), kept.glyphs.end(),
                                                    glyphs.begin(), glyphs.end());
    if (!has_all) {
        if (kept.glyphs.size() > most_kept) kept.glyphs.clear();
        kept.glyphs.insert(glyphs.begin(), glyphs.end());
        kept.face = made_subset(face, kept.glyphs);
    }
    return FacePtr(kept.face ? cairo_font_face_reference(kept.face.get()) : nullptr);
}

} // namespace geo::map

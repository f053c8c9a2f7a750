// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <zlib.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "libgeo/core/error.hpp"
#include "libgeo/io/staging.hpp"
#include "libgeo/map/deflate.hpp"
#include "libgeo/map/drawing_kit.hpp"
#include "libgeo/map/pdf_fonts.hpp"
#include "libgeo/map/pdf_letters.hpp"
#include "libgeo/map/picture.hpp"

using namespace geo;
using namespace geo::map;

namespace {

std::unique_ptr<Typesetter> typesetter() {
    return drawing_kit().typesetter(
        {{"hei", {"Noto Sans CJK SC"}}, {"song", {"Noto Serif CJK SC"}}});
}

LetteringPtr lettering(const std::string& text) {
    return typesetter()->set(text, {"hei", Weight::regular});
}

std::size_t count_in(const std::string& all, const std::string& part) {
    std::size_t found = 0;
    for (auto at = all.find(part); at != std::string::npos; at = all.find(part, at + 1)) ++found;
    return found;
}

/// What is written for a text, and the fonts it needs.
struct Written {
    explicit Written(const std::string& text, const LetterInk& ink = {}) {
        letters.write(*lettering(text), {{10, 20}, 0}, ink);
    }
    std::size_t count(const std::string& part) { return count_in(content.out(), part); }
    PdfContent content{297};
    PdfLetters letters{content};
};

std::string unpacked(const std::string& packed) {
    std::string out(1 << 20, '\0');
    auto size = static_cast<uLongf>(out.size());
    REQUIRE(uncompress(reinterpret_cast<Bytef*>(out.data()), &size,
                       reinterpret_cast<const Bytef*>(packed.data()),
                       static_cast<uLong>(packed.size())) == Z_OK);
    out.resize(size);
    return out;
}

/// A page with a title, letters and a rim.
Picture page_of(const std::string& text) {
    Picture picture;
    picture.begin_page({210, 297, text});
    LetterInk ink;
    ink.halo_width = 0.5;
    ink.halo.opacity = 1;
    picture.write(lettering(text), {{10, 20}, 0}, ink);
    picture.fill(rectangle({5, 5, 20, 20}), {200, 0, 0, 0.5});
    picture.end_page();
    return picture;
}

const DocumentInfo info{"图 (1)", "淮安", "data 0123456789ab", "parkline", "2026-11-23"};

std::string book_of(const std::vector<Picture>& pages) {
    const auto path = std::filesystem::temp_directory_path() / "parkline-test-book.pdf";
    const auto book = drawing_kit().book(path.string(), info);
    for (const auto& page : pages) book->add(*drawing_kit().packed(page));
    book->finish();
    auto bytes = read_whole_file(path.string());
    std::filesystem::remove(path);
    return bytes;
}

} // namespace

TEST_CASE("Plain text says itself: one string, no accompanying text") {
    Written plain("淮安化工园 HG06 (示例)");
    CHECK(plain.count("ActualText") == 0);
    CHECK(plain.count("]TJ") == 1);
    const auto map = to_unicode_map(plain.letters.fonts().at(0));
    for (const auto* character : {"6DEE", "5B89", "0048", "0036", "0020", "793A"})
        CHECK(map.find(std::string("><") + character + ">") != std::string::npos);
}

TEST_CASE("Of characters that share a glyph the first says itself, the other is told") {
    PdfContent content(297);
    PdfLetters letters(content);
    for (const auto* text : {"水", "⽔", "水"}) // U+6C34, and U+2F54, which is drawn as it
        letters.write(*lettering(text), {{10, 20}, 0}, {});
    const auto at = content.out().find("/Span<</ActualText<FEFF2F54>>>BDC");
    REQUIRE(at != std::string::npos);
    CHECK(content.out().find("ActualText", at + 20) == std::string::npos);
    CHECK(to_unicode_map(letters.fonts().at(0)).find("><6C34>") != std::string::npos);
}

TEST_CASE("Pages that read a glyph in two ways share its program, not its reading") {
    const auto book = book_of({page_of("水"), page_of("⽔"), page_of("水")});
    CHECK(count_in(book, "/CIDFontType0C") == 1);
    CHECK(count_in(book, "/Type0/BaseFont") == 3); // two readings, and the rims
    CHECK(count_in(book, "NotoSansCJKsc-Regular-2/Encoding") == 1);
    CHECK(count_in(book_of({page_of("水"), page_of("水")}), "/Type0/BaseFont") == 2);
}

TEST_CASE("Spaced text is told as a whole, once") {
    LetterInk ink;
    ink.spacing = 2;
    Written spaced("盱眙县", ink);
    CHECK(spaced.count("/Span<</ActualText<FEFF76F1771953BF>>>BDC") == 1);
    CHECK(spaced.count("ActualText") == 1);
    // 2 mm at letters of 3 mm: two thirds of an em further, twice.
    CHECK(spaced.count(">-666.") == 2);
}

TEST_CASE("A rim is drawn in the same font, comes first, and has no text") {
    LetterInk ink;
    ink.halo_width = 0.5;
    ink.halo.opacity = 1;
    Written rimmed("淮安", ink);
    CHECK(rimmed.content.out().find("1 Tr") < rimmed.content.out().find("0 Tr"));
    CHECK(rimmed.count("/Span<</ActualText<FEFF>>>BDC") == 1);
    CHECK(rimmed.count("200 w") == 1); // 0.5 mm on both sides
    const auto& fonts = rimmed.letters.fonts();
    REQUIRE(fonts.size() == 2);
    CHECK(fonts[0].is_rim);
    CHECK(to_unicode_map(fonts[0]).find("><6DEE>") == std::string::npos);
    CHECK(to_unicode_map(fonts[1]).find("><6DEE>") != std::string::npos);
}

TEST_CASE("Curved text is told once, each letter where it stands") {
    PdfContent content(297);
    PdfLetters letters(content);
    const auto text = lettering("洪泽湖");
    letters.write_along(*text,
                        std::vector<Standing>{{{10, 20}, 0}, {{14, 21}, 0.3}, {{18, 23}, 0.6}}, {});
    const auto& out = content.out();
    CHECK(out.find("/Span<</ActualText<FEFF6D2A6CFD6E56>>>BDC") != std::string::npos);
    CHECK(out.find("1 0 0 1 2000 55400 Tm") != std::string::npos);
    CHECK(out.find(".95534 -.29552 .29552 .95534 2800 55200 Tm") != std::string::npos);
}

TEST_CASE("Advances are written as far as they are not an em") {
    const auto use = Written("淮 1").letters.fonts().at(0);
    std::set<std::uint16_t> glyphs;
    for (const auto& [glyph, text] : use.texts) glyphs.insert(glyph);
    const auto advances = advances_of(*use.font, glyphs);
    CHECK(advances.find("1[224]") == 0); // the blank of Noto Sans CJK SC
    CHECK(advances.find("555") != std::string::npos);
}

TEST_CASE("Bytes that are packed are the same when they are unpacked") {
    std::string bytes;
    for (int i = 0; i < 30000; ++i) bytes += static_cast<char>((i * i) >> 7);
    for (const auto& part : {std::string(), std::string("a"), bytes})
        for (const int effort : {1, 5, 9}) CHECK(unpacked(deflated(part, effort)) == part);
}

TEST_CASE("A book has the same bytes again, and others when a page is another") {
    const auto one = book_of({page_of("淮安"), page_of("盱眙")});
    CHECK(one == book_of({page_of("淮安"), page_of("盱眙")}));
    CHECK(one != book_of({page_of("盱眙"), page_of("淮安")}));
}

TEST_CASE("The table of a book says where each object stands") {
    const auto book = book_of({page_of("淮安"), page_of("盱眙 (a)"), page_of("HG06")});
    const auto table = std::stoul(book.substr(book.rfind("startxref\n") + 10));
    std::istringstream lines(book.substr(table));
    std::string word;
    std::size_t first = 0;
    std::size_t count = 0;
    REQUIRE((lines >> word >> first >> count && word == "xref" && first == 0 && count > 15));
    for (std::size_t object = 0; object < count; ++object) {
        std::size_t start = 0;
        std::string generation;
        lines >> start >> generation >> word;
        if (object > 0) CHECK(book.compare(start, 6, std::to_string(object) + " 0 obj", 0, 6) == 0);
    }
    lines >> word;
    CHECK(word == "trailer");
    for (const auto* part : {"/Count 3/Kids", "/Title<FEFF56FE0020002800310029>", "/Title(HG06)",
                             "/CreationDate(D:20261123000000)", "/PageMode/UseOutlines"})
        CHECK(book.find(part) != std::string::npos);
}

TEST_CASE("A book holds each font once, whatever the pages") {
    const auto book = book_of({page_of("淮安"), page_of("盱眙"), page_of("洪泽")});
    CHECK(count_in(book, "/CIDFontType0C") == 1);
}

TEST_CASE("A disk that is full is an error, not a file that is cut") {
    if (!std::filesystem::exists("/dev/full")) return;
    const auto write = [] {
        const auto canvas = drawing_kit().pdf("/dev/full", info);
        page_of("淮安").play(*canvas);
        canvas->finish();
    };
    CHECK_THROWS_AS(write(), OutputError);
    CHECK_THROWS_AS(drawing_kit().pdf("/no such folder/a.pdf", info), OutputError);
}

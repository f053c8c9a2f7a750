// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "libgeo/map/pdf_syntax.hpp"

using namespace geo::map;

namespace {

std::string decimal(std::int64_t value, int decimals) {
    std::string out;
    append_decimal(out, value, decimals);
    return out;
}

} // namespace

TEST_CASE("A decimal has no exponent, no blank digits and no zero before its point") {
    CHECK(decimal(0, 3) == "0");
    CHECK(decimal(500, 3) == ".5");
    CHECK(decimal(-5, 3) == "-.005");
    CHECK(decimal(12340, 3) == "12.34");
    CHECK(decimal(-1000, 3) == "-1");
    CHECK(decimal(100001, 5) == "1.00001");
    CHECK(decimal(7, 0) == "7");
}

TEST_CASE("Every decimal reads back as what was written") {
    for (std::int64_t value = -20000; value <= 20000; value += 37)
        CHECK(std::stod(decimal(value, 4)) == Approx(static_cast<double>(value) / 1e4));
}

TEST_CASE("A text is a string that a human reads when it is ASCII, else UTF-16") {
    CHECK(text_string("HG06 (a\\b)") == "(HG06 \\(a\\\\b\\))");
    CHECK(text_string("淮安") == "<FEFF6DEE5B89>");
    CHECK(text_string("a\nb") == "<FEFF0061000A0062>");
    CHECK(text_string("") == "()");
    CHECK(utf16_string("𠮷") == "<FEFFD842DFB7>"); // beyond 16 bits
}

TEST_CASE("Bytes that are no UTF-8 become the character for that") {
    CHECK(utf16_digits("a\xFF"
                       "b\xE6\xB7") == "0061FFFD0062FFFDFFFD");
}

TEST_CASE("A character is written as it was read") {
    for (const char32_t c : {U'a', U'é', U'淮', U'𠮷', char32_t{0x10FFFF}}) {
        const auto text = utf8_of(c);
        std::size_t at = 0;
        CHECK(next_character(text, at) == c);
        CHECK(at == text.size());
    }
}

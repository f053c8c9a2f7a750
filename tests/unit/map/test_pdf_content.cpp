// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <sstream>

#include "libgeo/map/pdf_content.hpp"

using namespace geo::map;

namespace {

constexpr double height = 10; // millimetres: a place (x, y) is at x * 200, (10 - y) * 200

/// What stands on the page but for the first line, which sets the unit.
std::string drawn(PdfContent& content) {
    const auto all = content.out();
    return all.substr(all.find('\n') + 1);
}

Paths open_path(std::vector<Place> places) {
    Paths paths;
    paths.add_path(places);
    return paths;
}

Paths triangle() {
    auto paths = open_path({{1, 1}, {3, 1}, {2, 3}});
    paths.closed = true;
    return paths;
}

std::size_t count_of(const std::string& text, const std::string& line) {
    std::size_t count = 0;
    std::istringstream lines(text);
    for (std::string one; std::getline(lines, one);) count += one == line;
    return count;
}

} // namespace

TEST_CASE("Places are whole numbers of 0.005 mm, counted upwards") {
    PdfContent content(height);
    content.stroke(open_path({{0, 10}, {0.005, 9.995}, {1, -1}}), {{0, 0, 0}, 0.2, {}, false});
    CHECK(drawn(content) == "40 w\n0 0 m\n1 1 l\n200 2200 l\nS\n");
}

TEST_CASE("A point that falls on the one before it is left out, but a dot stays") {
    PdfContent content(height);
    const Pen pen{{0, 0, 0}, 0.2, {}, true};
    content.stroke(open_path({{1, 1}, {1.001, 1}, {1.002, 1.001}, {2, 1}}), pen);
    content.stroke(open_path({{1, 1}, {1.001, 1}}), pen);
    CHECK(drawn(content) ==
          "40 w\n1 J\n1 j\n200 1800 m\n400 1800 l\nS\n200 1800 m\n200 1800 l\nS\n");
}

TEST_CASE("What is set already is not set again") {
    PdfContent content(height);
    const Pen dashed{{200, 0, 0}, 0.3, {1.6, 0.8}, true};
    for (int i = 0; i < 3; ++i) {
        content.fill(triangle(), {0, 255, 0});
        content.stroke(open_path({{0, 0}, {5, 5}}), dashed);
    }
    const auto page = drawn(content);
    for (const auto* line : {"0 1 0 rg", ".784 0 0 RG", "60 w", "[320 160] 0 d", "1 j"})
        CHECK(count_of(page, line) == 1);
    CHECK(count_of(page, "f*") == 3);
    CHECK(count_of(page, "S") == 3);
}

TEST_CASE("After a clip ends, all is as it was before it") {
    PdfContent content(height);
    const Pen thin{{0, 0, 0}, 0.1, {}, false};
    const Pen thick{{0, 0, 0}, 0.5, {}, false};
    const auto path = open_path({{0, 0}, {5, 5}});
    content.stroke(path, thin);
    content.clip({1, 2, 3, 4});
    content.stroke(path, thick);
    content.unclip();
    content.stroke(path, thin);  // known: not set
    content.stroke(path, thick); // forgotten by the reader: set
    const auto page = drawn(content);
    CHECK(count_of(page, "200 800 600 800 re W n") == 1);
    CHECK(count_of(page, "20 w") == 1);
    CHECK(count_of(page, "100 w") == 2);
    CHECK(page.find("Q\n0 2000 m") != std::string::npos);
}

TEST_CASE("An outline is drawn with the area that was just filled") {
    PdfContent content(height);
    content.fill(triangle(), {255, 255, 255});
    content.stroke(triangle(), {{0, 0, 0}, 0.2, {}, false});
    CHECK(drawn(content) == "1 g\n40 w\n200 1800 m\n600 1800 l\n400 1400 l\nh\nB*\n");
}

TEST_CASE("An outline stays by itself when one of both lets light through, or is another") {
    for (const auto& [inside, rim] : {std::pair{0.5, 1.0}, std::pair{1.0, 0.5}}) {
        PdfContent content(height);
        content.fill(triangle(), {255, 255, 255, inside});
        content.stroke(triangle(), {{0, 0, 0, rim}, 0.2, {}, false});
        CHECK(count_of(drawn(content), "f*") == 1);
        CHECK(count_of(drawn(content), "S") == 1);
        CHECK(content.opacities().contains(500));
    }
    PdfContent content(height);
    content.fill(triangle(), {255, 255, 255});
    content.stroke(rectangle({1, 1, 2, 2}), {{0, 0, 0}, 0.2, {}, false});
    CHECK(count_of(drawn(content), "f*") == 1);
    CHECK(count_of(drawn(content), "S") == 1);
}

TEST_CASE("Upright rectangles are one operator, other quadrangles are not") {
    PdfContent content(height);
    content.fill(rectangle({1, 2, 3, 4}), {0, 0, 0});
    CHECK(drawn(content) == "200 1600 600 -800 re\nf*\n");
    PdfContent other(height);
    auto kite = open_path({{1, 1}, {3, 1}, {3.5, 4}, {1, 4}});
    kite.closed = true;
    other.fill(kite, {0, 0, 0});
    CHECK(count_of(drawn(other), "h") == 1);
}

TEST_CASE("A place that no paper reaches does not overflow") {
    PdfContent content(height);
    content.stroke(open_path({{-1e300, 0}, {1e300, 0}}), {{0, 0, 0}, 0.2, {}, false});
    CHECK(drawn(content) == "40 w\n-8000000 2000 m\n8000000 2000 l\nS\n");
}

TEST_CASE("Text that is turned runs as far as the turn says") {
    PdfContent content(height);
    content.stand_at({{1, 2}, 0});
    content.stand_at({{1, 2}, -1.5707963267948966}); // upwards
    CHECK(drawn(content) == "1 0 0 1 200 1600 Tm\n0 1 -1 0 200 1600 Tm\n");
}

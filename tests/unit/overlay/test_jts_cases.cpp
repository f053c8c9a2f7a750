// SPDX-License-Identifier: Apache-2.0
#include <cctype>
#include <fstream>
#include <iterator>
#include <string_view>

#include <catch2/catch.hpp>

#include "libgeo/overlay/overlap_areas.hpp"
#include "libgeo/overlay/union_areas.hpp"
#include "unit/overlay/shapes.hpp"

// The area cases of the JTS test suite (tests/cases/jts, with its licence): floating precision
// model, whole coordinates. Cases that round to another grid do not apply: this engine never does.

using namespace geo;

namespace {

std::string read(const std::string& name) {
    std::ifstream file("tests/cases/jts/" + name);
    return {std::istreambuf_iterator<char>(file), {}};
}

// The text between two marks from `from` on, which moves behind it; empty at the end.
std::string_view between(std::string_view text, std::string_view open, std::string_view close,
                         std::size_t& from) {
    const auto begin = text.find(open, from);
    if (begin == text.npos) return {};
    const auto inner = begin + open.size(), end = text.find(close, inner);
    from = end + close.size();
    return text.substr(inner, end - inner);
}

// POLYGON or MULTIPOLYGON of whole coordinates; one feature. Other kinds give no part.
Polygons parse(std::string_view wkt) {
    Polygons layer;
    const auto kind = wkt.find("POLYGON");
    int depth = 0;
    const int ring_depth = wkt.find("MULTIPOLYGON") == wkt.npos ? 2 : 3;
    shapes::Ring ring;
    bool is_hole = false;
    for (auto i = kind; i < wkt.size(); ++i) {
        if (wkt[i] == '(' && ++depth == ring_depth - 1) is_hole = false;
        if (std::isdigit(wkt[i]) || wkt[i] == '-') {
            std::size_t used = 0;
            const std::string number(wkt.substr(i));
            const auto x = std::stoll(number, &used);
            std::size_t more = 0;
            ring.push_back({x, std::stoll(number.substr(used), &more)});
            i += used + more - 1;
        }
        if (wkt[i] != ')') continue;
        if (depth == ring_depth) {
            ring.pop_back();
            shapes::add_ring(layer, std::exchange(ring, {}), std::exchange(is_hole, true));
        }
        if (depth == ring_depth - 1) layer.end_part();
        --depth;
    }
    layer.end_feature();
    return layer;
}

double area(const Polygons& polygons) {
    Int128 twice = 0;
    for (std::size_t r = 0; r < polygons.rings(); ++r) twice += twice_signed_area(polygons.ring(r));
    return static_cast<double>(twice) / 2;
}

double overlap(const Polygons& a, const Polygons& b) {
    const auto pairs = planar_overlap_areas(EdgeIndex(a), EdgeIndex(b));
    return pairs.empty() ? 0 : pairs[0].square_units;
}

std::string lower(std::string_view text) {
    std::string result(text);
    for (auto& c : result) c = static_cast<char>(std::tolower(c));
    return result;
}

// Area that the operation must have, from the areas of the parts and of their overlap.
double expected_overlap(const std::string& operation, double a, double b, double result) {
    if (operation.starts_with("intersection")) return result;
    if (operation.starts_with("union")) return a + b - result;
    if (operation.starts_with("symdifference")) return (a + b - result) / 2;
    return a - result; // difference
}

int check_overlay(std::string_view test, const Polygons& a, const Polygons& b) {
    std::size_t from = 0;
    const auto operation = lower(between(test, "name=\"", "\"", from));
    if (operation.find("difference") == 0 && test.find("arg1=\"B\"") != test.npos)
        return check_overlay(
            std::string("name=\"difference\"") + std::string(test.substr(test.find('>'))), b, a);
    const auto result = test.substr(test.find('>') + 1);
    INFO(operation << ": " << result);
    CHECK(overlap(a, b) ==
          Approx(expected_overlap(operation, area(a), area(b), area(parse(result)))).margin(1e-9));
    return 1;
}

template <typename Check> int each_case(const std::string& name, Check&& check) {
    const auto text = read(name);
    int count = 0;
    for (std::size_t at = 0;;) {
        const auto one = between(text, "<case>", "</case>", at);
        if (one.empty()) break;
        std::size_t from = 0;
        const auto a = parse(between(one, "<a>", "</a>", from));
        const auto b = parse(between(one, "<b>", "</b>", from));
        INFO(name << ": " << one.substr(0, one.find("<a>")));
        for (;;) {
            const auto test = between(one, "<op ", "</op>", from);
            if (test.empty()) break;
            count += check(test, a, b);
        }
    }
    return count;
}

} // namespace

TEST_CASE("The JTS overlay cases have their areas") {
    CHECK(each_case("TestNGOverlayA.xml", check_overlay) == 88);
    CHECK(each_case("TestOverlayAA.xml", check_overlay) == 44);
}

TEST_CASE("The JTS relate cases overlap when interiors meet") {
    const auto check = [](std::string_view test, const Polygons& a, const Polygons& b) {
        std::size_t from = 0;
        const auto matrix = between(test, "arg3=\"", "\"", from);
        if (matrix.empty()) return 0;
        CHECK((overlap(a, b) > 0) == (matrix[0] == '2'));
        CHECK((overlap(b, a) > 0) == (matrix[0] == '2'));
        return 1;
    };
    CHECK(each_case("TestRelateAA.xml", check) == 14);
}

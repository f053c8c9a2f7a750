// SPDX-License-Identifier: Apache-2.0
#include "libgeo/io/coordinate_text.hpp"

#include <catch2/catch.hpp>

#include "libgeo/normalise/wkb.hpp"
#include "unit/io/scratch.hpp"

using namespace geo;
using namespace geo::test;

namespace {

std::string header(const std::string& zone = "40", const std::string& degrees = "3") {
    return "[属性描述]\n坐标系=2000国家大地坐标系\n几度分带=" + degrees +
           "\n投影类型=高斯克吕格\n计量单位=米\n带号=" + zone +
           "\n精度=0.001\n转换参数=,,,,,,\n[地块坐标]\n";
}

const std::string plot = "5,1.0000,P1,一号地,面,,工业,,@\n";
const std::string ring = "J1,1,3720000,40444000\nJ2,1,3720000,40444100\nJ3,1,3720100,40444100\n"
                         "J4,1,3720100,40444000\nJ1,1,3720000,40444000\n";

RawLayer read(const Scratch& scratch, const std::string& text) {
    return read_coordinate_text(scratch.write("park.txt", text));
}

std::string refusal(const std::string& text) {
    const Scratch scratch;
    return error_of([&] { read(scratch, text); }).en;
}

std::vector<std::string> warnings(const RawLayer& raw) {
    std::vector<std::string> codes;
    for (const auto& note : raw.notes)
        if (note.severity == Severity::warning) codes.push_back(note.code);
    return codes;
}

} // namespace

TEST_CASE("A coordinate text gives its plots: X is the northing, Y the easting") {
    const Scratch scratch;
    const auto raw = read(scratch, header() + plot + ring);
    REQUIRE(raw.features() == 1);
    CHECK(raw.crs == "EPSG:4528");
    CHECK(warnings(raw).empty());
    const auto shape = decode_wkb(raw.geometry(0));
    REQUIRE(shape.points.size() == 5);
    CHECK(shape.points[1].x == 40444100);
    CHECK(shape.points[1].y == 3720000);
    CHECK(to_text(raw.attributes.columns[0][0]) == "P1");
    CHECK(to_text(raw.attributes.columns[1][0]) == "一号地");
    CHECK(to_number(raw.attributes.columns[2][0]) == 1.0);
}

TEST_CASE("GB18030 with CRLF reads like UTF-8 with LF") {
    const auto raw = read_coordinate_text("datasets/huaian/park_txt.txt");
    REQUIRE(raw.features() == 1);
    CHECK(raw.crs == "EPSG:4528");
    CHECK(to_text(raw.attributes.columns[1][0]).starts_with("苏嘴化工集中区"));
    CHECK(raw.notes[0].message.en == "By its bytes the encoding is GB18030.");
}

TEST_CASE("A byte order mark before the first section is no part of it") {
    const Scratch scratch;
    CHECK(read(scratch, "\xEF\xBB\xBF" + header() + plot + ring).features() == 1);
}

TEST_CASE("Full-width punctuation is read as ASCII, with a warning") {
    const Scratch scratch;
    const auto raw = read(scratch, header() + "5，1.0000，P1，一号地，面，，工业，，＠\n"
                                              "J1，1，3720000，40444000\nJ2,1,3720000,40444100\n"
                                              "J3,1,3720100,40444100\nJ4,1,3720100,40444000\n"
                                              "J1,1,3720000,40444000\n");
    REQUIRE(raw.features() == 1);
    CHECK(warnings(raw) == std::vector<std::string>{"full_width_punctuation"});
    CHECK(decode_wkb(raw.geometry(0)).points.size() == 5);
}

TEST_CASE("An unclosed ring is closed and a wrong count is told, each with a warning") {
    const Scratch scratch;
    const auto raw = read(scratch, header() + "9,1.0,P1,一号地,面,,工业,,@\n" +
                                       ring.substr(0, ring.rfind("J1")));
    CHECK(warnings(raw) == std::vector<std::string>{"point_count_differs", "ring_not_closed"});
    CHECK(decode_wkb(raw.geometry(0)).points.size() == 5);
    bool told = false;
    for (const auto& note : raw.notes)
        told = told || note.message.en == "line 10: plot '一号地' states 9 points and has 4.";
    CHECK(told);
}

TEST_CASE("Ring 1 is the shell, other rings are holes, in whatever order they come") {
    const Scratch scratch;
    const std::string hole = "K1,2,3720040,40444040\nK2,2,3720040,40444060\n"
                             "K3,2,3720060,40444060\nK1,2,3720040,40444040\n";
    for (const auto& body : {ring + hole, hole + ring}) {
        const auto raw = read(scratch, header() + "9,1.0,P1,一号地,面,,工业,,@\n" + body);
        const auto shape = decode_wkb(raw.geometry(0));
        REQUIRE(shape.paths() == 2);
        CHECK(shape.path(0).size() == 5);
        CHECK(shape.path(1).size() == 4);
    }
}

TEST_CASE("Several plots are several features") {
    const Scratch scratch;
    const auto raw = read(scratch, header() + plot + ring + plot + ring);
    CHECK(raw.features() == 2);
    CHECK(raw.feature_ids == std::vector<std::string>{"1", "2"});
}

TEST_CASE("The zone follows from header and eastings, with and without prefix") {
    const Scratch scratch;
    std::string bare = ring;
    for (auto at = bare.find("40444"); at != std::string::npos; at = bare.find("40444"))
        bare.erase(at, 2);
    CHECK(read(scratch, header() + plot + bare).crs == "EPSG:4549");
    CHECK(gauss_kruger_code(3, 39, true) == "EPSG:4527");
    CHECK(gauss_kruger_code(3, 39, false) == "EPSG:4548");
    CHECK(gauss_kruger_code(6, 20, true) == "EPSG:4498");
    CHECK(gauss_kruger_code(6, 20, false) == "EPSG:4509");
    for (const auto& [degrees, zone] : {std::pair{3, 24}, {3, 46}, {6, 12}, {6, 24}, {5, 40}})
        CHECK(gauss_kruger_code(degrees, zone, true).empty());
}

TEST_CASE("A zone that contradicts the prefix of the eastings is refused") {
    CHECK(refusal(header("39") + plot + ring) ==
          "park.txt: the zone is given as 39 but eastings carry the prefix 40. Check which "
          "is right.");
    CHECK(refusal(header("40", "6") + plot + ring) ==
          "park.txt: there is no such zone (几度分带=6, 带号=40). Correct it, or give --src-crs.");
}

TEST_CASE("An easting that is none is refused, however large") {
    for (const char* easting : {"4.04094e+49", "1e308", "5000000", "-40444000", "46000000"}) {
        INFO(easting);
        CHECK(refusal(header() + plot + "J1,1,3720000," + easting + "\n").find("is no Gauss") !=
              std::string::npos);
    }
}

TEST_CASE("Another coordinate system than CGCS2000 is refused, and the remedy is named") {
    auto text = header() + plot + ring;
    text.replace(text.find("2000国家大地坐标系"), std::string("2000国家大地坐标系").size(),
                 "1954北京坐标系");
    CHECK(refusal(text) ==
          "park.txt: the coordinate system is not CGCS2000 (it says '1954北京坐标系'). "
          "Transform it first, or give --src-crs.");
    const Scratch scratch; // and the remedy works
    CHECK(read_coordinate_text(scratch.write("b.txt", text), CrsHeader::optional).features() == 1);
}

TEST_CASE("A coordinate that is no number is named with its line") {
    CHECK(refusal(header() + plot + "J1,1,372000O,40444000\n") ==
          "park.txt, line 11: it is neither 'J1,ring,X,Y' nor a plot line: the ring number or a "
          "coordinate is not a number: 'J1,1,372000O,40444000'. Correct it.");
    // One coordinate is missing: 1 is no northing, so it is not taken for one.
    CHECK(refusal(header() + plot + "J1,1,3720000\n").find("line 11") != std::string::npos);
    CHECK(refusal(header() + plot + "J1,1,nan,40444000\n").find("line 11") != std::string::npos);
    CHECK(refusal(header() + plot + "J1,1,1e999,40444000\n").find("line 11") != std::string::npos);
}

TEST_CASE("A ring number is a whole number from 1 on") {
    for (const char* number : {"0", "-1", "1.5", "1e300", "x", ""}) {
        INFO(number);
        const auto text = refusal(header() + plot + "J1," + number + ",3720000,40444000\n");
        CHECK(text.find("line 11") != std::string::npos);
    }
}

TEST_CASE("Bytes that are neither UTF-8 nor GB18030 are refused") {
    CHECK(refusal("[属性描述]\n\xFF\xFF\xFF\n") ==
          "park.txt: the text is neither UTF-8 nor GB18030. Save it in one of these.");
}

TEST_CASE("A file without plots has no features, whatever else it holds") {
    const Scratch scratch;
    CHECK_FALSE(refusal("").empty());
    CHECK_FALSE(refusal("hello\nworld\n").empty());
    CHECK(read_coordinate_text(scratch.write("e.txt", ""), CrsHeader::optional).features() == 0);
}

namespace {

/// Codes of the warnings, and the same square whatever was broken.
std::vector<std::string> breakage(const std::string& text, const std::string& crs = "EPSG:4528") {
    const Scratch scratch;
    const auto raw = read(scratch, text);
    CHECK(raw.crs == crs);
    REQUIRE(raw.features() == 1);
    const auto shape = decode_wkb(raw.geometry(0));
    REQUIRE(shape.points.size() == 5);
    CHECK(shape.points[2].x == 40444100);
    CHECK(shape.points[2].y == 3720100);
    return warnings(raw);
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
    return text;
}

using Codes = std::vector<std::string>;

} // namespace

TEST_CASE("Breakages that leave no doubt are read, each with its warning") {
    const auto whole = header() + plot + ring;
    CHECK(breakage(replaced(whole, ",@", ",")) == Codes{"plot_line_without_mark"});
    CHECK(breakage(replaced(whole, ",@", "")) == Codes{"plot_line_without_mark"});
    CHECK(breakage(replaced(header(), "[地块坐标]\n", "") + plot + ring) ==
          Codes{"section_missing"});
    CHECK(breakage(header() + replaced(ring, ",", "\t")) ==
          Codes{"other_separator", "plot_line_missing", "point_count_differs"});
    CHECK(breakage(header() + plot + replaced(ring, ",", " ")) == Codes{"other_separator"});
    CHECK(breakage(header() + plot + replaced(ring, ",1,", ",")) == Codes{"ring_number_missing"});
    CHECK(breakage(header() + plot +
                   "J1,1,40444000,3720000\nJ2,1,40444100,3720000\n"
                   "J3,1,40444100,3720100\nJ4,1,40444000,3720100\n"
                   "J1,1,40444000,3720000\n") == Codes{"xy_swapped"});
    CHECK(breakage(replaced(whole, "带号=40\n", "")) == Codes{"zone_derived"});
    CHECK(breakage(replaced(whole, "带号=40", "中央子午线=120")) == Codes{"zone_derived"});
    CHECK(breakage(replaced(whole, "几度分带=3", "几度分带=3度带")).empty());
    CHECK(breakage(replaced(whole, "坐标系=2000国家大地坐标系", "坐标系=CGCS2000")).empty());
    CHECK(breakage(replaced(whole, "[地块坐标]", "[地块坐标]\n界址点成果表")) ==
          Codes{"line_skipped"});
    CHECK(breakage(header() + "4,1.0000,P1,一号地,面,,工业,,@\n" + ring).empty());
    CHECK(breakage(header() + "5,15.0,P1,一号地,面,,工业,,@\n" + ring) == Codes{"area_differs"});
    CHECK(breakage(replaced(whole, "\n", "\r")).empty());
    CHECK(breakage(replaced(whole, "J1,1,3720000,40444000\n", "J1,1,3720000,40444000,12.5\n")) ==
          Codes{"height_dropped"});
}

TEST_CASE("Rings outside of the first are parts, a ring that goes on after closing is split") {
    const Scratch scratch;
    const std::string far = "K1,2,3730000,40444000\nK2,2,3730000,40444100\nK3,2,3730100,40444100\n"
                            "K1,2,3730000,40444000\n";
    const auto two = read(scratch, header() + "9,1.5,P1,一号地,面,,工业,,@\n" + ring + far);
    CHECK(warnings(two) == Codes{"several_shells"});
    CHECK(decode_wkb(two.geometry(0)).part_begin.size() == 3);
    const auto split = read(scratch, header() + "9,1.5,P1,一号地,面,,工业,,@\n" + ring +
                                         replaced(far, ",2,", ",1,"));
    CHECK(warnings(split) == Codes{"ring_split", "several_shells"});
}

TEST_CASE("Coordinates in degrees, minutes and seconds are geographic") {
    const Scratch scratch;
    const auto raw =
        read(scratch, header() + "4,,P1,一号地,面,,工业,,@\n"
                                 "J1,1,33°30′00″,119°00′00″\nJ2,1,33°30′00″,119°00′36″\n"
                                 "J3,1,33°30′36″,119°00′36″\nJ1,1,33°30′00″,119°00′00″\n");
    CHECK(raw.crs == "EPSG:4490");
    CHECK(decode_wkb(raw.geometry(0)).points[2].x == Approx(119.01));
}

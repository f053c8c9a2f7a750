// SPDX-License-Identifier: Apache-2.0
#include "libgeo/io/coordinate_text.hpp"

#include <catch2/catch.hpp>

#include "scratch.hpp"

using namespace geo;

namespace {

const std::string head =
    "[属性描述]\n坐标系=2000国家大地坐标系\n几度分带=3\n投影类型=高斯克吕格\n计量单位=米\n带号="
    "40\n精度=0.001\n转换参数=,,,,,,\n[地块坐标]\n";
const std::string plot =
    "5,1.0,G1,地块一,面,,工业,,@\nJ1,1,3719000,40409000\nJ2,1,3719000,40409100\nJ3,1,3719100,"
    "40409100\nJ4,1,3719100,40409000\nJ1,1,3719000,40409000\n";

std::vector<std::string> codes(const RawLayer& layer) {
    std::vector<std::string> all;
    for (const auto& note : layer.notes) all.push_back(note.code);
    return all;
}

} // namespace

TEST_CASE("A clean file gives its plots, the CRS of its zone and no warning") {
    const Scratch scratch;
    const auto layer = read_coordinate_text(scratch.file("p.txt", head + plot));
    CHECK(layer.crs == "EPSG:4528");
    CHECK(layer.features() == 1);
    CHECK(to_text(layer.attributes.columns[0][0]) == "G1");
    CHECK(to_text(layer.attributes.columns[1][0]) == "地块一");
    CHECK(codes(layer) == std::vector<std::string>{"encoding_found"});
}

TEST_CASE("Zones follow from degrees, number and prefix") {
    CHECK(gauss_kruger_code(3, 39, true) == "EPSG:4527");
    CHECK(gauss_kruger_code(3, 40, false) == "EPSG:4549");
    CHECK(gauss_kruger_code(6, 20, true) == "EPSG:4498");
    CHECK(gauss_kruger_code(6, 20, false) == "EPSG:4509");
    CHECK(gauss_kruger_code(3, 24, true).empty());
    CHECK(gauss_kruger_code(5, 40, true).empty());
}

TEST_CASE("Full-width punctuation, an open ring and a wrong count are accepted and told") {
    const Scratch scratch;
    std::string text = head + "7，1.0，G1，地块一，面，，工业，，＠\nJ1，1，3719000，40409000\nJ2,"
                              "1,3719000,40409100\nJ3,1,3719100,40409100\n";
    const auto layer = read_coordinate_text(scratch.file("p.txt", text));
    CHECK(layer.features() == 1);
    CHECK(codes(layer) == std::vector<std::string>{"encoding_found", "full_width_punctuation",
                                                   "point_count_differs", "ring_not_closed"});
}

TEST_CASE("What cannot be read is refused with its line") {
    const Scratch scratch;
    const auto refusal = [&](const std::string& text) {
        return refusal_of([&] { read_coordinate_text(scratch.file("p.txt", text)); });
    };
    CHECK(refusal(head + "5,1.0,G1,x,面,,,,@\nJ1,1,37x9000,40409000\n") ==
          "p.txt, line 11: the ring number or a coordinate is not a number: "
          "'J1,1,37x9000,40409000'. Correct it.");
    CHECK(refusal(head + "J1,1,3719000,40409000\n") ==
          "p.txt, line 10: coordinates before any plot line (ending in @). Add the plot line.");
    CHECK(refusal("[属性描述]\n坐标系=80国家大地坐标系\n[地块坐标]\n" + plot)
              .find("the coordinate system is not CGCS2000") != std::string::npos);
    std::string other_zone = head;
    other_zone.replace(other_zone.find("带号=40"), 9, "带号=39");
    CHECK(refusal(other_zone + plot)
              .find("the zone is given as 39 but eastings carry the prefix 40") !=
          std::string::npos);
    CHECK(refusal("\xff\xfe\xff").find("neither UTF-8 nor GB18030") != std::string::npos);
}

TEST_CASE("A header of another system is accepted when the caller knows the CRS") {
    const Scratch scratch;
    const auto path = scratch.file("p.txt", "[属性描述]\n坐标系=地方坐标系\n[地块坐标]\n" + plot);
    CHECK(read_coordinate_text(path, CrsHeader::optional).crs.empty());
}

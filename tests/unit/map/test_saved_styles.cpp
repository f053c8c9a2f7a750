// SPDX-License-Identifier: Apache-2.0
// The style pack written for other programs, and styles of other programs read back.
#include <catch2/catch.hpp>

#include "libgeo/map/qml_writer.hpp"
#include "libgeo/map/read_style.hpp"
#include "libgeo/map/sld_writer.hpp"
#include "libgeo/map/style_expressions.hpp"

using namespace geo;
using namespace geo::map;

namespace {

ShapeType type_of(const LayerStyle& style) {
    return style.source == "sites" ? ShapeType::points : ShapeType::areas;
}

/// The rules as a layer of this kind shows them: an area has no marker, a point no filling.
std::vector<Rule> shown_rules(const LayerStyle& style) {
    auto rules = style.rules;
    for (auto& rule : rules) {
        if (type_of(style) == ShapeType::areas) rule.marker.reset();
        if (type_of(style) == ShapeType::points) {
            rule.fill.reset();
            rule.hatches.clear();
            rule.edgings.clear();
        }
    }
    return rules;
}

std::string said(const ReadStyle& style) {
    std::string text;
    for (const auto& note : style.notes) text += note.en + "; ";
    return text;
}

/// A symbol of QGIS with one symbol layer.
std::string qml_with(const std::string& symbol_layer) {
    return "<qgis labelsEnabled=\"0\"><renderer-v2 type=\"singleSymbol\"><symbols><symbol "
           "name=\"0\" "
           "alpha=\"0.5\">" +
           symbol_layer + "</symbol></symbols></renderer-v2></qgis>";
}

} // namespace

TEST_CASE("Each style of the pack, written for QGIS and read back, is the same style") {
    const auto pack = read_style_pack("parkline");
    for (const auto& layer : pack.layers) {
        INFO(layer.id);
        auto fonts = pack.fonts;
        const auto back = style_from_qml(qml_of(layer, type_of(layer), pack.fonts), fonts);
        INFO(said(back));
        CHECK(back.notes.empty());
        CHECK(fonts == pack.fonts);
        const auto wanted = shown_rules(layer);
        REQUIRE(back.rules.size() == wanted.size());
        for (std::size_t r = 0; r < wanted.size(); ++r) {
            INFO(wanted[r].id);
            CHECK(back.rules[r] == wanted[r]);
            if (wanted.size() > 1) // a single symbol of QGIS has no title
                CHECK(back.rules[r].title.zh == both_languages(layer.rules[r].title));
        }
    }
}

TEST_CASE(
    "Written as SLD and read back, classes, fillings, hatches, lines and markers are the same") {
    const auto pack = read_style_pack("parkline");
    for (const auto& layer : pack.layers) {
        INFO(layer.id);
        auto fonts = pack.fonts;
        const auto back =
            style_from_sld(sld_of(layer, layer.source, type_of(layer), pack.fonts), fonts);
        INFO(said(back));
        CHECK(back.notes.empty());
        auto wanted = shown_rules(layer);
        REQUIRE(back.rules.size() == wanted.size());
        for (std::size_t r = 0; r < wanted.size(); ++r) {
            INFO(wanted[r].id);
            auto got = back.rules[r];
            CHECK(got.label.has_value() == wanted[r].label.has_value());
            if (got.label) CHECK(got.label->size == Approx(wanted[r].label->size).margin(0.01));
            got.label.reset();
            wanted[r].label.reset();
            CHECK(got == wanted[r]);
        }
    }
}

TEST_CASE("Conditions become expressions of QGIS and come back") {
    const std::vector<Condition> where{{"class", {"a", "it's"}}, {"grade \"x\"", {"1"}}};
    const auto expression = expression_of(where);
    CHECK(expression == "\"class\" IN ('a', 'it''s') AND \"grade \"\"x\"\"\" = '1'");
    const auto back = conditions_from(expression);
    REQUIRE(back);
    CHECK(*back == where);
    const std::vector<Condition> unknown{{"title", {""}}};
    CHECK(expression_of(unknown) == "(\"title\" IS NULL OR \"title\" = '')");
    CHECK(conditions_from(expression_of(unknown)) == unknown);
    CHECK(conditions_from("class = 'a' OR class = 'b'") ==
          std::vector<Condition>{{"class", {"a", "b"}}});
    CHECK(conditions_from("ELSE")->empty());
    for (const auto* beyond : {"\"a\" > 3", "\"a\" = 'x' OR \"b\" = 'y'", "length(\"a\") = 2",
                               "\"a\" LIKE 'x%'", "\"a\" = ", "(\"a\" = 'x'"})
        CHECK_FALSE(conditions_from(beyond));
}

TEST_CASE("A rule for features that meet none before it says so in its filter") {
    LayerStyle style;
    style.rules.resize(3);
    style.rules[0].where = {{"a", {"1"}}};
    style.rules[1].where = {{"b", {"2"}}};
    CHECK(filter_of(style, 0) == "\"a\" = '1'");
    CHECK(filter_of(style, 1) == "\"b\" = '2' AND NOT coalesce(\"a\" = '1', FALSE)");
    CHECK(filter_of(style, 2) == "ELSE");
    CHECK(conditions_from(filter_of(style, 1)) == style.rules[1].where);
}

TEST_CASE("Label texts become expressions of QGIS and come back") {
    for (const auto* text : {"{name}", "{area_m2|ha} ha", "面积 {area_m2|km2} km²：{name}",
                             "{share|percent}", "{lon|lonlat}，{lat|lonlat}", "it's {a|mu}"})
        CHECK(label_text_from(label_expression_of(text)) == std::string(text));
    CHECK(label_expression_of("{area_m2|ha} ha") ==
          "format_number(\"area_m2\" / 10000, 2) || ' ha'");
    CHECK_FALSE(label_text_from("upper(\"name\")"));
    CHECK_FALSE(label_text_from("\"a\" + \"b\""));
}

TEST_CASE("Units and opacity of a symbol of QGIS are turned into millimetres and inks") {
    FontChains fonts;
    const auto style = style_from_qml(
        qml_with("<layer class=\"SimpleFill\"><Option type=\"Map\"><Option name=\"color\" "
                 "value=\"255,0,0,255\"/><Option name=\"style\" value=\"b_diagonal\"/><Option "
                 "name=\"outline_style\" value=\"dash\"/><Option name=\"outline_width\" "
                 "value=\"72\"/><Option name=\"outline_width_unit\" value=\"Point\"/></Option>"
                 "</layer>"),
        fonts);
    CHECK(style.notes.empty());
    REQUIRE(style.rules.size() == 1);
    const auto& rule = style.rules.front();
    CHECK_FALSE(rule.fill);
    REQUIRE(rule.hatches.size() == 1);
    CHECK(rule.hatches[0].angle_deg == 45);
    CHECK(rule.hatches[0].ink == Ink{255, 0, 0, 0.5});
    REQUIRE(rule.edgings.size() == 1);
    CHECK(rule.edgings[0].width == Approx(25.4));
    CHECK(rule.edgings[0].dash.size() == 2);
}

TEST_CASE("What is not understood is listed, and the rest is taken") {
    FontChains fonts;
    const auto style = style_from_qml(
        qml_with(
            "<layer class=\"GradientFill\"/><layer class=\"SimpleLine\"><prop k=\"line_color\" "
            "v=\"1,2,3,255\"/><prop k=\"line_width\" v=\"0.7\"/><prop k=\"line_width_unit\" "
            "v=\"MapUnit\"/></layer>"),
        fonts);
    REQUIRE(style.notes.size() == 2);
    CHECK(style.notes[0].en == "the symbol layer GradientFill");
    CHECK(style.notes[1].en == "the unit MapUnit of line_width");
    CHECK(style.rules.front().edgings.size() == 1);
    for (const auto* broken : {"", "<qgis>", "no xml", "<qgis/>"}) {
        const auto nothing = style_from_qml(broken, fonts);
        CHECK(nothing.rules.empty());
        CHECK(nothing.notes.size() == 1);
        CHECK(style_from_sld(broken, fonts).notes.size() == 1);
    }
    CHECK(style_from_qml("<qgis><renderer-v2 type=\"heatmapRenderer\"/></qgis>", fonts)
              .rules.empty());
}

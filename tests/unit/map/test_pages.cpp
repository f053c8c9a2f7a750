// SPDX-License-Identifier: Apache-2.0
// Whole pages of the demo city, looked at as lists of what is drawn, which anti-aliasing does not
// reach.
#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <set>

#include "libgeo/io/project_file.hpp"
#include "libgeo/map/sheet.hpp"
#include "libgeo/publish.hpp"
#include "libgeo/screening.hpp"

using namespace geo;
using namespace geo::map;

namespace {

/// The results of the demo city, made once.
const std::string& results() {
    static const auto folder = [] {
        auto path = std::filesystem::temp_directory_path() / "parkline-test-map";
        std::filesystem::remove_all(path);
        ResultFolder out(path.string(), Overwrite::no);
        out.publish(screen(read_project("datasets/huaian/project.toml")));
        return path.string();
    }();
    return folder;
}

Atlas atlas_of(const std::string& name, const std::vector<std::size_t>& features,
               SheetOptions options = {}) {
    auto sheet = read_template(name);
    const auto each = sheet.each;
    return make_atlas(read_scene(results() + "/results.gpkg"), read_style_pack("parkline"),
                      std::move(sheet), std::move(options), each, features);
}

Draughtsman draughtsman_for(const Atlas& atlas) {
    Draughtsman one;
    one.typesetter = drawing_kit().typesetter(atlas.styles.fonts);
    return one;
}

std::vector<std::size_t> first(std::size_t count) {
    std::vector<std::size_t> features(count);
    for (std::size_t i = 0; i < count; ++i) features[i] = i;
    return features;
}

std::size_t count_of(const Sheet& sheet, const std::string& text) {
    const auto texts = sheet.picture.texts();
    return static_cast<std::size_t>(std::count(texts.begin(), texts.end(), text));
}

std::size_t fills_of(const Sheet& sheet, const char* colour) {
    std::size_t count = 0;
    for (const auto& step : sheet.picture.steps())
        if (const auto* fill = std::get_if<Picture::Fill>(&step))
            count += hex_of(fill->ink) == colour;
    return count;
}

/// Number of labels that overlap another or leave the map.
std::size_t bad_labels(const Sheet& sheet) {
    std::size_t bad = 0;
    for (std::size_t a = 0; a < sheet.labels.size(); ++a)
        for (const auto& box : sheet.labels[a].boxes) {
            bad += !sheet.map_frame.contains(box);
            for (std::size_t b = a + 1; b < sheet.labels.size(); ++b)
                for (const auto& other : sheet.labels[b].boxes) bad += box.meets(other);
        }
    return bad;
}

/// Where the letters of one line stand: from the top of its tall letters to below the baseline.
Frame letters_of(const Picture::Writing& writing) {
    const double size = writing.ink.size;
    const double width = width_of(*writing.text, writing.ink);
    const auto [at, angle] = writing.places.front();
    if (angle == 0) return {at.x, at.y - 0.8 * size, width, 0.9 * size};
    return {at.x - 0.8 * size, at.y - width, 0.9 * size, width}; // upwards, beside the map
}

/// The lines of text outside of the map: titles, figures, legend, table, notes.
std::vector<std::pair<std::string, Frame>> texts_around(const Sheet& sheet) {
    std::vector<std::pair<std::string, Frame>> texts;
    int depth = 0;
    for (const auto& step : sheet.picture.steps()) {
        depth += std::holds_alternative<Picture::Clip>(step);
        depth -= std::holds_alternative<Picture::Unclip>(step);
        if (const auto* writing = std::get_if<Picture::Writing>(&step); writing && depth == 0)
            texts.emplace_back(writing->text->text, letters_of(*writing));
    }
    return texts;
}

/// Texts around the map that overlap another, enter the map or leave the paper.
std::vector<std::string> bad_texts(const Atlas& atlas, const Sheet& sheet) {
    const Frame paper = Frame{0, 0, atlas.sheet.width, atlas.sheet.height}.grown(-5);
    const auto texts = texts_around(sheet);
    std::vector<std::string> bad;
    for (std::size_t a = 0; a < texts.size(); ++a) {
        const auto& [text, box] = texts[a];
        if (!paper.contains(box)) bad.push_back(text + " leaves the paper");
        if (box.meets(sheet.map_frame)) bad.push_back(text + " enters the map");
        for (std::size_t b = a + 1; b < texts.size(); ++b)
            if (box.grown(-0.05).meets(texts[b].second.grown(-0.05)))
                bad.push_back(text + " overlaps " + texts[b].first);
    }
    return bad;
}

/// Pages on which everything was looked at, and their labels.
struct Looked {
    std::size_t pages = 0;
    std::size_t labels = 0;
};

Looked look_at(const std::string& name, std::size_t count, Language language) {
    SheetOptions options;
    options.language = language;
    const auto features = first(count);
    const auto atlas = atlas_of(name, features, options);
    auto draughtsman = draughtsman_for(atlas);
    Looked looked;
    for (const auto feature : features) {
        const auto sheet = draw_sheet(atlas, feature, draughtsman);
        INFO(name << ": " << sheet.id);
        CHECK(bad_labels(sheet) == 0);
        CHECK(bad_texts(atlas, sheet) == std::vector<std::string>{});
        ++looked.pages;
        looked.labels += sheet.labels.size();
    }
    return looked;
}

} // namespace

TEST_CASE("On 245 pages no name overlaps another or leaves the map, and no text around it") {
    Looked all;
    for (const auto& [name, count] : std::map<std::string, std::size_t>{
             {"permit", 150}, {"township", 80}, {"park-conflict", 14}, {"city-overview", 1}}) {
        const auto looked = look_at(name, count, Language::zh);
        all.pages += looked.pages;
        all.labels += looked.labels;
    }
    CHECK(all.pages == 245);
    CHECK(all.labels > 1500);
}

TEST_CASE("English sheets are as tidy, although their words are longer") {
    CHECK(look_at("park-conflict", 14, Language::en).pages == 14);
    CHECK(look_at("township", 10, Language::en).pages == 10);
    CHECK(look_at("permit", 10, Language::en).pages == 10);
    CHECK(look_at("city-overview", 1, Language::en).pages == 1);
}

TEST_CASE("The sheet of a park shows its conflicts, zones and figures, each name once") {
    const auto atlas = atlas_of("park-conflict", first(14));
    auto draughtsman = draughtsman_for(atlas);
    const auto sheet = draw_sheet(atlas, 5, draughtsman);
    CHECK(sheet.id == "HG06");
    CHECK(sheet.crs == "EPSG:4549");
    CHECK(sheet.denominator == 40000);
    std::set<std::string> names;
    for (const auto& label : sheet.labels) names.insert(label.text);
    CHECK(names.size() == sheet.labels.size());
    for (const auto* name :
         {"维桥化工园(示例)", "古河湿地(示例)", "维桥水源涵养区(示例)", "202.27 ha", "312.59 ha"})
        CHECK(names.contains(name));
    for (const auto* text : {"关闭", "国家级生态保护红线", "433.15", "47.11 %", "1:40,000", "违规"})
        CHECK(count_of(sheet, text) >= 1);
    CHECK(fills_of(sheet, "#e0403a") >= 2);    // two conflicts, and one in the legend
    CHECK(fills_of(sheet, "#6db58c") == 3);    // two zones, and one in the legend
    CHECK(count_of(sheet, "自然保护区") == 0); // a class that is not on the sheet
    CHECK(count_of(sheet, "示意图：含虚构（synthetic）数据") == 1);
    CHECK(count_of(sheet, "内部使用，不得公开") == 1);
}

TEST_CASE("Each sheet is drawn in the zone where it lies") {
    const auto atlas = atlas_of("township", first(95));
    std::set<std::string> systems;
    for (const auto& [crs, ground] : atlas.grounds) systems.insert(crs);
    CHECK(systems == std::set<std::string>{"EPSG:4548", "EPSG:4549"});
}

TEST_CASE("A public sheet without an approval number says so across the map") {
    SheetOptions options;
    options.usage = Usage::published;
    const auto atlas = atlas_of("park-conflict", {0}, options);
    auto draughtsman = draughtsman_for(atlas);
    CHECK(count_of(draw_sheet(atlas, 0, draughtsman), "未经审图 不得公开") == 1);
    options.approval = "苏S(2026)012号";
    const auto approved = atlas_of("park-conflict", {0}, options);
    const auto sheet = draw_sheet(approved, 0, draughtsman);
    CHECK(count_of(sheet, "未经审图 不得公开") == 0);
    CHECK(count_of(sheet, "审图号：苏S(2026)012号") == 1);
}

TEST_CASE("The same sheet is drawn the same way whatever came before it") {
    const auto atlas = atlas_of("park-conflict", first(3));
    auto one = draughtsman_for(atlas);
    auto other = draughtsman_for(atlas);
    draw_sheet(atlas, 0, one);
    draw_sheet(atlas, 1, one);
    CHECK(draw_sheet(atlas, 2, one).picture.texts() == draw_sheet(atlas, 2, other).picture.texts());
}

// SPDX-License-Identifier: Apache-2.0
// Running text and tables over pages.
#include <catch2/catch.hpp>

#include "libgeo/map/flow.hpp"
#include "libgeo/map/flow_lines.hpp"

using namespace geo;
using namespace geo::map;

namespace {

const FontChains fonts{{"hei", {"Noto Sans CJK SC"}}, {"song", {"Noto Serif CJK SC"}}};
const FlowPaper paper;
const std::string sentence =
    "园区边界与国家级生态保护红线重叠，面积为 312.59 公顷（占园区的 47.11 %），"
    "应当关闭或转型，并在期限内完成整改。";

struct Desk {
    std::unique_ptr<Typesetter> typesetter = drawing_kit().typesetter(fonts);
    Flow flow{*typesetter, paper};
};

std::string repeated(const std::string& text, int times) {
    std::string out;
    for (int i = 0; i < times; ++i) out += text;
    return out;
}

std::string without_blanks(const std::string& text) {
    std::string out;
    for (const char c : text)
        if (c != ' ' && c != '\n') out += c;
    return out;
}

/// Where the writing with exactly this text stands: page and baseline.
std::pair<std::size_t, double> place_of(const std::vector<Picture>& pages,
                                        const std::string& text) {
    for (std::size_t p = 0; p < pages.size(); ++p)
        for (const auto& step : pages[p].steps())
            if (const auto* writing = std::get_if<Picture::Writing>(&step))
                if (writing->text->text == text) return {p, writing->places.front().at.y};
    FAIL("not on any page: " << text);
    return {};
}

std::size_t count_of(const Picture& page, const std::string& text) {
    const auto texts = page.texts();
    return static_cast<std::size_t>(std::count(texts.begin(), texts.end(), text));
}

FlowTable long_table(std::size_t rows) {
    FlowTable table;
    table.columns = {{"编号", 1}, {"名称", 3}, {"面积（公顷）", 1, Align::right}};
    for (std::size_t i = 0; i < rows; ++i)
        table.rows.push_back({"Z" + std::to_string(i), i % 3 == 0 ? sentence : "水源涵养区",
                              std::to_string(i) + ".50"});
    return table;
}

} // namespace

TEST_CASE("Each letter of a text stands in one line, and no line is wider than its column") {
    Desk desk;
    Picture picture;
    const TextPainter painter(picture, *desk.typesetter);
    const TextStyle style{{"song", Weight::regular}, 3.7};
    const std::string text = repeated(sentence, 5) + "\n" + "Donaudampfschifffahrtsgesellschaft " +
                             repeated("0123456789", 20);
    for (const double width : {20.0, 55.0, 164.0}) {
        std::string all;
        for (const auto& one : flow_lines(painter, text, width, style, 7.4)) {
            CHECK(painter.width(one, style) <= width + 0.05);
            all += one;
        }
        CHECK(without_blanks(all) == without_blanks(text));
    }
}

TEST_CASE(
    "A long paragraph goes on over pages, within the margins, and is never torn to one line") {
    Desk desk;
    for (int lines_before = 0; lines_before < 4; ++lines_before) {
        desk.flow.space(paper.height - paper.top - paper.bottom - 20 - lines_before * 3.0);
        desk.flow.paragraph(repeated(sentence, 6));
        const auto pages = desk.flow.finish();
        for (const auto& page : pages) {
            CHECK(page.texts().size() != 1);
            for (const auto& step : page.steps()) {
                const auto& writing = std::get<Picture::Writing>(step);
                const auto at = writing.places.front().at;
                const double end = at.x + width_of(*writing.text, writing.ink);
                CHECK(at.y > paper.top);
                CHECK(at.y < paper.height - paper.bottom);
                CHECK(end <= paper.width - paper.right + 0.05);
            }
        }
    }
}

TEST_CASE("Lines but the last fill the column to its edge") {
    Desk desk;
    desk.flow.paragraph(repeated(sentence, 4));
    const auto pages = desk.flow.finish();
    const auto& steps = pages.front().steps();
    REQUIRE(steps.size() > 3);
    for (std::size_t i = 0; i + 1 < steps.size(); ++i) {
        const auto& writing = std::get<Picture::Writing>(steps[i]);
        const double end = writing.places.front().at.x + width_of(*writing.text, writing.ink) -
                           writing.ink.spacing;
        CHECK(end == Approx(paper.width - paper.right).margin(0.3));
    }
}

TEST_CASE("A heading stands on the page of the text that follows, and is its bookmark") {
    Desk desk;
    desk.flow.paragraph("第一段。");
    desk.flow.space(paper.height - paper.top - paper.bottom - 22);
    desk.flow.heading("二、结论", 1);
    desk.flow.paragraph("结论正文。");
    const auto pages = desk.flow.finish();
    REQUIRE(pages.size() == 2);
    CHECK(place_of(pages, "二、结论").first == place_of(pages, "结论正文。").first);
    CHECK(pages[1].page().title == "二、结论");
    CHECK(pages[0].page().title.empty());
}

TEST_CASE(
    "A heading stands on the page of the table that follows, with its caption and first row") {
    Desk desk;
    desk.flow.paragraph("第一段。");
    auto table = long_table(2);
    table.caption = "表注";
    table.rows[0][0] = "Z0\n\n\n\n"; // a first row of five lines
    desk.flow.space(desk.flow.room() - 34);
    desk.flow.heading("附表", 2);
    desk.flow.table(table);
    const auto pages = desk.flow.finish();
    REQUIRE(pages.size() == 2);
    CHECK(place_of(pages, "附表").first == place_of(pages, "Z0").first);
    CHECK(place_of(pages, "表注").first == place_of(pages, "Z0").first);
}

TEST_CASE("A table repeats its head on each page, keeps each row whole and loses none") {
    Desk desk;
    desk.flow.heading("附表", 2);
    desk.flow.table(long_table(90));
    const auto pages = desk.flow.finish();
    REQUIRE(pages.size() > 2);
    for (const auto& page : pages) CHECK(count_of(page, "编号") == 1);
    for (int i = 0; i < 90; ++i) {
        const auto id = place_of(pages, "Z" + std::to_string(i));
        CHECK(id == place_of(pages, std::to_string(i) + ".50"));
        CHECK(id.second < paper.height - paper.bottom);
    }
}

TEST_CASE("A row that is higher than a page goes on over the next and loses no letter") {
    Desk desk;
    FlowTable table;
    table.columns = {{"项", 1}, {"说明", 1}};
    table.rows = {{"甲", repeated(sentence, 120)}, {"乙", "短"}};
    desk.flow.table(table);
    const auto pages = desk.flow.finish();
    CHECK(pages.size() > 1);
    std::string all;
    for (const auto& page : pages)
        for (const auto& text : page.texts())
            if (text != "项" && text != "说明" && text != "甲" && text != "乙" && text != "短")
                all += text;
    CHECK(without_blanks(all) == without_blanks(repeated(sentence, 120)));
    CHECK(place_of(pages, "乙").first == pages.size() - 1);
}

TEST_CASE("Head and foot know how many pages there are") {
    Desk desk;
    desk.flow.paragraph(repeated(sentence, 80));
    const auto pages = desk.flow.finish(
        [](const TextPainter& painter, std::size_t page, std::size_t all, const FlowPaper& p) {
            painter.line(std::to_string(page) + " / " + std::to_string(all),
                         {p.width / 2, p.height - 10}, {}, Align::centre);
        });
    REQUIRE(pages.size() > 1);
    for (std::size_t p = 0; p < pages.size(); ++p)
        CHECK(count_of(pages[p], std::to_string(p + 1) + " / " + std::to_string(pages.size())) ==
              1);
}

TEST_CASE("A figure is never cut by the end of a page") {
    Desk desk;
    desk.flow.paragraph(repeated(sentence, 30));
    Frame got;
    desk.flow.figure(150, [&](Canvas& canvas, const Frame& frame) {
        got = frame;
        canvas.fill(rectangle(frame), {200, 200, 200, 1});
    });
    CHECK(desk.flow.finish().size() == 2);
    CHECK(got.bottom() <= paper.height - paper.bottom);
    CHECK(got.width == Approx(paper.column()));
}

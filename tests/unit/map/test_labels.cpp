// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <random>

#include "libgeo/map/labels.hpp"

using namespace geo;
using namespace geo::map;

namespace {

const FontChains fonts{{"hei", {"Noto Sans CJK SC"}}};

LabelStyle plain_style() {
    LabelStyle style;
    style.text = "{name}";
    style.size = 3;
    return style;
}

bool overlap(const std::vector<PlacedLabel>& labels) {
    for (std::size_t a = 0; a < labels.size(); ++a)
        for (std::size_t b = a + 1; b < labels.size(); ++b)
            for (const auto& one : labels[a].boxes)
                for (const auto& other : labels[b].boxes)
                    if (one.meets(other)) return true;
    return false;
}

} // namespace

TEST_CASE("Names of a crowd of points never overlap and never leave the map") {
    const Frame frame{10, 10, 120, 90};
    const auto typesetter = drawing_kit().typesetter(fonts);
    const auto style = plain_style();
    std::mt19937 random(7);
    std::uniform_real_distribution<double> x(10, 130);
    std::uniform_real_distribution<double> y(10, 100);
    LabelPlacer placer(frame, *typesetter, 1);
    std::vector<LabelWish> wishes;
    for (int i = 0; i < 400; ++i) {
        LabelWish wish;
        wish.text = "点" + std::to_string(i);
        wish.style = &style;
        wish.type = ShapeType::points;
        wish.point = {x(random), y(random)};
        wish.clearance = 1;
        wish.priority = i % 7;
        wishes.push_back(std::move(wish));
    }
    const auto labels = placer.place(std::move(wishes));
    CHECK(labels.size() > 100);
    CHECK_FALSE(overlap(labels));
    for (const auto& label : labels)
        for (const auto& box : label.boxes) CHECK(frame.contains(box));
}

TEST_CASE("The more important of two names stays") {
    const auto typesetter = drawing_kit().typesetter(fonts);
    const auto style = plain_style();
    LabelPlacer placer({0, 0, 13, 6}, *typesetter, 1);
    std::vector<LabelWish> wishes(2);
    for (std::size_t i = 0; i < 2; ++i) {
        wishes[i].text = i == 0 ? "次要" : "重要";
        wishes[i].style = &style;
        wishes[i].type = ShapeType::points;
        wishes[i].point = {3, 3};
        wishes[i].priority = i == 0 ? 1 : 2;
    }
    const auto labels = placer.place(std::move(wishes));
    REQUIRE(labels.size() == 1);
    CHECK(labels[0].text == "重要");
}

TEST_CASE("An area that is too small has its name outside, with a line to it") {
    const auto typesetter = drawing_kit().typesetter(fonts);
    auto style = plain_style();
    style.leader = true;
    LabelPlacer placer({0, 0, 100, 100}, *typesetter, 1);
    std::vector<LabelWish> wishes(1);
    wishes[0].text = "很小的区";
    wishes[0].style = &style;
    wishes[0].shape = rectangle({50, 50, 3, 3});
    const auto labels = placer.place(std::move(wishes));
    REQUIRE(labels.size() == 1);
    REQUIRE(labels[0].leader.size() == 1);
    const auto end = labels[0].leader.points.back();
    CHECK(Frame{50, 50, 3, 3}.contains(end));
    CHECK_FALSE(labels[0].boxes[0].meets({50, 50, 3, 3}));
}

TEST_CASE("A name along a line stands on it, upright, and reads from the left") {
    const auto typesetter = drawing_kit().typesetter(fonts);
    const auto style = plain_style();
    LabelPlacer placer({0, 0, 100, 100}, *typesetter, 1);
    LabelWish wish;
    wish.text = "京杭大运河";
    wish.style = &style;
    wish.type = ShapeType::lines;
    std::vector<Place> river; // drawn from the right to the left
    for (int i = 90; i >= 10; --i) river.push_back({i * 1.0, 50 + 6 * std::sin(i * 0.05)});
    wish.shape.add_path(river);
    const auto labels = placer.place({wish});
    REQUIRE(labels.size() == 1);
    const auto& places = labels[0].lines[0].places;
    REQUIRE(places.size() == 5);
    for (std::size_t i = 0; i < places.size(); ++i) {
        CHECK(std::abs(places[i].angle) < 0.6);
        if (i > 0) CHECK(places[i].at.x > places[i - 1].at.x);
    }
}

TEST_CASE("A letter that no font of the chain has is reported with the fonts that were tried") {
    const auto typesetter = drawing_kit().typesetter(fonts);
    typesetter->set("好\U0001F980", {});
    const auto missing = typesetter->missing();
    REQUIRE(missing.size() == 1);
    CHECK(missing.begin()->first == "\U0001F980");
    CHECK(missing.begin()->second == "Noto Sans CJK SC");
    typesetter->clear_missing();
    CHECK(typesetter->missing().empty());
}

TEST_CASE("A name leaves free what lies above its area, as far as there is room") {
    const auto typesetter = drawing_kit().typesetter(fonts);
    const auto style = plain_style();
    LabelPlacer placer({0, 0, 100, 100}, *typesetter, 1);
    const Frame upper{35, 35, 30, 30};
    placer.cover(1, rectangle(upper));
    std::vector<LabelWish> wishes(2);
    wishes[0].text = "下面的大区";
    wishes[0].style = &style;
    wishes[0].shape = rectangle({0, 0, 100, 100});
    wishes[1].text = "上面的园区";
    wishes[1].style = &style;
    wishes[1].shape = rectangle(upper);
    wishes[1].level = 1;
    const auto labels = placer.place(std::move(wishes));
    REQUIRE(labels.size() == 2);
    for (const auto& label : labels)
        CHECK(label.boxes[0].meets(upper) == (label.text == "上面的园区"));
}

TEST_CASE("A name outside of its area does not hide a smaller area of its own layer") {
    const auto typesetter = drawing_kit().typesetter(fonts);
    auto style = plain_style();
    style.leader = true;
    LabelPlacer placer({0, 0, 100, 100}, *typesetter, 1);
    const Frame mine{48, 50, 3, 3};
    const Frame beside{53, 50, 3, 3}; // where the name would stand else
    placer.cover(0, rectangle(mine));
    placer.cover(0, rectangle(beside));
    std::vector<LabelWish> wishes(1);
    wishes[0].text = "很小的区";
    wishes[0].style = &style;
    wishes[0].shape = rectangle(mine);
    const auto labels = placer.place(std::move(wishes));
    REQUIRE(labels.size() == 1);
    CHECK_FALSE(labels[0].boxes[0].meets(beside));
}

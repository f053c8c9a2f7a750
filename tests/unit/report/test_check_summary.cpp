// SPDX-License-Identifier: Apache-2.0
#include "libgeo/report/check_summary.hpp"

#include <catch2/catch.hpp>

using namespace geo;

namespace {

Problem problem(const std::string& code, Severity severity, const std::string& id) {
    return {"z", id, code, severity, 119.25, 33.5, {"说明 " + id, "words " + id}};
}

LayerReport layer(Conservation counts) {
    counts.layer = "z";
    return {"zones", "z.gpkg", "z", {}, "cgcs2000", 0, counts};
}

std::string summary(const Problems& problems, const Conservation& counts,
                    Language language = Language::en, std::size_t most = 10) {
    return check_summary({problems, {layer(counts)}, {}}, language, most);
}

const Conservation all_used{"", 3, 3, 0, 0, 0};

} // namespace

TEST_CASE("A layer without problems is ready") {
    CHECK(summary({}, all_used) ==
          "layer  read  used  repaired  rejected  review  errors  warnings  notes  result\n"
          "z         3     3         0         0       0       0         0      0  ready\n");
}

TEST_CASE("Problems stand by kind, the worst first, with what to do and where") {
    const auto text = summary({problem("spike", Severity::warning, "2"),
                               problem("invalid_polygon", Severity::error, "3"),
                               problem("spike", Severity::warning, "1")},
                              {"", 3, 2, 0, 0, 1});
    const auto error = text.find("error  invalid_polygon  ×1");
    const auto warning = text.find("warning  spike  ×2");
    REQUIRE(error != std::string::npos);
    REQUIRE(warning != std::string::npos);
    CHECK(error < warning);
    CHECK(text.find("to do: correct it at the source") != std::string::npos);
    CHECK(text.find("    1  119.250000°E 33.500000°N  words 1\n"
                    "    2  119.250000°E 33.500000°N  words 2\n") != std::string::npos);
    CHECK(text.find("1 decide nothing: decide on them") != std::string::npos);
}

TEST_CASE("Places beyond the first ones are counted, never dropped in silence") {
    Problems problems;
    for (int i = 0; i < 13; ++i)
        problems.push_back(problem("spike", Severity::warning, std::to_string(i)));
    const auto text = summary(problems, all_used, Language::en, 10);
    CHECK(text.find("words 9\n    … and 3 more (all of them: --format csv or json)\n") !=
          std::string::npos);
    CHECK(text.find("words 10") == std::string::npos);
    CHECK(summary(problems, all_used, Language::zh, 10).find("另有 3 个") != std::string::npos);
}

TEST_CASE("The table of layers is in the reader's language") {
    const auto text = summary({problem("spike", Severity::warning, "1")}, all_used, Language::zh);
    CHECK(text.find("图层  读入  使用") != std::string::npos);
    CHECK(text.find("可用，请看警告") != std::string::npos);
}

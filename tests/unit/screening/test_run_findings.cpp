// SPDX-License-Identifier: Apache-2.0
#include "libgeo/run_findings.hpp"

#include <catch2/catch.hpp>

using namespace geo;

namespace {

void add_square(PolygonLayer& layer, const std::string& id, std::int64_t x) {
    layer.features.ids.push_back(id);
    layer.features.names.push_back("");
    layer.features.classes.push_back("redline_national");
    layer.features.synthetic.push_back(0);
    for (const GridPoint p :
         {GridPoint{x, 0}, GridPoint{x + 100, 0}, GridPoint{x + 100, 100}, GridPoint{x, 100}})
        layer.shapes.add_point(p);
    layer.shapes.end_ring();
    layer.shapes.end_part();
    layer.shapes.end_feature();
}

/// One park, two zones, nothing found yet.
Screening empty_screening() {
    Screening s;
    add_square(s.city.parks, "P", 0);
    add_square(s.city.zones, "Y", 50);
    add_square(s.city.zones, "Z", 50);
    return s;
}

Conflict conflict(std::size_t zone, ConflictStatus status, double m2) {
    Conflict c;
    c.zone = zone;
    c.area = {m2, 0};
    c.status = status;
    return c;
}

Verdict verdict(Outcome outcome, std::vector<CriterionResult> trace = {}) {
    Verdict v;
    v.subject_id = "P";
    v.outcome = outcome;
    v.pack = "pack";
    v.trace = std::move(trace);
    return v;
}

CriterionResult criterion(const std::string& id, CriterionKind kind, CriterionStatus status) {
    CriterionResult c;
    c.id = id;
    c.title = {"条件", "criterion"};
    c.kind = kind;
    c.status = status;
    c.source = "GB 1";
    return c;
}

std::vector<Finding> found(const Screening& s) {
    return run_findings(s, Language::en).findings;
}

} // namespace

TEST_CASE("Nothing found is no finding") {
    CHECK(found(empty_screening()).empty());
}

TEST_CASE("A conflict's id is that of its park and zone, whatever its area, status or place") {
    auto s = empty_screening();
    s.conflicts.list = {conflict(0, ConflictStatus::review, 1),
                        conflict(1, ConflictStatus::review, 2)};
    const auto before = found(s);
    s.conflicts.list = {conflict(1, ConflictStatus::violation, 9)};
    const auto after = found(s);
    REQUIRE(before.size() == 2);
    REQUIRE(after.size() == 1);
    CHECK(after[0].id == before[1].id);
    CHECK(before[0].id != before[1].id);
    CHECK(before[1].severity == Severity::warning);
    CHECK(after[0].severity == Severity::error);
    CHECK(after[0].state == "violation");
    CHECK(after[0].message.en.find("9.0000 m²") != std::string::npos);
    CHECK(after[0].related.at(0).feature_id == "Z");
}

TEST_CASE("Exit routes and boundary adjustments are errors, open verdicts warnings") {
    auto s = empty_screening();
    for (const auto& [outcome, severity] : {std::pair{Outcome::close, Severity::error},
                                            {Outcome::withdraw, Severity::error},
                                            {Outcome::convert, Severity::error},
                                            {Outcome::adjust_boundary, Severity::error},
                                            {Outcome::rectify, Severity::warning},
                                            {Outcome::insufficient_data, Severity::warning},
                                            {Outcome::review, Severity::warning},
                                            {Outcome::support_upgrade, Severity::note}}) {
        s.verdicts = {verdict(outcome)};
        const auto findings = found(s);
        REQUIRE(findings.size() == 1);
        CHECK(findings[0].severity == severity);
        CHECK(findings[0].state == name_of(outcome));
    }
}

TEST_CASE("Of the criteria, vetoes and hard ones that failed, are in doubt or unknown count") {
    auto s = empty_screening();
    using K = CriterionKind;
    using S = CriterionStatus;
    s.verdicts = {verdict(
        Outcome::close,
        {criterion("failed", K::veto, S::failed), criterion("open", K::hard, S::unknown),
         criterion("doubt", K::veto, S::review), criterion("good", K::veto, S::passed),
         criterion("points", K::score, S::failed), criterion("off", K::hard, S::disabled)})};
    const auto report = run_findings(s, Language::en);
    REQUIRE(report.findings.size() == 4);
    CHECK(report.findings[1].rule == "pack/failed");
    CHECK(report.findings[1].severity == Severity::error);
    CHECK(report.findings[2].rule == "pack/open");
    CHECK(report.findings[2].severity == Severity::warning);
    CHECK(report.findings[3].rule == "pack/doubt");
    CHECK(report.rules.at(0).title.en == "criterion");
    CHECK(report.rules.at(0).remedy.en == "source: GB 1");
}

TEST_CASE(
    "A problem keeps its id when its file has another name, and problems of one kind differ") {
    const auto ids = [](const std::string& file) {
        Screening s;
        LayerReport report;
        report.subject = file;
        report.role = "parks";
        s.city.log.reports = {report};
        s.city.log.problems = {{file, "1", "spike", Severity::note, 1, 2, {"a", "b"}},
                               {file, "1", "spike", Severity::note, 3, 4, {"a", "b"}}};
        const auto findings = found(s);
        return std::vector<std::string>{findings.at(0).id, findings.at(1).id};
    };
    CHECK(ids("old.gpkg") == ids("new.gpkg"));
    CHECK(ids("a")[0] != ids("a")[1]);
}

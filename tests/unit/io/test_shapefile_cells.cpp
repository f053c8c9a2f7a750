// SPDX-License-Identifier: Apache-2.0
// What the cells of a shapefile's table say is what comes in, or it is unknown and said.
#include <catch2/catch.hpp>

#include "libgeo/io/raw_layer.hpp"

using namespace geo;

namespace {

RawLayer read(const std::string& name) {
    LayerSpec spec;
    spec.path = "tests/cases/door/" + name + ".shp";
    return read_layer(spec);
}

/// The second feature's value of the field in question, the second of the table.
Value cell(const std::string& name) {
    return read(name).attributes.columns.at(1).at(1);
}

std::string said(const RawLayer& raw) {
    std::string text;
    for (const auto& note : raw.notes) text += note.feature_id + ": " + note.message.en;
    return text;
}

} // namespace

TEST_CASE("A whole number of 19 digits keeps each of them") {
    CHECK(cell("dbf_19") == Value(std::int64_t{1234567890123456789}));
    CHECK(read("dbf_19").notes.empty());
}

TEST_CASE("A whole number beyond 64 bits is a text of its digits, and that is said") {
    CHECK(cell("dbf_20") == Value(std::string("98765432109876543210")));
    CHECK(said(read("dbf_20")).find("1: the field code has the number 98765432109876543210") == 0);
}

TEST_CASE("A number or day that is none is unknown, and its text is said") {
    for (const char* name : {"dbf_stars", "dbf_inf", "dbf_month_13", "dbf_february"}) {
        INFO(name);
        CHECK(is_unknown(cell(name)));
        CHECK(read(name).notes.at(0).code == "unreadable_value");
        CHECK(read(name).notes.at(0).feature_id == "1");
    }
    CHECK(said(read("dbf_month_13")).find("'20201341'") != std::string::npos);
}

TEST_CASE("An empty cell is unknown without a word") {
    for (const char* name : {"dbf_no_day", "dbf_nothing"}) {
        INFO(name);
        CHECK(is_unknown(cell(name)));
        CHECK(read(name).notes.empty());
    }
    CHECK(cell("dbf_exponent") == Value(1250.0));
}

TEST_CASE("Deleted records are counted, and cells stay with their own records") {
    const auto raw = read("dbf_deleted");
    CHECK(raw.features() == 1);
    CHECK(said(raw).find("1 record(s) of the table are marked as deleted") != std::string::npos);
}

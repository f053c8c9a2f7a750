// SPDX-License-Identifier: Apache-2.0
// Rows of a GeoPackage come the same whether they are read straight from SQLite or by GDAL. A
// filter that every row passes sends a layer through GDAL.
#include <catch2/catch.hpp>

#include <cstring>
#include <limits>

#include <sqlite3.h>

#include "unit/io/sample_layers.hpp"
#include "unit/io/scratch.hpp"
#include "unit/io/two_ways.hpp"

using namespace geo;
using namespace geo::test;

namespace {

/// Runs SQL on a file without the functions of GDAL, so the triggers of its index are dropped.
void edit(const std::string& path, const std::string& sql) {
    sqlite3* database = nullptr;
    REQUIRE(sqlite3_open(path.c_str(), &database) == SQLITE_OK);
    std::string drop;
    sqlite3_exec(
        database,
        "SELECT 'DROP TRIGGER \"' || name || '\";' FROM sqlite_master WHERE type='trigger'",
        [](void* all, int, char** row, char**) {
            *static_cast<std::string*>(all) += row[0];
            return 0;
        },
        &drop, nullptr);
    char* message = nullptr;
    sqlite3_exec(database, (drop + sql).c_str(), nullptr, nullptr, &message);
    const std::string said = message ? message : "";
    sqlite3_free(message);
    sqlite3_close(database);
    REQUIRE(said.empty());
}

Way way_after(const std::string& sql) {
    const Scratch scratch;
    const auto path = scratch / "zones.gpkg";
    write_sample(path, {.features = 5});
    edit(path, sql);
    INFO(sql);
    return way_of(path);
}

std::string hex(const std::vector<double>& numbers) {
    std::string text;
    for (const double number : numbers) {
        std::array<unsigned char, sizeof number> bytes{};
        std::memcpy(bytes.data(), &number, sizeof number);
        for (const auto byte : bytes)
            for (const int half : {byte / 16, byte % 16}) text += "0123456789ABCDEF"[half];
    }
    return text;
}

const std::string plain_header = "47500001" + std::string("8A110000");
const std::string four = "04000000";
const std::vector<double> ring{119, 33, 119.1, 33, 119.1, 33.1, 119, 33};
const std::vector<double> ring3{119, 33, 1, 119.1, 33, 2, 119.1, 33.1, 3, 119, 33, 1};
const std::vector<double> ring4{119, 33, 1, 9, 119.1, 33, 2, 8, 119.1, 33.1, 3, 7, 119, 33, 1, 9};

Way way_of_blob(const std::string& blob) {
    return way_after("UPDATE zones SET geom = x'" + blob + "' WHERE fid = 3");
}

/// A polygon of one ring of four vertices.
std::string polygon(const std::string& code, const std::vector<double>& vertices) {
    return "01" + code + "01000000" + four + hex(vertices);
}

} // namespace

TEST_CASE("Rows of a plain GeoPackage are read directly, in the order of their ids") {
    const Scratch scratch;
    for (const int features : {0, 1, 3, 3000}) {
        const auto path = scratch / (std::to_string(features) + ".gpkg");
        write_sample(path, {.features = features});
        CHECK(way_of(path) == (features > 0 ? Way::direct : Way::by_gdal));
        CHECK(read_layer(spec_of(path)).features() == static_cast<std::size_t>(features));
    }
    CHECK(way_after("DELETE FROM zones WHERE fid IN (1, 3)") == Way::direct);
    CHECK(way_after("UPDATE zones SET fid = 9000000000000 WHERE fid = 2") == Way::direct);
    CHECK(way_after("UPDATE zones SET fid = -7 WHERE fid = 4") == Way::direct);
    CHECK(way_after("UPDATE zones SET fid = -9223372036854775808 WHERE fid = 4;"
                    "UPDATE zones SET fid = 9223372036854775807 WHERE fid = 1") == Way::direct);
}

TEST_CASE("Geometries come byte for byte, whatever header they have") {
    CHECK(way_after("UPDATE zones SET geom = NULL WHERE fid = 1") == Way::direct);
    CHECK(way_after("UPDATE zones SET geom = NULL") == Way::direct);
    const auto plain = polygon("03000000", ring);
    CHECK(way_of_blob(plain_header + plain) == Way::direct);
    CHECK(way_of_blob("475000000000118A" + plain) == Way::direct); // header in big-endian order
    CHECK(way_of_blob("475000038A110000" + hex({119, 119.1, 33, 33.1}) + plain) == Way::direct);
    CHECK(way_of_blob("475000058A110000" + hex({119, 119.1, 33, 33.1, 0, 1}) + plain) ==
          Way::direct);
    CHECK(way_of_blob("475000078A110000" + hex({119, 119.1, 33, 33.1, 0, 1}) + plain) ==
          Way::direct);
    CHECK(way_of_blob("475000098A110000" + hex({119, 119.1, 33, 33.1, 0, 1, 0, 1}) + plain) ==
          Way::direct);
    CHECK(way_of_blob("475000118A110000010300000000000000") == Way::direct); // POLYGON EMPTY
    CHECK(way_of_blob(plain_header + "010600000000000000") == Way::direct);
    CHECK(way_of_blob(plain_header + "010300000001000000" + "00000000") == Way::direct);
    const double nan = std::numeric_limits<double>::quiet_NaN();
    CHECK(way_of_blob(plain_header + polygon("03000000", {119, nan, 119.1, 33, 1, 1, 1, 1})) ==
          Way::direct);
}

TEST_CASE("Points, lines, multi types, Z and M come byte for byte") {
    CHECK(way_of_blob(plain_header + "0101000000" + hex({119, 33})) == Way::direct);
    CHECK(way_of_blob(plain_header + "01B90B0000" + hex({119, 33, 1, 2})) == Way::direct);
    CHECK(way_of_blob(plain_header + "0102000000" + four + hex(ring)) == Way::direct);
    CHECK(way_of_blob(plain_header + "010400000001000000" + "0101000000" + hex({119, 33})) ==
          Way::direct);
    CHECK(way_of_blob(plain_header + "010500000001000000" + "0102000000" + four + hex(ring)) ==
          Way::direct);
    CHECK(way_of_blob(plain_header + polygon("EB030000", ring3)) == Way::direct);
    CHECK(way_of_blob(plain_header + polygon("D3070000", ring3)) == Way::direct);
    CHECK(way_of_blob(plain_header + polygon("BB0B0000", ring4)) == Way::direct);
    CHECK(way_of_blob(plain_header + "01EE03000001000000" + polygon("EB030000", ring3)) ==
          Way::direct);
}

TEST_CASE("Geometries that are not plain are read by GDAL") {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    CHECK(way_of_blob(plain_header + "0101000000" + hex({nan, nan})) == Way::by_gdal);
    CHECK(way_of_blob(plain_header + "0000000001405DC000000000004040800000000000") ==
          Way::by_gdal);                                                           // big-endian
    CHECK(way_of_blob(plain_header + polygon("03000080", ring3)) == Way::by_gdal); // EWKB's Z
    CHECK(way_of_blob(plain_header + polygon("03000000", ring) + "00") == Way::by_gdal);
    CHECK(way_of_blob(plain_header + "010700000001000000" + "0101000000" + hex({119, 33})) ==
          Way::by_gdal);
    CHECK(way_of_blob(plain_header + "010600000001000000" + polygon("EB030000", ring3)) !=
          Way::direct);
    const auto arc = "010A00000001000000" + std::string("010800000003000000") +
                     hex({119, 33, 119.1, 33.1, 119, 33});
    CHECK(way_of_blob(plain_header + arc) == Way::by_gdal);
}

TEST_CASE("Geometries that are damaged are refused as ever") {
    const auto whole = plain_header + polygon("03000000", ring);
    CHECK(way_of_blob(whole.substr(0, whole.size() - 2)) == Way::refused);
    CHECK(way_of_blob("4750") == Way::refused);
    CHECK(way_of_blob("") != Way::direct);
    CHECK(way_of_blob(plain_header + "0103000000FFFFFFFF") == Way::refused);
    CHECK(way_after("UPDATE zones SET geom = 'text' WHERE fid = 1") == Way::refused);
}

TEST_CASE("Values come as GDAL gives them") {
    for (const char* column : {"code", "名称", "area", "count", "day"})
        CHECK(way_after("UPDATE zones SET \"" + std::string(column) + "\" = NULL WHERE fid = 2") ==
              Way::direct);
    CHECK(way_after("UPDATE zones SET code = '' WHERE fid = 2") == Way::direct);
    CHECK(way_after("UPDATE zones SET count = -9223372036854775808 WHERE fid = 2") == Way::direct);
    CHECK(way_after("UPDATE zones SET area = 9e999 WHERE fid = 2") == Way::direct);
    CHECK(way_after("UPDATE zones SET area = 3 WHERE fid = 2") == Way::direct);
    CHECK(way_after("UPDATE zones SET day = '2023-12-30' WHERE fid = 2") == Way::direct);
    CHECK(way_after("UPDATE zones SET count = 'many' WHERE fid = 2") != Way::direct);
    CHECK(way_after("UPDATE zones SET count = 1.5 WHERE fid = 2") != Way::direct);
    CHECK(way_after("UPDATE zones SET area = 'large' WHERE fid = 2") != Way::direct);
    CHECK(way_after("UPDATE zones SET code = x'4142' WHERE fid = 2") != Way::direct);
    CHECK(way_after("UPDATE zones SET code = 'a' || char(0) || 'b' WHERE fid = 2") != Way::direct);
    for (const char* day : {"2023-13-01", "2023-1-1", "yesterday", "2023-02-29", "2023-02-30",
                            "2023-01-01T00:00:00Z", "0000-01-01"})
        CHECK(way_after("UPDATE zones SET day = '" + std::string(day) + "' WHERE fid = 2") !=
              Way::direct);
}

TEST_CASE("Values of other types come as GDAL gives them") {
    const auto with = [](const std::string& type, const std::string& value) {
        return way_after("ALTER TABLE zones ADD COLUMN extra " + type +
                         "; UPDATE zones SET extra = " + value + " WHERE fid = 2");
    };
    CHECK(with("BOOLEAN", "1") == Way::direct);
    CHECK(with("BOOLEAN", "2") != Way::direct);
    CHECK(with("SMALLINT", "32767") == Way::direct);
    CHECK(with("SMALLINT", "32768") != Way::direct);
    CHECK(with("MEDIUMINT", "-2147483648") == Way::direct);
    CHECK(with("MEDIUMINT", "2147483648") != Way::direct);
    CHECK(with("TINYINT", "200") == Way::direct);
    CHECK(with("TEXT(3)", "'long text'") == Way::direct);
    CHECK(with("DATETIME", "'2024-02-28T23:59:59.999Z'") == Way::direct);
    CHECK(with("DATETIME", "'2024-02-28T23:59:60.000Z'") != Way::direct);
    CHECK(with("DATETIME", "'2024-02-28 10:00'") != Way::direct);
    CHECK(with("FLOAT", "1.5") != Way::direct);
    CHECK(with("BLOB", "x'00'") != Way::direct);
}

TEST_CASE("Tables that are not plain are read by GDAL") {
    CHECK(way_after("ALTER TABLE zones ADD COLUMN _rowid_ TEXT") == Way::by_gdal);
    CHECK(way_after("ALTER TABLE zones ADD COLUMN half REAL GENERATED ALWAYS AS (area / 2)") !=
          Way::refused);
    CHECK(way_after("ALTER TABLE zones RENAME TO other;"
                    "CREATE VIEW zones AS SELECT * FROM other") != Way::direct);
    CHECK(way_after("CREATE TABLE sorted (fid INTEGER PRIMARY KEY DESC, geom POLYGON, code TEXT);"
                    "INSERT INTO sorted SELECT 100 - fid, geom, code FROM zones;"
                    "DROP TABLE zones; ALTER TABLE sorted RENAME TO zones") != Way::direct);
    CHECK(way_after("CREATE TABLE keyed (fid INTEGER PRIMARY KEY, geom POLYGON) WITHOUT ROWID;"
                    "INSERT INTO keyed SELECT fid, geom FROM zones;"
                    "DROP TABLE zones; ALTER TABLE keyed RENAME TO zones") != Way::direct);
    CHECK(way_after("PRAGMA journal_mode = WAL") != Way::direct);
}

TEST_CASE("Only the fields that tell features apart are read on request") {
    const Scratch scratch;
    const auto path = scratch / "zones.gpkg";
    write_sample(path);
    auto spec = spec_of(path);
    spec.fields["id"] = "code";
    const auto raw = read_layer(spec, Fields::named);
    CHECK(raw.attributes.names == read_layer(spec).attributes.names);
    CHECK(raw.attributes.columns[0] == read_layer(spec).attributes.columns[0]);
    CHECK(raw.attributes.columns[1].empty());
    edit(path, "UPDATE zones SET day = '2023-99-01' WHERE fid = 2");
    CHECK_THROWS_AS(read_layer(spec, Fields::named), InputError); // a warning is one all the same
}

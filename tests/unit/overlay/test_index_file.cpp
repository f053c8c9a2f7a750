// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cstring>
#include <filesystem>
#include <fstream>

#include <catch2/catch.hpp>

#include "libgeo/io/staging.hpp"
#include "libgeo/overlay/index_file.hpp"
#include "libgeo/overlay/overlap_areas.hpp"
#include "unit/io/scratch.hpp"
#include "unit/overlay/generators.hpp"

using namespace geo;
using geo::test::bytes_of;
using geo::test::Scratch;

namespace {

const std::string key(64, 'a');

void fill(IndexedLayer& made, std::uint64_t seed) {
    made.layer.shapes = generators::crowd(seed, 300);
    auto& features = made.layer.features;
    for (std::size_t i = 0; i < made.layer.shapes.features(); ++i)
        features.ids.push_back("Z" + std::to_string(i));
    features.attributes.names = {"名称", "n"};
    features.attributes.columns.resize(2);
    const std::array<Value, 4> values{Value(), Value(std::string("湖")), Value(0.1),
                                      Value(std::int64_t{-7})};
    for (std::size_t i = 0; i < features.ids.size(); ++i) {
        features.attributes.columns[0].push_back(values[i % 2]);
        features.attributes.columns[1].push_back(values[i % 4]);
    }
    made.report.subject = "zones.gpkg, layer 'zones'";
    made.report.counts = {"zones", 300, 300, 0, 0, 0};
    made.build_index();
}

template <typename T> bool same(std::span<const T> a, std::span<const T> b) {
    return a.size() == b.size() &&
           (a.empty() || std::memcmp(a.data(), b.data(), a.size_bytes()) == 0);
}

bool same_arrays(const EdgeIndex& p, const EdgeIndex& q) {
    const auto a = p.arrays(), b = q.arrays();
    return same(a.owner, b.owner) && same(a.low, b.low) && same(a.last, b.last) &&
           same(a.cells, b.cells) && same(a.nodes, b.nodes) && same(a.entries, b.entries) &&
           same(a.sets, b.sets) && std::memcmp(&a.root, &b.root, sizeof a.root) == 0;
}

IndexFile taken(const std::string& path, const std::string& with = key) {
    IndexedLayer layer;
    return take_index_file(path, with, layer);
}

} // namespace

TEST_CASE("A layer and its index come back from a file to the bit, and so do all answers") {
    const Scratch scratch;
    IndexedLayer made, other;
    fill(made, 1);
    fill(other, 2);
    const auto path = scratch / "z.index";
    CHECK(taken(path) == IndexFile::missing);
    write_index_file(path, key, made);
    IndexedLayer back;
    REQUIRE(take_index_file(path, key, back) == IndexFile::taken);
    CHECK(back.layer.shapes.points == made.layer.shapes.points);
    CHECK(back.layer.shapes.ring_begin == made.layer.shapes.ring_begin);
    CHECK(back.layer.features.ids == made.layer.features.ids);
    CHECK(back.layer.features.attributes.names == made.layer.features.attributes.names);
    CHECK(back.layer.features.attributes.columns == made.layer.features.attributes.columns);
    CHECK(back.report.subject == made.report.subject);
    CHECK(back.report.counts.used == 300);
    CHECK(same_arrays(*back.index, *made.index));
    CHECK(overlap_areas(*back.index, *other.index) == overlap_areas(*made.index, *other.index));
}

TEST_CASE("An index file for another key, cut off, longer, or with any bit changed is refused") {
    const Scratch scratch;
    IndexedLayer made;
    fill(made, 3);
    const auto path = scratch / "z.index";
    write_index_file(path, key, made);
    CHECK(taken(path, std::string(64, 'b')) == IndexFile::refused);
    const auto whole = bytes_of(path);
    for (const std::size_t size :
         {std::size_t{0}, std::size_t{1}, std::size_t{100}, std::size_t{319}, whole.size() / 2,
          whole.size() - 64, whole.size() - 1}) {
        scratch.write("z.index", whole.substr(0, size));
        INFO(size);
        CHECK(taken(path) == IndexFile::refused);
    }
    scratch.write("z.index", whole + std::string(64, '\0'));
    CHECK(taken(path) == IndexFile::refused);
    const std::size_t head = 312; // bytes of it; up to the next multiple of 64 there is nothing
    for (std::size_t at = 0; at < whole.size(); at += at < 384 ? 1 : whole.size() / 300) {
        if (at >= head && at < 384) continue;
        auto bytes = whole;
        bytes[at] = static_cast<char>(bytes[at] ^ (1 << at % 8));
        scratch.write("z.index", bytes);
        INFO(at);
        CHECK(taken(path) == IndexFile::refused);
    }
    scratch.write("z.index", whole);
    CHECK(taken(path) == IndexFile::taken);
}

TEST_CASE("The key changes with the bytes of the source and with how it is read") {
    const Scratch scratch;
    LayerSpec spec;
    spec.path = scratch.write("a.geojson", "{}");
    const auto key_of = [&] { return index_key(spec, Fields::named, "parkline 1\n"); };
    const auto first = key_of();
    CHECK(first.size() == 64);
    CHECK(key_of() == first);
    scratch.write("a.geojson", "{ }");
    CHECK(key_of() != first);
    scratch.write("a.geojson", "{}");
    CHECK(key_of() == first);
    CHECK(index_key(spec, Fields::all, "parkline 1\n") != first);
    CHECK(index_key(spec, Fields::named, "parkline 2\n") != first);
    const auto differs = [&](auto change) {
        const auto before = spec;
        change(spec);
        CHECK(key_of() != first);
        spec = before;
    };
    differs([](auto& s) { s.where = "a = 1"; });
    differs([](auto& s) { s.layer = "x"; });
    differs([](auto& s) { s.src_crs = "EPSG:4527"; });
    differs([](auto& s) { s.datum = Datum::gcj02; });
    differs([](auto& s) { s.datum_declared = true; });
    differs([](auto& s) { s.repairs = Repairs::linework; });
    differs([](auto& s) { s.fields["id"] = "code"; });
}

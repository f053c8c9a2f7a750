// SPDX-License-Identifier: Apache-2.0
#include <fstream>

#include <catch2/catch.hpp>

#include "libgeo/ledger/wal_tail.hpp"
#include "unit/io/scratch.hpp"

using geo::ledger::has_torn_tail;

namespace {

std::string four(std::uint32_t number) {
    std::string bytes;
    for (int shift = 24; shift >= 0; shift -= 8)
        bytes += static_cast<char>(number >> static_cast<unsigned>(shift) & 255U);
    return bytes;
}

/// A log of 512-byte pages with the salts "saltsalt".
std::string header() {
    return four(0x377f0682) + four(3007000) + four(512) + four(0) + "saltsalt" + four(1) + four(2);
}

std::string frame(std::uint32_t pages_after_commit, const std::string& salts = "saltsalt") {
    return four(1) + four(pages_after_commit) + salts + four(1) + four(2) + std::string(512, 'x');
}

/// Whether a log of these bytes has a torn tail.
bool torn(const std::string& bytes) {
    const geo::test::Scratch scratch;
    const auto database = scratch / "a.gpkg";
    std::ofstream(database + "-wal", std::ios::binary) << bytes;
    return has_torn_tail(database);
}

} // namespace

TEST_CASE("a log that ends with a commit has no torn tail") {
    CHECK_FALSE(has_torn_tail("no such file"));
    CHECK_FALSE(torn(""));
    CHECK_FALSE(torn(header()));
    CHECK_FALSE(torn(header() + frame(0) + frame(3)));
}

TEST_CASE("frames after the last commit are a torn tail") {
    CHECK(torn(header() + frame(3) + frame(0)));
    CHECK(torn(header() + frame(0)));
}

TEST_CASE("half a frame is a torn tail, wherever it was cut") {
    const auto whole = header() + frame(3);
    const auto next = frame(4);
    for (std::size_t length = 1; length < next.size(); length += 37)
        CHECK(torn(whole + next.substr(0, length)));
    CHECK_FALSE(torn(whole + next));
}

TEST_CASE("frames left over from an older log are none of its own") {
    CHECK_FALSE(torn(header() + frame(3) + frame(0, "oldsalts")));
    CHECK(torn(header() + frame(0) + frame(3, "oldsalts")));
}

// SPDX-License-Identifier: Apache-2.0
// A file that is read by ranges may become shorter meanwhile: then a range is not whole, and the
// process goes on.
#include <catch2/catch.hpp>

#include <filesystem>

#include "libgeo/io/ranged_file.hpp"
#include "unit/io/scratch.hpp"

using namespace geo;
using namespace geo::test;

TEST_CASE("A range is read whole or not at all") {
    const Scratch scratch;
    const RangedFile file(scratch.write("ten", "0123456789"));
    UnfilledVector<std::byte> bytes;
    REQUIRE(file.size() == 10);
    REQUIRE(file.read(2, 3, bytes));
    CHECK(bytes == UnfilledVector<std::byte>{std::byte{'2'}, std::byte{'3'}, std::byte{'4'}});
    CHECK(file.read(10, 0, bytes));
    CHECK_FALSE(file.read(8, 3, bytes));
    CHECK_FALSE(file.read(11, 0, bytes));
    CHECK_FALSE(file.read(1, SIZE_MAX, bytes));
}

TEST_CASE("A file that became shorter after it was opened gives no range beyond its end") {
    const Scratch scratch;
    const auto path = scratch.write("long", std::string(1 << 20, 'x'));
    const RangedFile file(path);
    UnfilledVector<std::byte> bytes;
    REQUIRE(file.read(0, 1 << 20, bytes));
    std::filesystem::resize_file(path, 4096);
    CHECK_FALSE(file.read(0, 1 << 20, bytes));
    CHECK_FALSE(file.read(1 << 19, 16, bytes));
    CHECK(file.read(0, 4096, bytes));
}

TEST_CASE("What is no plain file is empty") {
    const Scratch scratch;
    CHECK(RangedFile(scratch / "missing").size() == 0);
    CHECK(RangedFile(scratch.path()).size() == 0);
}

// SPDX-License-Identifier: Apache-2.0
#include "libgeo/io/staging.hpp"

#include <catch2/catch.hpp>

#include "scratch.hpp"

using namespace geo;
namespace fs = std::filesystem;

namespace {

const std::vector<std::string> names{"a.csv", "manifest.json"};

std::size_t entries(const std::string& folder) {
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

} // namespace

TEST_CASE("Nothing stands under a final name before publish, everything after it") {
    const Scratch scratch;
    Staging staging(scratch / "out", names, Overwrite::no);
    staging.write("a.csv", "1");
    staging.write("manifest.json", "{}");
    CHECK_FALSE(fs::exists(scratch / "out/a.csv"));
    staging.publish();
    CHECK(Scratch::bytes_of(scratch / "out/a.csv") == "1");
    CHECK(Scratch::bytes_of(scratch / "out/manifest.json") == "{}");
}

TEST_CASE("A run that ends early leaves nothing, not even a folder that it made") {
    const Scratch scratch;
    { Staging(scratch / "out", names, Overwrite::no).write("a.csv", "half"); }
    CHECK_FALSE(fs::exists(scratch / "out"));
    fs::create_directory(scratch / "mine");
    { Staging(scratch / "mine", names, Overwrite::no).write("a.csv", "half"); }
    CHECK(fs::exists(scratch / "mine"));
    CHECK(entries(scratch / "mine") == 0);
}

TEST_CASE("Results that stand are replaced only when asked, and other files are left alone") {
    const Scratch scratch;
    scratch.file("a.csv", "old");
    scratch.file("note.txt", "mine");
    CHECK_THROWS_AS(Staging(scratch.folder(), names, Overwrite::no), OutputExists);
    {
        Staging staging(scratch.folder(), names, Overwrite::yes);
        staging.write("a.csv", "new");
        staging.write("manifest.json", "{}");
        staging.publish();
    }
    CHECK(Scratch::bytes_of(scratch / "a.csv") == "new");
    CHECK(Scratch::bytes_of(scratch / "note.txt") == "mine");
    CHECK(entries(scratch.folder()) == 3);
}

TEST_CASE("What a killed process left behind is removed, what a living one writes is not") {
    const Scratch scratch;
    fs::create_directory(scratch / ".parkline-999999999"); // no such process
    fs::create_directory(scratch / ".parkline-1");
    { Staging staging(scratch.folder(), names, Overwrite::no); }
    CHECK_FALSE(fs::exists(scratch / ".parkline-999999999"));
    CHECK(fs::exists(scratch / ".parkline-1"));
}

TEST_CASE("A folder that cannot be made is named with the reason") {
    const Scratch scratch;
    scratch.file("plain", "");
    const auto text = refusal_of([&] { Staging(scratch / "plain/out", names, Overwrite::no); });
    CHECK(text.find("plain/out: cannot be written (Not a directory).") != std::string::npos);
}

TEST_CASE("A single file appears whole or not at all") {
    const Scratch scratch;
    { write_whole_file(StagedFile(scratch / "x.csv", Overwrite::no).temporary(), "half"); }
    CHECK(entries(scratch.folder()) <= 1);
    CHECK_FALSE(fs::exists(scratch / "x.csv"));
    StagedFile file(scratch / "x.csv", Overwrite::no);
    write_whole_file(file.temporary(), "whole");
    file.publish();
    CHECK(Scratch::bytes_of(scratch / "x.csv") == "whole");
    CHECK(refusal_of([&] { StagedFile(scratch / "x.csv", Overwrite::no); }) ==
          scratch / "x.csv" + " exists. Use --overwrite to replace it.");
}

TEST_CASE("SHA-256 agrees with the published example") {
    const Scratch scratch;
    CHECK(sha256_of_file(scratch.file("abc", "abc")) ==
          "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

// SPDX-License-Identifier: Apache-2.0
#include "libgeo/io/staging.hpp"

#include <catch2/catch.hpp>

#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include "unit/io/scratch.hpp"

using namespace geo;
using namespace geo::test;
namespace fs = std::filesystem;

namespace {

const std::vector<std::string> names{"a.csv", "manifest.json"};

void put_both(Staging& staging, const std::string& text) {
    staging.write("a.csv", text);
    staging.write("manifest.json", text);
}

/// The exit code of `work` in a child process, by another user when asked.
template <typename Work> int in_child(Work work, bool as_nobody = false) {
    const pid_t child = ::fork();
    if (child == 0) {
        if (as_nobody && ::setuid(65534) != 0) ::_exit(99);
        ::_exit(work());
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 100 + WTERMSIG(status);
}

/// A pid that no process has.
pid_t dead_pid() {
    const pid_t child = ::fork();
    if (child == 0) ::_exit(0);
    ::waitpid(child, nullptr, 0);
    return child;
}

} // namespace

TEST_CASE("Nothing stands under a final name before everything is published") {
    const Scratch scratch;
    const auto folder = scratch / "out";
    {
        Staging staging(folder, names, Overwrite::no);
        put_both(staging, "1");
        CHECK_FALSE(fs::exists(folder + "/a.csv"));
        staging.publish();
    }
    CHECK(bytes_of(folder + "/a.csv") == "1");
    CHECK(bytes_of(folder + "/manifest.json") == "1");
    CHECK(std::distance(fs::directory_iterator(folder), {}) == 2);
}

TEST_CASE("Work that is given up leaves no trace, not even the folder it made") {
    const Scratch scratch;
    {
        Staging staging(scratch / "out", names, Overwrite::no);
        staging.write("a.csv", "half");
    }
    CHECK_FALSE(fs::exists(scratch / "out"));
    fs::create_directory(scratch / "mine");
    { Staging(scratch / "mine", names, Overwrite::no).write("a.csv", "half"); }
    CHECK(fs::is_empty(scratch / "mine"));
}

TEST_CASE("Results that stand are not replaced unless asked to") {
    const Scratch scratch;
    scratch.write("a.csv", "old");
    scratch.write("note.txt", "mine");
    const auto text = error_of([&] { Staging staging(scratch.path(), names, Overwrite::no); });
    CHECK(text.en == scratch.path() + "/a.csv exists. Use --overwrite to replace it.");
    CHECK(text.zh == scratch.path() + "/a.csv 已存在。用 --overwrite 替换。");
    CHECK(bytes_of(scratch / "a.csv") == "old");
    Staging staging(scratch.path(), names, Overwrite::yes);
    put_both(staging, "new");
    CHECK(bytes_of(scratch / "a.csv") == "old");
    staging.publish();
    CHECK(bytes_of(scratch / "a.csv") == "new");
    CHECK(bytes_of(scratch / "note.txt") == "mine");
}

TEST_CASE("A manifest never certifies files it does not belong to") {
    // Publishing that fails in the middle leaves no manifest: here a.csv cannot be replaced.
    const Scratch scratch;
    scratch.write("manifest.json", "old");
    fs::create_directories(scratch / "a.csv/in-the-way");
    Staging staging(scratch.path(), names, Overwrite::yes);
    put_both(staging, "new");
    CHECK_FALSE(error_of([&] { staging.publish(); }).en.empty());
    CHECK_FALSE(fs::exists(scratch / "manifest.json"));
}

TEST_CASE("Leftovers of killed runs are removed, those of living ones stay") {
    const Scratch scratch;
    const auto dead = std::to_string(dead_pid());
    fs::create_directories(scratch / (".parkline-" + dead));
    scratch.write(".parkline-" + dead + "/a.csv", "half");
    scratch.write(".parkline-" + dead + "-table.csv", "half");
    fs::create_directories(scratch / ".parkline-1");     // init lives
    fs::create_directories(scratch / ".parkline-notes"); // not ours
    { Staging staging(scratch.path(), names, Overwrite::no); }
    CHECK_FALSE(fs::exists(scratch / (".parkline-" + dead)));
    CHECK_FALSE(fs::exists(scratch / (".parkline-" + dead + "-table.csv")));
    CHECK(fs::exists(scratch / ".parkline-1"));
    CHECK(fs::exists(scratch / ".parkline-notes"));
    scratch.write(".parkline-" + dead + "-table.csv", "half");
    { StagedFile file(scratch / "table.csv", Overwrite::no); }
    CHECK_FALSE(fs::exists(scratch / (".parkline-" + dead + "-table.csv")));
}

TEST_CASE("A killed run leaves nothing under a final name, at whatever step it died") {
    for (int step = 0; step < 3; ++step) {
        const Scratch scratch;
        scratch.write("a.csv", "old");
        scratch.write("manifest.json", "old");
        in_child([&] {
            Staging staging(scratch.path(), names, Overwrite::yes);
            if (step > 0) staging.write("a.csv", "new");
            if (step > 1) staging.write("manifest.json", "new");
            ::kill(::getpid(), SIGKILL);
            return 0;
        });
        CHECK(bytes_of(scratch / "a.csv") == "old");
        CHECK(bytes_of(scratch / "manifest.json") == "old");
        { Staging staging(scratch.path(), names, Overwrite::yes); }
        CHECK(scratch.entries() == 2);
    }
}

TEST_CASE("One file appears whole or not at all") {
    const Scratch scratch;
    {
        StagedFile file(scratch / "t.csv", Overwrite::no);
        write_whole_file(file.temporary(), "half");
    }
    CHECK(scratch.entries() == 0);
    {
        StagedFile file(scratch / "t.csv", Overwrite::no);
        write_whole_file(file.temporary(), "whole");
        file.publish();
    }
    CHECK(bytes_of(scratch / "t.csv") == "whole");
    CHECK(error_of([&] { StagedFile file(scratch / "t.csv", Overwrite::no); }).en ==
          scratch / "t.csv exists. Use --overwrite to replace it.");
}

TEST_CASE("A folder that cannot be made or written is named with the cause") {
    const Scratch scratch;
    scratch.write("file", "");
    const auto in_file =
        error_of([&] { Staging staging(scratch / "file/out", names, Overwrite::no); });
    CHECK(in_file.en == scratch / "file/out: cannot be written (Not a directory). Check the "
                                  "folder's permissions or choose another place.");
    CHECK_FALSE(
        error_of([&] { StagedFile file(scratch / "none/t.csv", Overwrite::no); }).en.empty());
}

TEST_CASE("A read-only folder is found out before any work") {
    const Scratch scratch;
    fs::create_directory(scratch / "locked");
    fs::permissions(scratch / "locked", fs::perms(0555));
    fs::permissions(scratch.path(), fs::perms(0755));
    const auto tries = [&] {
        const auto text =
            error_of([&] { Staging staging(scratch / "locked", names, Overwrite::no); });
        const auto file =
            error_of([&] { StagedFile one(scratch / "locked/t.csv", Overwrite::no); });
        return text.en == scratch / "locked: cannot be written (Permission denied). Check the "
                                    "folder's permissions or choose another place." &&
                       !file.en.empty()
                   ? 0
                   : 1;
    };
    CHECK(in_child(tries, ::geteuid() == 0) == 0);
}

TEST_CASE("A full disk is named as such, and nothing half-written is left") {
    const Scratch scratch;
    fs::create_directory(scratch / "disk");
    if (::mount("none", (scratch / "disk").c_str(), "tmpfs", 0, "size=64k") != 0) {
        WARN("SKIPPED: no small disk can be made here (needs the right to mount)");
        return;
    }
    const std::string large(200'000, 'x');
    const auto text = error_of([&] {
        Staging staging(scratch / "disk", names, Overwrite::no);
        put_both(staging, large);
        staging.publish();
    });
    CHECK(text.en.find("cannot be written (No space left on device). Free some space and run "
                       "again.") != std::string::npos);
    CHECK(fs::is_empty(scratch / "disk"));
    ::umount((scratch / "disk").c_str());
}

TEST_CASE("SHA-256 of a file is that of its bytes") {
    const Scratch scratch;
    CHECK(sha256_of_file(scratch.write("abc", "abc")) ==
          "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(sha256_of_file(scratch.write("empty", "")) ==
          "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK_FALSE(error_of([&] { sha256_of_file(scratch / "none"); }).en.empty());
}

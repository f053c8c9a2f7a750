// SPDX-License-Identifier: Apache-2.0
// Two folders of results against each other, and a folder against its own manifest.
#include <filesystem>

#include <catch2/catch.hpp>
#include <unistd.h>

#include "libgeo/core/error.hpp"
#include "libgeo/io/staging.hpp"
#include "libgeo/report/run_diff.hpp"
#include "libgeo/verification.hpp"

using namespace geo;

namespace {

/// A small folder of results, written by hand.
class Folder {
  public:
    explicit Folder(const std::string& name)
        : m_path(std::filesystem::temp_directory_path() /
                 ("parkline-" + name + std::to_string(::getpid()))) {
        std::filesystem::create_directories(m_path);
        write("parks.csv", "park_id,name,verdict,conflict_m2\nP1,甲,review,2.0000\n");
        write("conflicts.csv", "park_id,zone_id,status,area_m2\nP1,Z1,review,2.0000\n");
        write("sites.csv", "site_id,status\nS1,clear\n");
        write("enterprises.csv", "site_id,outcome\n");
        write("townships.csv", "code,name,status\n");
        write("coverage.csv", "county_code,title,denominator_kind,named\n");
        write("problems.csv", "layer,feature_id,code\nparks,1,z_dropped\n");
        write("summary.json", R"({"schema_version":1,"parks":1,"sites":1,"townships":0,)"
                              R"("conflicts":{"review":1},"conflict_m2":2.0})");
    }
    ~Folder() { std::filesystem::remove_all(m_path); }

    void write(const std::string& name, const std::string& text) const {
        const std::string mark = name.ends_with(".csv") ? "\xEF\xBB\xBF" : "";
        write_whole_file((m_path / name).string(), mark + text);
    }

    /// Written last, as run does: it lists the files as they are now.
    void finish(int used = 1) const {
        std::string outputs;
        for (const auto* name : {"parks.csv", "conflicts.csv", "sites.csv", "enterprises.csv",
                                 "townships.csv", "coverage.csv", "problems.csv", "summary.json"})
            outputs += std::string(outputs.empty() ? "" : ",") + R"({"path":")" + name +
                       R"(","sha256":")" + sha256_of_file((m_path / name).string()) + R"("})";
        write("manifest.json",
              R"({"schema_version":1,"project":"p","as_of":"2026-11-23","options":{"dst_crs":""},)"
              R"("versions":{"parkline":"1","gdal":"2","geos":"3","proj":"4"},)"
              R"("pack":{"id":"k","version":"1"},"layers":[{"layer":"parks","read":1,"used":)" +
                  std::to_string(used) +
                  R"(,"repaired":0,"rejected":0,"review":0}],"inputs":[],"outputs":[)" + outputs +
                  "]}");
    }
    std::string path() const { return m_path.string(); }

  private:
    std::filesystem::path m_path;
};

std::string text_of(const std::vector<Value>& row) {
    std::string text;
    for (const auto& cell : row) text += (text.empty() ? "" : "|") + to_text(cell);
    return text;
}

std::vector<std::string> wrong(const std::vector<ResultCheck>& checks) {
    std::vector<std::string> list;
    for (const auto& check : checks)
        if (!check.holds) list.push_back(check.what + " " + check.subject);
    return list;
}

} // namespace

TEST_CASE("Equal results differ in nothing") {
    const Folder a("diff-a");
    const Folder b("diff-b");
    a.finish();
    b.finish();
    CHECK(run_diff(a.path(), b.path()).rows.empty());
}

TEST_CASE("What appeared, vanished or changed is one row a field, parks first") {
    const Folder a("diff-a");
    const Folder b("diff-b");
    b.write("parks.csv", "park_id,name,verdict,conflict_m2\nP1,甲,close,3.0000\n");
    b.write("conflicts.csv", "park_id,zone_id,status,area_m2\nP1,Z2,violation,3.0000\n");
    b.write("problems.csv", "layer,feature_id,code\nparks,1,z_dropped\nparks,2,z_dropped\n");
    a.finish();
    b.finish();
    std::vector<std::string> rows;
    for (const auto& row : run_diff(a.path(), b.path()).rows) rows.push_back(text_of(row));
    CHECK(rows == std::vector<std::string>{"park|P1|changed|verdict|review|close",
                                           "park|P1|changed|conflict_m2|2.0000|3.0000",
                                           "conflict|P1 × Z1|vanished|status|review|",
                                           "conflict|P1 × Z2|appeared|status||violation",
                                           "problem|parks × z_dropped|changed|count|1|2"});
}

TEST_CASE("A folder without a manifest is no result") {
    const Folder a("diff-a");
    CHECK_THROWS_AS(run_diff(a.path(), a.path()), InputError);
    CHECK_THROWS_AS(verify_results(a.path(), ""), InputError);
}

TEST_CASE("An untouched folder holds in everything") {
    const Folder a("verify");
    a.finish();
    CHECK(wrong(verify_results(a.path(), "")).empty());
}

TEST_CASE("A changed or missing output is named") {
    const Folder a("verify");
    a.finish();
    a.write("parks.csv", "park_id,name,verdict,conflict_m2\nP1,甲,support_upgrade,0.0000\n");
    std::filesystem::remove(std::filesystem::path(a.path()) / "sites.csv");
    CHECK(wrong(verify_results(a.path(), "")) ==
          std::vector<std::string>{"output parks.csv", "output sites.csv"});
}

TEST_CASE("A manifest that leaves a needed file out vouches for nothing") {
    const Folder a("verify");
    a.write("manifest.json", R"({"schema_version":1,"project":"p","as_of":"","options":)"
                             R"({"dst_crs":""},"versions":{"parkline":"1","gdal":"2","geos":"3",)"
                             R"("proj":"4"},"pack":{"id":"k","version":"1"},"layers":[],)"
                             R"("inputs":[],"outputs":[]})");
    CHECK(wrong(verify_results(a.path(), "")) ==
          std::vector<std::string>{"output conflicts.csv", "output parks.csv", "output sites.csv",
                                   "output summary.json", "output townships.csv"});
}

TEST_CASE("A key that stands twice cannot be compared") {
    const Folder a("diff-a");
    a.write("parks.csv", "park_id,name,verdict\nP1,甲,review\nP1,乙,close\n");
    a.finish();
    CHECK_THROWS_AS(run_diff(a.path(), a.path()), InputError);
}

TEST_CASE("Figures that do not add up are named, whoever wrote them") {
    const Folder a("verify");
    a.write("summary.json", R"({"schema_version":1,"parks":2,"sites":1,"townships":0,)"
                            R"("conflicts":{"review":1},"conflict_m2":2.1})");
    a.finish(0);
    CHECK(wrong(verify_results(a.path(), "")) ==
          std::vector<std::string>{"total parks.csv", "total conflict_m2", "conservation parks"});
}

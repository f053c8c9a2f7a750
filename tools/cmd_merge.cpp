// SPDX-License-Identifier: Apache-2.0
#include "libgeo/report/shard_file.hpp"
#include "tools/console.hpp"
#include "tools/verb.hpp"

namespace parkline {

namespace {

/// `merge`: the shards of one overlay as one table.
class Merge : public Verb {
  public:
    std::string name() const override { return "merge"; }
    geo::Text summary() const override {
        return {
            "把 overlay --shard 的各分片合成一张表，与一次算完逐字节相同",
            "merge the shards of overlay --shard into one table, byte for byte that of one run"};
    }
    std::string example() const override { return "parkline merge shard_*.json -o pairs.csv"; }

    std::vector<Option> options() override {
        std::vector<Option> all{
            {"SHARDS", "SHARD", {"全部分片文件", "the files of all shards"}, &m_paths, {}, true}};
        for (auto& option : m_output.options()) all.push_back(std::move(option));
        return all;
    }

    int run(const Session&) override {
        m_output.require_writable();
        std::vector<geo::ShardFile> files;
        for (const auto& path : m_paths) files.push_back(geo::read_shard_file(path));
        m_output.deliver(geo::merged_pair_table(files));
        return done;
    }

  private:
    std::vector<std::string> m_paths;
    TableOutput m_output;
};

} // namespace

std::unique_ptr<Verb> make_merge() {
    return std::make_unique<Merge>();
}

} // namespace parkline

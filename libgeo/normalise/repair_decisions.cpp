// SPDX-License-Identifier: Apache-2.0
#include "libgeo/normalise/repair_decisions.hpp"

#include <algorithm>
#include <array>

#include "libgeo/core/error.hpp"
#include "libgeo/core/loose_number.hpp"

namespace geo {

namespace {

[[noreturn]] void fail(const std::string& path, const std::string& row, const std::string& zh,
                       const std::string& en) {
    throw ConfigError(
        {path + "，要素 '" + row + "'：" + zh, path + ", feature '" + row + "': " + en});
}

/// One row of the list by the names of its columns.
class Row {
  public:
    Row(const RawLayer& list, std::size_t row, const std::string& path)
        : m_list(list), m_row(row), m_path(path) {}
    std::string text(const char* column) const {
        if (const auto c = m_list.attributes.find(column))
            return std::string(trim(to_text(m_list.attributes.columns[*c][m_row])));
        throw ConfigError({m_path + "：缺少列 " + column + "。请用 check --quarantine 写出的清单。",
                           m_path + ": there is no column " + column +
                               ". Use the list that check --quarantine writes."});
    }

  private:
    const RawLayer& m_list;
    std::size_t m_row;
    const std::string& m_path;
};

Repairs decision_called(const std::string& word, const std::string& path, const std::string& id) {
    if (word == "structure") return Repairs::structure;
    if (word == "linework") return Repairs::linework;
    if (word == "keep_out") return Repairs::quarantine;
    fail(path, id, "未知的决定 '" + word + "'。可用：structure、linework、keep_out。",
         "unknown decision '" + word + "'. Use structure, linework or keep_out.");
}

RepairDecision decision_of(const Row& row, const std::string& path) {
    RepairDecision d;
    d.layer = row.text("layer");
    d.feature_id = row.text("feature_id");
    d.geometry_sha256 = ascii_lower(row.text("geometry_sha256"));
    d.repair = decision_called(row.text("decision"), path, d.feature_id);
    d.decided_by = row.text("decided_by");
    d.decided_on = iso_date(row.text("decided_on")).value_or("");
    if (d.decided_by.empty() || d.decided_on.empty())
        fail(path, d.feature_id, "没有写明由谁、在哪一天决定。请填写 decided_by 和 decided_on。",
             "nobody signed it, or it has no day. Fill in decided_by and decided_on.");
    return d;
}

} // namespace

std::vector<RepairDecision> read_repair_decisions(const std::string& path) {
    LayerSpec spec;
    spec.path = path;
    const auto list = read_layer(spec);
    std::vector<RepairDecision> decisions;
    for (std::size_t r = 0; r < list.features(); ++r) {
        const Row row(list, r, path);
        if (row.text("decision").empty()) continue;
        auto d = decision_of(row, path);
        for (const auto& other : decisions)
            if (other.layer == d.layer && other.feature_id == d.feature_id)
                fail(path, d.feature_id, "同一要素有两个决定。请只留一个。",
                     "there are two decisions on it. Leave one.");
        decisions.push_back(std::move(d));
    }
    return decisions;
}

Repairs repair_for(const LayerSpec& spec, const std::string& layer, const std::string& feature_id,
                   const std::string& geometry_sha256) {
    for (const auto& d : spec.decisions) {
        if (d.layer != layer || d.feature_id != feature_id) continue;
        if (d.geometry_sha256 == geometry_sha256) return d.repair;
        throw InputError(
            {layer + "，要素 " + feature_id + "：" + d.decided_on + " 由 " + d.decided_by +
                 " 的修复决定针对的是另一组坐标。请重新核对后再决定。",
             layer + ", feature " + feature_id + ": the decision of " + d.decided_by + " of " +
                 d.decided_on +
                 " was made on other coordinates. Check the feature and decide anew."});
    }
    return spec.repairs;
}

Problems unused_decisions(const std::vector<RepairDecision>& decisions,
                          const std::vector<Quarantined>& quarantine) {
    Problems problems;
    for (const auto& d : decisions) {
        const bool used = std::any_of(quarantine.begin(), quarantine.end(), [&](const auto& q) {
            return q.layer == d.layer && q.id == d.feature_id;
        });
        if (used) continue;
        problems.push_back({d.layer,
                            d.feature_id,
                            "decision_unused",
                            Severity::warning,
                            no_place(),
                            no_place(),
                            {"有对该要素的修复决定，但它有效或不存在。",
                             "there is a repair decision on this feature, but it is valid or not "
                             "there."}});
    }
    return problems;
}

} // namespace geo

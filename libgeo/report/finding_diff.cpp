// SPDX-License-Identifier: Apache-2.0
#include "libgeo/report/finding_diff.hpp"

#include <filesystem>
#include <map>

#include <nlohmann/json.hpp>

#include "libgeo/core/error.hpp"
#include "libgeo/core/problem.hpp"
#include "libgeo/io/staging.hpp"

namespace geo {

namespace {

using Json = nlohmann::json;

/// A finding as findings.geojson has it.
struct Kept {
    std::string id, rule, level, state, feature_id, related_id, message_zh, message_en;

    bool says_the_same(const Kept& other) const {
        return level == other.level && state == other.state && message_en == other.message_en;
    }
};

Kept kept(const Json& feature) {
    const auto& p = feature.at("properties");
    const auto text = [&](const char* name) { return p.at(name).get<std::string>(); };
    return {text("id"),         text("rule"),       text("level"),      text("state"),
            text("feature_id"), text("related_id"), text("message_zh"), text("message_en")};
}

/// The findings of a folder in their order, with their places by id.
struct KeptFindings {
    std::vector<Kept> list;
    std::map<std::string, std::size_t> places;

    const Kept* find(const std::string& id) const {
        const auto found = places.find(id);
        return found == places.end() ? nullptr : &list[found->second];
    }
};

KeptFindings findings_in(const std::string& folder) {
    const auto path = (std::filesystem::path(folder) / "findings.geojson").string();
    KeptFindings findings;
    try {
        const auto collection = Json::parse(read_whole_file(path));
        for (const auto& feature : collection.at("features")) {
            findings.list.push_back(kept(feature));
            if (!findings.places.emplace(findings.list.back().id, findings.list.size() - 1).second)
                throw InputError({path + "：发现 " + findings.list.back().id +
                                      " 出现两次，无法比较。请重新运行项目。",
                                  path + ": finding " + findings.list.back().id +
                                      " stands twice, so it cannot be compared. Run the project "
                                      "again."});
        }
    } catch (const Json::exception&) {
        throw InputError({path + "：不是 run 写出的发现清单。请重新运行项目。",
                          path + ": these are no findings that `parkline run` wrote. Run the "
                                 "project again."});
    }
    return findings;
}

class FindingChanges {
  public:
    FindingChanges() {
        m_table.name = "findings";
        for (const auto* name : {"change", "id", "rule", "level", "feature_id", "related_id",
                                 "state_before", "state_after", "message_zh", "message_en"})
            m_table.columns.push_back(text_column(name));
    }

    void compare(const KeptFindings& before, const KeptFindings& after) {
        for (const auto& finding : after.list)
            if (!before.find(finding.id)) add("new", finding, "", finding.state);
        flush();
        for (const auto& finding : after.list)
            if (const auto* was = before.find(finding.id); was && !was->says_the_same(finding))
                add("changed", finding, was->state, finding.state);
        flush();
        for (const auto& finding : before.list)
            if (!after.find(finding.id)) add("gone", finding, finding.state, "");
        flush();
    }

    Table finish() { return std::move(m_table); }

  private:
    void add(const char* change, const Kept& f, const std::string& before,
             const std::string& after) {
        m_waiting.push_back({std::string(change), f.id, f.rule, f.level, f.feature_id, f.related_id,
                             before, after, f.message_zh, f.message_en});
    }

    /// Errors, warnings, notes of one kind of change.
    void flush() {
        for (const auto severity : {Severity::error, Severity::warning, Severity::note})
            for (auto& row : m_waiting)
                if (to_text(row[3]) == name_of(severity)) m_table.rows.push_back(row);
        m_waiting.clear();
    }

    Table m_table;
    std::vector<std::vector<Value>> m_waiting;
};

} // namespace

Table finding_diff(const std::string& before, const std::string& after) {
    FindingChanges changes;
    changes.compare(findings_in(before), findings_in(after));
    return changes.finish();
}

} // namespace geo

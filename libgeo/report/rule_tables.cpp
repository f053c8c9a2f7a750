// SPDX-License-Identifier: Apache-2.0
#include "libgeo/report/rule_tables.hpp"

#include <algorithm>
#include <filesystem>

namespace geo {

namespace {

std::int64_t whole(std::size_t n) {
    return static_cast<std::int64_t>(n);
}

Text title_in(const std::vector<const Pack*>& packs, const std::string& fact) {
    for (const auto* pack : packs)
        for (const auto& spec : pack->facts)
            if (spec.name == fact) return spec.title;
    return {};
}

std::string name_or_nothing(const std::optional<Outcome>& outcome) {
    return outcome ? std::string(name_of(*outcome)) : std::string();
}

std::string name_or_nothing(const std::optional<CriterionStatus>& status) {
    return status ? std::string(name_of(*status)) : std::string("-");
}

/// "P12 passed>failed;P13 disabled>failed"
std::string changes_text(const std::vector<StatusChange>& changes) {
    std::string text;
    for (const auto& change : changes)
        text += (text.empty() ? "" : ";") + change.criterion + " " +
                name_or_nothing(change.before) + ">" + name_or_nothing(change.after);
    return text;
}

} // namespace

Table facts_table(const std::vector<Facts>& subjects, const std::vector<const Pack*>& packs) {
    Table table{"facts",
                {text_column("subject_id"), text_column("subject_name"), text_column("fact"),
                 text_column("value"), text_column("unit"), text_column("method"),
                 text_column("evidence"), text_column("title_zh"), text_column("title_en"),
                 text_column("data_version"), text_column("bound")},
                {}};
    for (const auto& subject : subjects)
        for (const auto& fact : subject.list) {
            const auto title = title_in(packs, fact.name);
            table.rows.push_back({subject.subject_id, subject.subject_name, fact.name,
                                  to_text(fact.value), fact.unit, fact.method, fact.evidence,
                                  title.zh, title.en, fact.version,
                                  fact.bound ? shortest(*fact.bound) : std::string()});
        }
    return table;
}

Table diff_table(const std::vector<VerdictChange>& changes, Rows rows) {
    Table table{"diff",
                {text_column("subject_id"), text_column("subject_name"), text_column("before"),
                 text_column("after"), whole_column("flip"), text_column("criteria"),
                 text_column("result_before"), text_column("result_after")},
                {}};
    for (const auto& change : changes) {
        const bool is_changed = change.is_flip() || !change.changes.empty();
        if (rows == Rows::changed && !is_changed) continue;
        table.rows.push_back({change.subject_id, change.subject_name,
                              name_or_nothing(change.before), name_or_nothing(change.after),
                              std::int64_t{change.is_flip() ? 1 : 0}, changes_text(change.changes),
                              change.result_before, change.result_after});
    }
    return table;
}

Table verdicts_table(const std::vector<Verdict>& verdicts) {
    Table table{"verdicts",
                {text_column("subject_id"), text_column("subject_name"), text_column("verdict"),
                 text_column("result"), real_column("score", 2), text_column("vetoes"),
                 text_column("failed"), text_column("unknown"), text_column("review"),
                 text_column("pack"), text_column("pack_version"), text_column("reason_zh"),
                 text_column("reason_en"), text_column("least_change"),
                 text_column("least_change_en")},
                {}};
    const auto joined = [](const std::vector<std::string>& ids) {
        std::string text;
        for (const auto& id : ids) text += (text.empty() ? "" : ";") + id;
        return text;
    };
    for (const auto& v : verdicts)
        table.rows.push_back({v.subject_id, v.subject_name, std::string(name_of(v.outcome)),
                              v.result, v.score ? Value(*v.score) : Value(), joined(v.vetoes),
                              joined(v.failed), joined(v.unknown), joined(v.review), v.pack,
                              v.pack_version, v.reason.zh, v.reason.en, v.least_change.zh,
                              v.least_change.en});
    return table;
}

Table packs_table(const std::vector<Pack>& packs) {
    Table table{"packs",
                {text_column("file"), text_column("pack"), text_column("version"),
                 text_column("subject"), text_column("topic"), text_column("jurisdiction"),
                 text_column("valid_from"), text_column("valid_to"), whole_column("criteria"),
                 whole_column("on"), whole_column("unverified"), whole_column("tables"),
                 text_column("title_zh"), text_column("title_en"), whole_column("tables_on"),
                 whole_column("tables_unverified")},
                {}};
    for (const auto& pack : packs) {
        const auto count = [&](auto&& is) {
            return whole(static_cast<std::size_t>(
                std::count_if(pack.criteria.begin(), pack.criteria.end(), is)));
        };
        const auto tables = [&](auto&& is) {
            return whole(static_cast<std::size_t>(
                std::count_if(pack.tables.begin(), pack.tables.end(), is)));
        };
        table.rows.push_back(
            {std::filesystem::path(pack.files.front()).filename().string(), pack.id, pack.version,
             std::string(name_of(pack.subject)), pack.topic, pack.jurisdiction, pack.valid_from,
             pack.valid_to, whole(pack.criteria.size()),
             count([](const Criterion& c) { return c.enabled; }),
             count([](const Criterion& c) { return !c.verified; }), whole(pack.tables.size()),
             pack.title.zh, pack.title.en, tables([](const DecisionTable& t) { return t.enabled; }),
             tables([](const DecisionTable& t) { return !t.verified; })});
    }
    return table;
}

} // namespace geo

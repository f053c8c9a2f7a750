// SPDX-License-Identifier: Apache-2.0
#include "libgeo/fact_lists.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>
#include <set>

#include "libgeo/core/error.hpp"

namespace geo {

namespace {

constexpr std::size_t hash_digits = 8;

std::string required(const TableLayer& lists, std::size_t row, const std::string& word) {
    const auto text = word == "id"
                          ? lists.features.ids[row]
                          : std::string(trim(to_text(lists.features.attribute(row, word))));
    if (!text.empty()) return text;
    throw InputError({"事实清单中编号 '" + lists.features.ids[row] + "' 的一行没有 " + word +
                          "。请补上（列 id、subject、fact、value）。",
                      "a list of facts has a row (id '" + lists.features.ids[row] + "') without " +
                          word + ". Add it; the columns are id, subject, fact and value."});
}

/// A table of facts while it becomes subjects.
class SubjectTable {
  public:
    SubjectTable(const RawLayer& table, const Pack& pack) : m_table(table), m_pack(pack) {}

    /// One row a subject, one column a fact.
    void read_wide() {
        for (const auto& fact : m_pack.facts)
            if (!column(fact.name))
                refuse_missing(fact.name, {"的列", "column for the fact"},
                               {"该列，不知道的留空", "it, empty where it is not known"});
        for (std::size_t row = 0; row < m_table.features(); ++row) {
            const auto id = column("id") ? cell(row, "id") : m_table.feature_id(row);
            if (m_subjects.contains(id))
                throw InputError(
                    {m_table.subject + "：编号 " + id + " 出现两次。请改其中一个。",
                     m_table.subject + ": the id '" + id + "' stands twice. Change one of them."});
            auto& facts = subject(id, column("name") ? cell(row, "name") : std::string());
            for (const auto& fact : m_pack.facts)
                facts.set(fact.name, value(row, fact.name), fact.unit);
        }
    }

    /// One row a fact, as `parkline facts` writes them.
    void read_long() {
        std::map<std::string, const FactSpec*> wanted;
        for (const auto& fact : m_pack.facts) wanted[fact.name] = &fact;
        auto unseen = wanted;
        for (std::size_t row = 0; row < m_table.features(); ++row) {
            const auto id = cell(row, "subject_id");
            const auto fact = cell(row, "fact");
            auto& facts =
                subject(id, column("subject_name") ? cell(row, "subject_name") : std::string());
            if (!m_stated[id].insert(fact).second)
                throw InputError(
                    {m_table.subject + "：" + id + " 的事实 " + fact + " 出现两次。请留一行。",
                     m_table.subject + ": the fact '" + fact + "' of '" + id +
                         "' stands twice. Keep one of the rows."});
            unseen.erase(fact);
            if (wanted.contains(fact)) take(facts, *wanted[fact], row);
        }
        if (!unseen.empty())
            refuse_missing(unseen.begin()->first, {"的行", "row about the fact"},
                           {"，值不知道的留空", "one, its value empty where it is not known"});
    }

    std::vector<Facts> sorted() && {
        std::vector<Facts> all;
        all.reserve(m_subjects.size());
        for (auto& [id, facts] : m_subjects) all.push_back(std::move(facts));
        std::sort(all.begin(), all.end(), [](const Facts& a, const Facts& b) {
            return id_less(a.subject_id, b.subject_id);
        });
        return all;
    }

  private:
    std::optional<std::size_t> column(const std::string& name) const {
        return m_table.attributes.find(name);
    }
    const Value& value(std::size_t row, const std::string& name) const {
        return m_table.attributes.columns[*column(name)][row];
    }
    std::string cell(std::size_t row, const std::string& name) const {
        return to_text(value(row, name));
    }

    /// The subject of that id; a new one does not know any fact of the pack.
    Facts& subject(const std::string& id, const std::string& name) {
        auto [found, is_new] = m_subjects.try_emplace(id);
        if (is_new) {
            found->second.subject_id = id;
            found->second.subject_name = name;
            for (const auto& fact : m_pack.facts) found->second.set(fact.name, {}, fact.unit);
        }
        return found->second;
    }

    void take(Facts& facts, const FactSpec& spec, std::size_t row) const {
        const auto unit = column("unit") ? cell(row, "unit") : std::string();
        if (!unit.empty() && unit != spec.unit)
            throw InputError({m_table.subject + "：" + facts.subject_id + " 的事实 " + spec.name +
                                  " 单位是 " + unit + "，规则包要求 " + spec.unit + "。请换算。",
                              m_table.subject + ": the fact '" + spec.name + "' of '" +
                                  facts.subject_id + "' has the unit " + unit +
                                  ", the pack asks for " + spec.unit + ". Convert it."});
        facts.set(spec.name, value(row, "value"), spec.unit,
                  column("evidence") ? cell(row, "evidence") : std::string());
    }

    [[noreturn]] void refuse_missing(const std::string& fact, const Text& what,
                                     const Text& add) const {
        throw ConfigError({m_table.subject + "：没有事实“" + fact + "”" + what.zh + "（规则包 " +
                               m_pack.id + "）。请补上" + add.zh + "。",
                           m_table.subject + ": has no " + what.en + " '" + fact +
                               "' of the pack " + m_pack.id + ". Add " + add.en + "."});
    }

    const RawLayer& m_table;
    const Pack& m_pack;
    std::map<std::string, Facts> m_subjects;
    std::map<std::string, std::set<std::string>> m_stated; ///< facts that have a row, by subject
};

} // namespace

DataVersions data_versions(const Project& project, const std::vector<FileHash>& inputs) {
    DataVersions versions;
    for (const auto& layer : project.layers) {
        std::string text = std::filesystem::path(layer.path).filename().string();
        for (const auto& input : inputs)
            if (input.path == layer.path) text += "@" + input.sha256.substr(0, hash_digits);
        auto& all = versions[std::string(name_of(layer.role))];
        if (all.find(text) == std::string::npos) all += (all.empty() ? "" : ";") + text;
    }
    return versions;
}

std::vector<SubjectFact> listed_facts(const TableLayer& lists, const std::string& kind,
                                      const DataVersions& versions) {
    std::vector<SubjectFact> facts;
    for (std::size_t row = 0; row < lists.features.size(); ++row) {
        if (required(lists, row, "subject") != kind) continue;
        const auto cell = [&](const char* word) {
            return to_text(lists.features.attribute(row, word));
        };
        SubjectFact one;
        one.subject_id = required(lists, row, "id");
        one.fact.name = required(lists, row, "fact");
        one.fact.value = lists.features.attribute(row, "value");
        one.fact.unit = cell("unit");
        one.fact.method = cell("method").empty() ? "list" : cell("method");
        one.fact.evidence = cell("evidence");
        one.fact.version =
            cell("data_version").empty() ? versions_of(versions, {"facts"}) : cell("data_version");
        facts.push_back(std::move(one));
    }
    return facts;
}

std::vector<Facts> facts_from(const RawLayer& table, const Pack& pack) {
    SubjectTable subjects(table, pack);
    const auto has = [&](const char* name) { return table.attributes.find(name).has_value(); };
    if (has("subject_id") && has("fact") && has("value"))
        subjects.read_long();
    else
        subjects.read_wide();
    return std::move(subjects).sorted();
}

} // namespace geo

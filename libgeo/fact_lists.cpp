// SPDX-License-Identifier: Apache-2.0
#include "libgeo/fact_lists.hpp"

#include <filesystem>

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

} // namespace geo

// SPDX-License-Identifier: Apache-2.0
#include "libgeo/report/park_papers.hpp"

#include <set>

#include "libgeo/core/verdict.hpp"
#include "libgeo/map/text_fields.hpp"
#include "libgeo/overlay/conflicts.hpp"
#include "libgeo/rules/units.hpp"

namespace geo {

namespace {

using Json = nlohmann::ordered_json;

std::string plain(const Json& json) {
    return json.is_string() ? json.get<std::string>() : std::string();
}

Value value_of(const Json& json) {
    if (json.is_string()) return json.get<std::string>();
    if (json.is_number_integer()) return json.get<std::int64_t>();
    if (json.is_number()) return json.get<double>();
    return {};
}

bool is_share(std::string_view column) {
    return column == "share" || column.starts_with("share_") || column.ends_with("_share");
}

/// A cell of a published column for people: areas and lengths with groups of three digits, shares
/// as percent, the rest as it is.
std::string cell_for_people(std::string_view column, const Value& value) {
    const auto* number = std::get_if<double>(&value);
    if (number == nullptr) return to_text(value);
    if (is_share(column)) return fixed(*number * 100, 2) + " %";
    return map::grouped(*number, 2);
}

/// Writes the papers of one run.
class PaperWriter {
  public:
    PaperWriter(const RunResults& results, Language language)
        : m_results(results), m_language(language), m_parks(results.scene.find("parks")),
          m_conflicts(results.scene.find("conflicts")) {}

    std::vector<ParkPaper> all() const {
        std::vector<ParkPaper> papers;
        if (m_parks == nullptr) return papers;
        for (std::size_t p = 0; p < m_parks->features(); ++p) papers.push_back(paper(p));
        return papers;
    }

  private:
    std::string word(const Text& text) const { return in(text, m_language); }
    std::string word(const Json& text) const {
        return text.at(m_language == Language::zh ? "zh" : "en").get<std::string>();
    }

    /// A value of a trace with its unit.
    std::string measure(const Json& value, const Json& unit) const {
        return word(quantity(value_of(value), plain(unit)));
    }

    /// The row of a feature as people read it: areas and shares with separators and units.
    PaperRow row(const map::SceneLayer& layer, std::size_t feature) const {
        PaperRow cells;
        for (std::size_t c = 0; c < layer.attributes.names.size(); ++c) {
            const auto& name = layer.attributes.names[c];
            cells[name] = cell_for_people(name, layer.attributes.columns[c][feature]);
        }
        return cells;
    }

    ParkPaper paper(std::size_t park) const {
        ParkPaper paper;
        paper.id = m_parks->id(park);
        paper.name = m_parks->text(park, "name");
        auto& values = paper.values;
        values = row(*m_parks, park);
        for (auto& [name, value] : about_the_run()) values[name] = value;
        const auto suffix = m_language == Language::zh ? "_zh" : "_en";
        values["reason"] = m_parks->text(park, std::string("reason") + suffix);
        values["least_change"] =
            m_parks->text(park, m_language == Language::zh ? "least_change" : "least_change_en");
        values["verdict_title"] = verdict_title(m_parks->text(park, "verdict"));
        paper.conflicts = conflicts_of(paper.id);
        add_trace(paper);
        return paper;
    }

    PaperRow about_the_run() const {
        const auto& run = m_results.scene.run;
        return {{"project", run.project}, {"as_of", run.as_of}, {"data_version", run.data_version}};
    }

    std::string verdict_title(const std::string& name) const {
        const auto outcome = outcome_named(name);
        return outcome ? word(title_of(*outcome)) : word(Text{"未判定", "not decided"});
    }

    std::vector<PaperRow> conflicts_of(const std::string& park) const {
        std::vector<PaperRow> rows;
        if (m_conflicts == nullptr) return rows;
        for (std::size_t c = 0; c < m_conflicts->features(); ++c) {
            if (m_conflicts->text(c, "park_id") != park) continue;
            rows.push_back(row(*m_conflicts, c));
            const auto status = conflict_status_named(m_conflicts->text(c, "status"));
            rows.back()["status_title"] =
                status ? word(title_of(*status)) : m_conflicts->text(c, "status");
        }
        return rows;
    }

    void add_trace(ParkPaper& paper) const {
        for (const auto& verdict : m_results.verdicts) {
            if (verdict.at("subject").at("id") != paper.id) continue;
            std::set<std::string> read;
            for (const auto& c : verdict.at("trace")) {
                if (c.at("status") == "disabled") continue;
                paper.criteria.push_back(criterion(c));
                for (const auto& fact : c.at("facts")) read.insert(fact.get<std::string>());
                cite(c, paper.citations);
            }
            for (const auto& fact : verdict.at("facts"))
                if (read.contains(fact.at("name").get<std::string>()))
                    paper.facts.push_back({{"fact", plain(fact.at("name"))},
                                           {"title", title_of_fact(fact)},
                                           {"value", measure(fact.at("value"), fact.at("unit"))},
                                           {"evidence", plain(fact.at("evidence"))}});
        }
    }

    /// Its title in the pack, else its name.
    std::string title_of_fact(const Json& fact) const {
        const auto title = fact.contains("title") ? word(fact.at("title")) : std::string();
        return title.empty() ? plain(fact.at("name")) : title;
    }

    PaperRow criterion(const Json& c) const {
        const auto status = criterion_status_named(c.at("status").get<std::string>());
        return {{"criterion", plain(c.at("id"))},
                {"title", word(c.at("title"))},
                {"kind", plain(c.at("kind"))},
                {"status", plain(c.at("status"))},
                {"status_title", status ? word(title_of(*status)) : plain(c.at("status"))},
                {"value", measure(c.at("value"), c.at("unit"))},
                {"op", sign_of(plain(c.at("op")))},
                {"limit", measure(c.at("limit"), c.at("unit"))},
                {"note", word(c.at("note"))},
                {"change", word(c.at("change"))},
                {"source", plain(c.at("source"))}};
    }

    /// ≤ for <=, as people write it.
    static std::string sign_of(const std::string& op) {
        if (op == "<=") return "≤";
        if (op == ">=") return "≥";
        return op;
    }

    /// Each source once, with the criteria that rest on it.
    static void cite(const Json& c, std::vector<PaperRow>& citations) {
        const auto source = plain(c.at("source"));
        const auto id = plain(c.at("id"));
        for (auto& row : citations)
            if (row.at("source") == source) {
                row["criteria"] += ", " + id;
                return;
            }
        citations.push_back({{"source", source},
                             {"criteria", id},
                             {"mark", plain(c.at("mark"))},
                             {"verified", c.at("verified").get<bool>() ? "1" : "0"}});
    }

    const RunResults& m_results;
    Language m_language;
    const map::SceneLayer* m_parks;
    const map::SceneLayer* m_conflicts;
};

} // namespace

std::vector<ParkPaper> park_papers(const RunResults& results, Language language) {
    return PaperWriter(results, language).all();
}

std::map<std::string, std::vector<std::string>> paper_lists(const RunResults& results) {
    std::vector<std::string> conflict;
    if (const auto* layer = results.scene.find("conflicts")) conflict = layer->attributes.names;
    conflict.emplace_back("status_title");
    return {{"conflicts", conflict},
            {"criteria",
             {"criterion", "title", "kind", "status", "status_title", "value", "op", "limit",
              "note", "change", "source"}},
            {"facts", {"fact", "title", "value", "evidence"}},
            {"citations", {"source", "criteria", "mark", "verified"}}};
}

} // namespace geo

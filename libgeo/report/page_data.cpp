// SPDX-License-Identifier: Apache-2.0
#include "libgeo/report/page_data.hpp"

#include <algorithm>

#include "libgeo/core/verdict.hpp"
#include "libgeo/overlay/conflicts.hpp"
#include "libgeo/report/column_words.hpp"
#include "libgeo/rules/units.hpp"

namespace geo {

namespace {

using Json = nlohmann::ordered_json;

Json json_of(const Text& text) {
    return {{"zh", text.zh}, {"en", text.en}};
}

/// Decimals with which the CSV has a column of reals.
int decimals_of(std::string_view column) {
    if (column.ends_with("_m2")) return area_decimals;
    if (column.ends_with("_m")) return distance_decimals;
    return share_decimals;
}

Json cell_of(const std::string& column, const Value& value) {
    if (const auto* whole = std::get_if<std::int64_t>(&value)) return *whole;
    if (const auto* text = std::get_if<std::string>(&value)) return *text;
    if (const auto* real = std::get_if<double>(&value))
        if (const auto number = parse_number(fixed(*real, decimals_of(column)))) return *number;
    return nullptr;
}

Json table_of(const Attributes& attributes, bool redacted) {
    auto columns = Json::array();
    auto rows = Json::array();
    const auto count = attributes.columns.empty() ? 0 : attributes.columns[0].size();
    for (std::size_t r = 0; r < count; ++r) rows.push_back(Json::array());
    for (std::size_t c = 0; c < attributes.names.size(); ++c) {
        if (redacted && names_a_place(attributes.names[c])) continue;
        columns.push_back(attributes.names[c]);
        for (std::size_t r = 0; r < count; ++r)
            rows[r].push_back(cell_of(attributes.names[c], attributes.columns[c][r]));
    }
    return {{"columns", columns}, {"rows", rows}};
}

/// A table that was read from CSV, where numbers are texts.
Attributes with_numbers(const Table& table, std::initializer_list<std::string_view> numbers) {
    Attributes attributes;
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
        const auto& name = table.columns[c].name;
        attributes.names.push_back(name);
        auto& column = attributes.columns.emplace_back();
        const bool is_number = std::find(numbers.begin(), numbers.end(), name) != numbers.end();
        for (const auto& row : table.rows) {
            const auto number = is_number ? to_number(row[c]) : std::nullopt;
            column.push_back(number ? Value(*number) : row[c]);
        }
    }
    return attributes;
}

Value value_of(const Json& json) {
    if (json.is_number_integer()) return json.get<std::int64_t>();
    if (json.is_number()) return json.get<double>();
    if (json.is_string()) return json.get<std::string>();
    return {};
}

/// One line of a trace: quantities in words, the rest as it is.
Json criterion_of(const Json& line) {
    Json out;
    for (const auto* key : {"id", "title", "kind", "status", "op"}) out[key] = line.at(key);
    const auto unit = line.at("unit").get<std::string>();
    out["value"] = json_of(quantity(value_of(line.at("value")), unit));
    out["limit"] = json_of(quantity(value_of(line.at("limit")), unit));
    if (!line.at("margin").is_null())
        out["margin"] = json_of(quantity(value_of(line.at("margin")), unit));
    for (const auto* key : {"points", "weight", "source", "mark", "verified", "missing", "evidence",
                            "note", "change"})
        out[key] = line.at(key);
    return out;
}

Json verdict_of(const Json& explained) {
    Json out;
    out["id"] = explained.at("subject").at("id");
    for (const auto* key : {"outcome", "result", "reason", "least_change", "score",
                            "score_possible", "score_line", "tables"})
        out[key] = explained.at(key);
    out["trace"] = Json::array();
    for (const auto& line : explained.at("trace")) out["trace"].push_back(criterion_of(line));
    return out;
}

/// What the page says about its run. The extent of the project is a place and stays out.
Json run_of(const RunResults& results) {
    Json run;
    for (const auto* key : {"project", "as_of", "versions", "pack", "layers", "inputs"})
        run[key] = results.manifest.at(key);
    run["crs"] = results.manifest.at("options").at("dst_crs");
    run["results_sha256"] = results.scene.run.data_version;
    if (!results.verdicts.empty()) run["document"] = results.verdicts[0].at("pack").at("document");
    return run;
}

Json rule_titles(const map::LayerStyle& style, const std::string& field) {
    Json titles = Json::object();
    for (const auto& rule : style.rules)
        for (const auto& condition : rule.where)
            if (condition.field == field)
                for (const auto& value : condition.values) titles[value] = json_of(rule.title);
    return titles;
}

} // namespace

Json page_data(const RunResults& results, bool redacted) {
    Json data;
    data["schema_version"] = 1;
    data["redacted"] = redacted;
    data["run"] = run_of(results);
    for (const auto& layer : results.scene.layers)
        data["tables"][layer.name] = table_of(layer.attributes, redacted);
    data["tables"]["coverage"] =
        table_of(with_numbers(results.coverage, {"denominator", "named", "rate_count", "area_m2",
                                                 "named_area_m2", "rate_area", "still_needed"}),
                 redacted);
    data["tables"]["problems"] = table_of(with_numbers(results.problems, {"lon", "lat"}), redacted);
    data["verdicts"] = Json::array();
    for (const auto& explained : results.verdicts)
        data["verdicts"].push_back(verdict_of(explained));
    return data;
}

Json page_words(const map::StylePack& styles) {
    Json words;
    for (const auto& name : outcome_names())
        words["verdict"][name] = json_of(title_of(*outcome_named(name)));
    for (const auto status :
         {CriterionStatus::passed, CriterionStatus::failed, CriterionStatus::unknown,
          CriterionStatus::review, CriterionStatus::not_applicable, CriterionStatus::disabled})
        words["criterion"][std::string(name_of(status))] = json_of(title_of(status));
    for (const auto status :
         {ConflictStatus::violation, ConflictStatus::review, ConflictStatus::sliver,
          ConflictStatus::below_minimum, ConflictStatus::finding})
        words["conflict"][std::string(name_of(status))] = json_of(title_of(status));
    for (const auto& style : styles.layers) {
        if (style.source == "zones") words["zone_class"] = rule_titles(style, "class");
        if (style.source == "sites") words["site"] = rule_titles(style, "status");
    }
    return words;
}

} // namespace geo

// SPDX-License-Identifier: Apache-2.0
#include "libgeo/report/provenance_tables.hpp"

#include <filesystem>

#include <nlohmann/json.hpp>

#include "libgeo/core/error.hpp"
#include "libgeo/io/staging.hpp"
#include "libgeo/report/manifest_file.hpp"

namespace geo {

namespace {

using Json = nlohmann::ordered_json;

Json json_in(const std::string& folder, const char* name) {
    const auto path = (std::filesystem::path(folder) / name).string();
    auto json = Json::parse(read_whole_file(path), nullptr, false);
    if (!json.is_discarded()) return json;
    throw InputError({path + "：不是有效的 JSON，文件可能已损坏。请重新运行项目。",
                      path + ": this is no valid JSON; the file may be damaged. Run the project "
                             "again."});
}

Value value_of(const Json& json) {
    if (json.is_string()) return json.get<std::string>();
    if (json.is_number_integer()) return json.get<std::int64_t>();
    if (json.is_number()) return json.get<double>();
    if (json.is_boolean()) return std::int64_t{json.get<bool>() ? 1 : 0};
    return {};
}

/// The value as a text that a table of mixed figures can hold.
Value text_of(const Json& json) {
    const auto value = value_of(json);
    return is_unknown(value) ? value : Value(to_text(value));
}

std::string joined(const Json& list) {
    std::string text;
    for (const auto& item : list) text += (text.empty() ? "" : ";") + item.get<std::string>();
    return text;
}

/// Counts and sums; those of groups ("verdicts") as "verdicts: close".
Table overview_of(const Json& summary) {
    Table table{"overview", {text_column("figure"), real_column("number", all_decimals)}, {}};
    for (const auto& [name, json] : summary.items()) {
        if (json.is_number() && name != "schema_version")
            table.rows.push_back({name, json.get<double>()});
        if (!json.is_object()) continue;
        for (const auto& [part, count] : json.items())
            if (count.is_number()) table.rows.push_back({name + ": " + part, count.get<double>()});
    }
    return table;
}

Table traces_of(const Json& verdicts) {
    Table table{"traces",
                {text_column("park_id"), text_column("park_name"), text_column("criterion"),
                 text_column("title_zh"), text_column("title_en"), text_column("kind"),
                 text_column("status"), text_column("value"), text_column("op"),
                 text_column("limit"), text_column("unit"), text_column("source"),
                 text_column("mark"), whole_column("verified"), text_column("evidence"),
                 text_column("note_zh"), text_column("note_en")},
                {}};
    for (const auto& verdict : verdicts)
        for (const auto& c : verdict.at("trace"))
            table.rows.push_back(
                {value_of(verdict.at("subject").at("id")),
                 value_of(verdict.at("subject").at("name")), value_of(c.at("id")),
                 value_of(c.at("title").at("zh")), value_of(c.at("title").at("en")),
                 value_of(c.at("kind")), value_of(c.at("status")), text_of(c.at("value")),
                 value_of(c.at("op")), text_of(c.at("limit")), value_of(c.at("unit")),
                 value_of(c.at("source")), value_of(c.at("mark")), value_of(c.at("verified")),
                 joined(c.at("evidence")), value_of(c.at("note").at("zh")),
                 value_of(c.at("note").at("en"))});
    return table;
}

Table layers_of(const Json& manifest) {
    Table table{"layers",
                {text_column("layer"), text_column("role"), text_column("datum"),
                 real_column("accuracy_m", all_decimals), text_column("crs"),
                 text_column("operation"), text_column("policy"),
                 real_column("operation_accuracy_m", all_decimals), whole_column("read"),
                 whole_column("used"), whole_column("repaired"), whole_column("rejected"),
                 whole_column("under_review")},
                {}};
    for (const auto& l : manifest.at("layers")) {
        const auto& crs = l.at("crs");
        table.rows.push_back({value_of(l.at("layer")), value_of(l.at("role")),
                              value_of(l.at("datum")), value_of(l.at("accuracy_m")),
                              value_of(crs.at("code").get<std::string>().empty() ? crs.at("source")
                                                                                 : crs.at("code")),
                              value_of(crs.at("operation")), value_of(crs.at("policy")),
                              value_of(crs.at("accuracy_m")), value_of(l.at("read")),
                              value_of(l.at("used")), value_of(l.at("repaired")),
                              value_of(l.at("rejected")), value_of(l.at("review"))});
    }
    return table;
}

/// One row a fact of a park: also those that no criterion reads.
Table facts_of(const Json& verdicts) {
    Table table{"facts",
                {text_column("park_id"), text_column("park_name"), text_column("fact"),
                 text_column("fact_title_zh"), text_column("fact_title_en"), text_column("value"),
                 text_column("unit"), text_column("evidence")},
                {}};
    for (const auto& verdict : verdicts)
        for (const auto& fact : verdict.at("facts")) {
            const auto title = fact.value("title", Json{{"zh", ""}, {"en", ""}});
            table.rows.push_back({value_of(verdict.at("subject").at("id")),
                                  value_of(verdict.at("subject").at("name")),
                                  value_of(fact.at("name")), value_of(title.at("zh")),
                                  value_of(title.at("en")), text_of(fact.at("value")),
                                  value_of(fact.at("unit")), value_of(fact.at("evidence"))});
        }
    return table;
}

/// Options of the run, a list joined with ';'.
void add_options(Table& table, const Json& manifest) {
    const auto add = [&](const std::string& name, const Json& json) {
        std::string text;
        if (json.is_array())
            for (const auto& item : json)
                text += (text.empty() ? "" : ";") + to_text(value_of(item));
        else
            text = to_text(value_of(json));
        table.rows.push_back({std::string("option"), name, text});
    };
    add("as_of", manifest.at("as_of"));
    add("extent", manifest.at("extent"));
    for (const auto& [name, json] : manifest.at("options").items()) add(name, json);
}

Table files_of(const ManifestFile& m, const Json& manifest) {
    Table table{"provenance",
                {text_column("part"), text_column("path"), text_column("sha256_or_version")},
                {}};
    table.rows.push_back({std::string("version"), std::string("parkline"), m.parkline});
    table.rows.push_back({std::string("version"), std::string("GDAL"), m.gdal});
    table.rows.push_back({std::string("version"), std::string("GEOS"), m.geos});
    table.rows.push_back({std::string("version"), std::string("PROJ"), m.proj});
    table.rows.push_back({std::string("pack"), m.pack_id, m.pack_version});
    add_options(table, manifest);
    for (const auto& file : m.inputs)
        table.rows.push_back({std::string("input"), file.path, file.sha256});
    for (const auto& file : m.outputs)
        if (!file.path.starts_with("report.")) // these are made from the others
            table.rows.push_back({std::string("output"), file.path, file.sha256});
    return table;
}

} // namespace

Provenance read_provenance(const std::string& folder) {
    const auto manifest = read_manifest(folder);
    Provenance p;
    p.project = manifest.project;
    p.as_of = manifest.as_of;
    p.parkline = "parkline " + manifest.parkline;
    for (const auto& file : manifest.outputs)
        if (file.path == "results.gpkg") p.data_version = file.sha256.substr(0, 12);
    p.overview = overview_of(json_in(folder, "summary.json"));
    const auto verdicts = json_in(folder, "verdicts.json");
    p.traces = traces_of(verdicts);
    p.facts = facts_of(verdicts);
    const auto json = json_in(folder, "manifest.json");
    p.layers = layers_of(json);
    p.files = files_of(manifest, json);
    return p;
}

} // namespace geo

// SPDX-License-Identifier: Apache-2.0
#include "libgeo/report/sarif.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "libgeo/io/staging.hpp"
#include "libgeo/report/finding_geometry.hpp"

namespace geo {

namespace {

using Json = nlohmann::ordered_json;

constexpr const char* base = "INPUT"; // the folder of the input, whatever it is called here

/// A path as a URI: bytes that RFC 3986 does not let stand are written in hexadecimal.
std::string uri_of(const std::string& path) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    constexpr std::string_view plain =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
        "-._~/";
    std::string uri;
    for (const char c : path) {
        const auto byte = static_cast<unsigned char>(c);
        if (plain.find(c) != std::string_view::npos)
            uri += c;
        else
            uri += {'%', digits[byte >> 4U], digits[byte & 15U]};
    }
    return uri;
}

Json both(const Text& text) {
    return Json{{"zh", text.zh}, {"en", text.en}};
}

Json message_of(const Text& text, Language language) {
    return Json{{"text", in(text, language)}, {"properties", both(text)}};
}

Json artifact_of(const std::string& file) {
    return Json{{"uri", uri_of(file)}, {"uriBaseId", base}};
}

Json location_of(const Finding& finding) {
    Json location;
    if (!finding.file.empty())
        location["physicalLocation"] = {{"artifactLocation", artifact_of(finding.file)}};
    Json logical{{"kind", finding.feature_id.empty() ? "layer" : "feature"}};
    if (!finding.feature_id.empty()) logical["name"] = finding.feature_id;
    logical["fullyQualifiedName"] =
        finding.feature_id.empty() ? finding.layer : finding.layer + "/" + finding.feature_id;
    location["logicalLocations"] = Json::array({std::move(logical)});
    return location;
}

Json related_of(const Finding& finding) {
    auto all = Json::array();
    for (const auto& other : finding.related) {
        Finding place;
        place.layer = other.layer;
        place.feature_id = other.feature_id;
        auto location = location_of(place);
        location["id"] = all.size();
        all.push_back(std::move(location));
    }
    return all;
}

/// Members that only the findings of a run have.
void add_identity(Json& result, const Finding& finding) {
    if (!finding.related.empty()) result["relatedLocations"] = related_of(finding);
    if (!finding.id.empty()) result["fingerprints"] = {{"parkline/v1", finding.id}};
    if (!finding.state.empty()) result["properties"]["state"] = finding.state;
}

Json result_of(const Finding& finding, std::size_t rule, const FindingReport& report) {
    Json result{{"ruleId", finding.rule},
                {"ruleIndex", rule},
                {"level", std::string(name_of(finding.severity))},
                {"message", message_of(finding.message, report.language)},
                {"locations", Json::array({location_of(finding)})}};
    result["properties"] = {{"layer", finding.layer},
                            {"feature_id", finding.feature_id},
                            {"geometry", finding_geometry(finding, report.shapes)}};
    add_identity(result, finding);
    return result;
}

Json rule_of(const std::string& id, const FindingRule* rule, Language language) {
    Json json{{"id", id}};
    if (!rule) return json;
    json["shortDescription"] = {{"text", in(rule->title, language)}};
    if (!rule->remedy.en.empty()) json["help"] = {{"text", in(rule->remedy, language)}};
    json["properties"] = {{"title", both(rule->title)}, {"remedy", both(rule->remedy)}};
    return json;
}

/// Ids of the rules that findings refer to, sorted, each with its place.
std::map<std::string, std::size_t> rules_in_use(const FindingReport& report) {
    std::map<std::string, std::size_t> places;
    for (const auto& finding : report.findings) places[finding.rule] = 0;
    std::size_t next = 0;
    for (auto& [id, place] : places) place = next++;
    return places;
}

Json driver_of(const FindingReport& report, const std::map<std::string, std::size_t>& places) {
    auto rules = Json::array();
    for (const auto& [id, place] : places) {
        const auto known =
            std::find_if(report.rules.begin(), report.rules.end(),
                         [&, &wanted = id](const auto& r) { return r.id == wanted; });
        rules.push_back(
            rule_of(id, known == report.rules.end() ? nullptr : &*known, report.language));
    }
    return Json{{"name", "parkline"},
                {"semanticVersion", report.version},
                {"language", report.language == Language::zh ? "zh-CN" : "en"},
                {"rules", std::move(rules)}};
}

Json run_of(const FindingReport& report) {
    const auto places = rules_in_use(report);
    Json run{{"tool", {{"driver", driver_of(report, places)}}}};
    run["originalUriBaseIds"] = {{base, {{"description", {{"text", "the folder of the input"}}}}}};
    auto artifacts = Json::array();
    for (const auto& file : report.inputs)
        artifacts.push_back(
            {{"location", artifact_of(file.path)}, {"hashes", {{"sha-256", file.sha256}}}});
    run["artifacts"] = std::move(artifacts);
    auto results = Json::array();
    for (const auto& finding : report.findings)
        results.push_back(result_of(finding, places.at(finding.rule), report));
    run["results"] = std::move(results);
    run["columnKind"] = "unicodeCodePoints";
    auto counts = Json::object();
    for (const auto& count : report.counts) counts[count.name] = count.number;
    run["properties"] = {{"counts", std::move(counts)}};
    return run;
}

} // namespace

std::string to_sarif(const FindingReport& report) {
    const Json log{{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                   {"version", "2.1.0"},
                   {"runs", Json::array({run_of(report)})}};
    return sarif_text(log);
}

std::string finding_id(const std::string& rule, const std::vector<std::string>& about) {
    std::string key = rule;
    for (const auto& part : about) key += '\0' + part; // no text has this byte
    return sha256_of(std::as_bytes(std::span(key))).substr(0, 16);
}

void tell_ids_apart(std::vector<Finding>& findings) {
    std::map<std::string, std::size_t> seen;
    for (auto& finding : findings) {
        const auto times = ++seen[finding.id];
        if (times > 1) finding.id = finding_id(finding.id, {std::to_string(times)});
    }
}

std::vector<Finding> findings_of(const Problems& problems, const std::vector<LayerFile>& files) {
    std::vector<Finding> findings;
    findings.reserve(problems.size());
    for (const auto& p : problems) {
        const auto named = std::find_if(files.begin(), files.end(),
                                        [&](const auto& f) { return f.layer == p.layer; });
        findings.push_back({p.code, p.severity, p.message,
                            named == files.end() ? std::string() : named->file, p.layer,
                            p.feature_id, p.lon, p.lat});
    }
    return findings;
}

} // namespace geo

// SPDX-License-Identifier: Apache-2.0
#include "unit/rules/case_file.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "libgeo/core/text.hpp"
#include "libgeo/rules/decide.hpp"

namespace geo::cases {

namespace {

Value value_of(std::string_view text) {
    text = trim(text);
    if (text == "unknown") return {};
    if (text.size() >= 2 && text.front() == '\'' && text.back() == '\'')
        return std::string(text.substr(1, text.size() - 2));
    const auto number = parse_number(text);
    if (!number)
        throw std::runtime_error("neither a number, 'text' nor unknown: " + std::string(text));
    const bool is_whole = text.find_first_of(".eE") == std::string_view::npos;
    if (is_whole) return static_cast<std::int64_t>(*number);
    return *number;
}

/// Splits "word rest".
std::pair<std::string, std::string> first_word(std::string_view line) {
    const auto blank = line.find(' ');
    if (blank == std::string_view::npos) return {std::string(line), {}};
    return {std::string(line.substr(0, blank)), std::string(trim(line.substr(blank)))};
}

void read_expectation(Case& one, const std::string& rest) {
    auto [what, expected] = first_word(rest);
    if (what == "status" || what == "margin" || what == "points" || what == "source") {
        const auto [id, value] = first_word(expected);
        what += " " + id;
        expected = value;
    }
    one.expect.emplace_back(what, expected == "-" ? "" : expected);
}

void read_line(CaseFile& file, std::string_view line, std::size_t number) {
    const auto [word, rest] = first_word(line);
    if (word == "pack") {
        file.pack = rest;
        return;
    }
    if (word == "case") {
        file.cases.push_back({rest, {}, {}, {}, {}, number});
        return;
    }
    const bool is_fact = rest.starts_with("=");
    if (file.cases.empty()) {
        if (!is_fact) throw std::runtime_error("not understood: " + std::string(line));
        file.facts.emplace_back(word, value_of(rest.substr(1)));
        return;
    }
    auto& one = file.cases.back();
    if (is_fact)
        one.facts.emplace_back(word, value_of(rest.substr(1)));
    else if (word == "source")
        one.source = rest;
    else if (word == "enable")
        one.enable.push_back(rest);
    else if (word == "expect")
        read_expectation(one, rest);
    else
        throw std::runtime_error("not understood: " + std::string(line));
}

std::string joined(const std::vector<std::string>& ids) {
    std::string text;
    for (const auto& id : ids) text += (text.empty() ? "" : " ") + id;
    return text;
}

std::string actual_of_line(const CriterionResult& line, const std::string& what) {
    if (what == "status") return std::string(name_of(line.status));
    if (what == "margin") return line.margin ? shortest(*line.margin) : "";
    if (what == "points") return line.points ? shortest(*line.points) : "";
    return line.source;
}

} // namespace

CaseFile read_cases(const std::string& path) {
    std::ifstream stream(path);
    if (!stream) throw std::runtime_error("cannot read " + path);
    CaseFile file;
    std::string line;
    for (std::size_t number = 1; std::getline(stream, line); ++number) {
        const auto text = trim(line);
        if (text.empty() || text.front() == '#') continue;
        try {
            read_line(file, text, number);
        } catch (const std::runtime_error& error) {
            throw std::runtime_error(path + ", line " + std::to_string(number) + ": " +
                                     error.what());
        }
    }
    return file;
}

std::vector<std::string> case_files() {
    std::vector<std::string> paths;
    for (const auto& entry : std::filesystem::directory_iterator("tests/cases/rules"))
        if (entry.path().extension() == ".case") paths.push_back(entry.path().string());
    std::sort(paths.begin(), paths.end());
    return paths;
}

Verdict verdict_on(Pack pack, const CaseFile& file, const Case& one) {
    Facts facts{"1", one.title, {}};
    for (const auto& fact : pack.facts) facts.set(fact.name, {}, fact.unit);
    for (const auto& [name, value] : file.facts) facts.set(name, value);
    for (const auto& [name, value] : one.facts) facts.set(name, value);
    for (auto& criterion : pack.criteria)
        if (std::find(one.enable.begin(), one.enable.end(), criterion.id) != one.enable.end())
            criterion.enabled = true;
    return decide(pack, facts);
}

std::string actual(const Verdict& v, const std::string& what) {
    if (what == "outcome") return std::string(name_of(v.outcome));
    if (what == "vetoes") return joined(v.vetoes);
    if (what == "failed") return joined(v.failed);
    if (what == "unknown") return joined(v.unknown);
    if (what == "review") return joined(v.review);
    if (what == "upgrades") return joined(v.upgrades);
    if (what == "score") return v.score ? shortest(*v.score) : "";
    if (what == "possible") return v.score_possible ? shortest(*v.score_possible) : "";
    if (what == "class") return v.score_class;
    if (what == "reason") return v.reason.zh + "\n" + v.reason.en;
    if (what == "least" && v.least_change.en.empty()) return {};
    if (what == "least") return v.least_change.zh + "\n" + v.least_change.en;
    const auto [kind, id] = first_word(what);
    const auto* line = find(v, id);
    if (line == nullptr) throw std::runtime_error("no such expectation or criterion: " + what);
    return actual_of_line(*line, kind);
}

bool agrees(const std::string& what, const std::string& expected, const std::string& actual) {
    const bool is_part =
        what == "reason" || (what == "least" && !expected.empty()) || what.starts_with("source ");
    if (is_part) return actual.find(expected) != std::string::npos;
    const auto number = parse_number(expected);
    return number ? number == parse_number(actual) : expected == actual;
}

} // namespace geo::cases

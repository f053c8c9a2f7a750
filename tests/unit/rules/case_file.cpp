// SPDX-License-Identifier: Apache-2.0
#include "unit/rules/case_file.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "libgeo/core/text.hpp"

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
    if (what == "status" || what == "margin" || what == "points" || what == "source" ||
        what == "table" || what == "value" || what == "measured") {
        const auto [id, value] = first_word(expected);
        what += " " + id;
        expected = value;
    }
    one.expect.emplace_back(what, expected == "-" ? "" : expected);
}

/// "ladder ID fact: value status, value status, ..." makes one case a rung.
void read_ladder(CaseFile& file, const std::string& text, std::size_t number) {
    const auto colon = text.find(':');
    if (colon == std::string::npos) throw std::runtime_error("a ladder needs ID fact: rungs");
    const auto [id, fact] = first_word(trim(std::string_view(text).substr(0, colon)));
    std::string rest(trim(std::string_view(text).substr(colon + 1)));
    while (!rest.empty()) {
        const auto comma = rest.find(',');
        const auto [value, status] = first_word(trim(std::string_view(rest).substr(0, comma)));
        Case rung{id + " " + fact + " = " + value, {}, {}, {}, {}, number};
        rung.ladder = id;
        rung.facts.emplace_back(fact, value_of(value));
        if (id != "result") rung.enable.push_back(id);
        const bool is_result = id == "result";
        rung.expect.emplace_back(is_result ? "result" : "status " + id,
                                 status == "-" ? "" : status);
        file.cases.push_back(std::move(rung));
        rest = comma == std::string::npos ? "" : std::string(trim(rest.substr(comma + 1)));
    }
}

/// "with PARAMETER = value", "population FACT = value, value, ..."
void read_surroundings(Case& one, const std::string& word, const std::string& rest) {
    const auto equals = rest.find('=');
    if (equals == std::string::npos) throw std::runtime_error(word + " needs a name and =");
    const std::string name(trim(std::string_view(rest).substr(0, equals)));
    std::string values = rest.substr(equals + 1);
    if (word == "with") {
        one.parameters.emplace_back(name, value_of(values));
        return;
    }
    one.of = name;
    for (std::size_t comma = 0; comma != std::string::npos;) {
        comma = values.find(',');
        one.others.push_back(value_of(values.substr(0, comma)));
        if (comma != std::string::npos) values.erase(0, comma + 1);
    }
}

void read_statement(Case& one, const std::string& word, const std::string& rest) {
    if (rest.starts_with("="))
        one.facts.emplace_back(word, value_of(rest.substr(1)));
    else if (word == "source")
        one.source = rest;
    else if (word == "enable")
        one.enable.push_back(rest);
    else if (word == "expect")
        read_expectation(one, rest);
    else if (word == "with" || word == "population")
        read_surroundings(one, word, rest);
    else
        throw std::runtime_error("not understood: " + word);
}

/// `first` is the first case that statements speak of: the last one, or all rungs of a ladder.
void read_line(CaseFile& file, std::string_view line, std::size_t number, std::size_t& first) {
    const auto [word, rest] = first_word(line);
    if (word == "pack") {
        file.pack = rest;
    } else if (word == "case" || word == "ladder") {
        first = file.cases.size();
        if (word == "case")
            file.cases.push_back({rest, {}, {}, {}, {}, number});
        else
            read_ladder(file, rest, number);
    } else if (file.cases.empty()) {
        if (!rest.starts_with("=")) throw std::runtime_error("not understood: " + word);
        file.facts.emplace_back(word, value_of(rest.substr(1)));
    } else {
        for (std::size_t i = first; i < file.cases.size(); ++i)
            read_statement(file.cases[i], word, rest);
    }
}

std::string joined(const std::vector<std::string>& ids) {
    std::string text;
    for (const auto& id : ids) text += (text.empty() ? "" : " ") + id;
    return text;
}

std::string actual_of_line(const CriterionResult& line, const std::string& what) {
    if (what == "status") return std::string(name_of(line.status));
    if (what == "value") return to_text(line.value);
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
    std::size_t first = 0;
    for (std::size_t number = 1; std::getline(stream, line); ++number) {
        const auto text = trim(line);
        if (text.empty() || text.front() == '#') continue;
        try {
            read_line(file, text, number, first);
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

Verdict Runner::verdict_on(const CaseFile& file, const Case& one) {
    Facts facts{"1", one.title, {}};
    for (const auto& fact : m_pack.facts) facts.set(fact.name, {}, fact.unit);
    for (const auto* list : {&file.facts, &one.facts})
        for (const auto& [name, value] : *list) {
            if (facts.find(name) == nullptr)
                throw std::runtime_error("the pack declares no fact " + name);
            facts.set(name, value);
        }
    auto& decider = decider_for(one, facts);
    if (!one.of.empty()) {
        std::vector<Facts> all{facts};
        for (const auto& other : one.others) {
            all.push_back(facts);
            all.back().set(one.of, other);
        }
        decider.use(population_of(m_pack, all));
    } else {
        decider.use({});
    }
    return decider.decide(facts);
}

std::string Runner::actual(const Verdict& verdict, const std::string& what) const {
    const auto [kind, name] = first_word(what);
    if (kind != "measured") return cases::actual(verdict, what);
    for (const auto& fact : m_pack.facts)
        if (fact.name == name) return fact.measured ? describe(*fact.measured).en : "";
    throw std::runtime_error("the pack declares no fact " + name);
}

Decider& Runner::decider_for(const Case& one, const Facts& facts) {
    auto key = one.enable;
    for (const auto& [name, value] : one.parameters) key.push_back(name + "=" + to_text(value));
    const auto known = m_deciders.find(key);
    if (known != m_deciders.end()) return known->second;
    auto pack = m_pack;
    const auto is_wanted = [&](const std::string& id) {
        return std::find(one.enable.begin(), one.enable.end(), id) != one.enable.end();
    };
    for (auto& criterion : pack.criteria)
        if (is_wanted(criterion.id)) criterion.enabled = true;
    for (auto& table : pack.tables)
        if (is_wanted(table.id)) table.enabled = true;
    for (const auto& [name, value] : one.parameters)
        for (auto& parameter : pack.parameters)
            if (parameter.id == name) parameter.value = value;
    std::vector<std::string> names;
    for (const auto& fact : facts.list) names.push_back(fact.name);
    return m_deciders.emplace(std::move(key), Decider(pack, names)).first->second;
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
    if (what == "result") return v.result;
    if (what == "reason") return v.reason.zh + "\n" + v.reason.en;
    if (what == "least" && v.least_change.en.empty()) return {};
    if (what == "least") return v.least_change.zh + "\n" + v.least_change.en;
    const auto [kind, id] = first_word(what);
    for (const auto& table : v.tables)
        if (table.id == id) return to_text(table.value);
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

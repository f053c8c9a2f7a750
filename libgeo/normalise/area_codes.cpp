// SPDX-License-Identifier: Apache-2.0
#include "libgeo/normalise/area_codes.hpp"

#include <algorithm>
#include <set>

#include "libgeo/core/error.hpp"
#include "libgeo/io/raw_layer.hpp"

namespace geo {

namespace {

constexpr std::size_t code_digits = 6;

std::string cell(const RawLayer& list, const char* chinese, const char* english, std::size_t row,
                 const std::string& path) {
    auto column = list.attributes.find(chinese);
    if (!column) column = list.attributes.find(english);
    if (column) return std::string(trim(to_text(list.attributes.columns[*column][row])));
    throw ConfigError(
        {path + "：区划代码表缺少列 '" + chinese + "'（或 '" + english + "'）。请补上。",
         path + ": the list of area codes has no column '" + std::string(english) + "' (or '" +
             chinese + "'). Add it."});
}

int year_of(const std::string& text, int unknown) {
    const auto number = parse_number(text);
    return number ? static_cast<int>(*number) : unknown;
}

std::vector<std::string> split(const std::string& text) {
    std::vector<std::string> parts;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find(';', at), text.size());
        parts.emplace_back(trim(std::string_view(text).substr(at, end - at)));
        at = end + 1;
    }
    return parts;
}

} // namespace

AreaCodes AreaCodes::read(const std::string& path) {
    LayerSpec spec;
    spec.path = path;
    const auto list = read_layer(spec);
    AreaCodes codes;
    for (std::size_t row = 0; row < list.features(); ++row) {
        const auto text = [&](const char* zh, const char* en) {
            return cell(list, zh, en, row, path);
        };
        const auto code = text("代码", "code");
        if (code.size() != code_digits || !parse_number(code))
            throw ConfigError({path + "：'" + code + "' 不是六位区划代码。请改正。",
                               path + ": '" + code + "' is no code of six digits. Correct it."});
        codes.add(code, {text("名称", "name"), year_of(text("启用时间", "from"), 0),
                         year_of(text("变更/弃用时间", "until"), 0),
                         split(text("新代码", "successors"))});
    }
    return codes;
}

void AreaCodes::add(const std::string& code, AreaCodePeriod period) {
    auto& periods = m_codes[code];
    periods.push_back(std::move(period));
    std::sort(periods.begin(), periods.end(),
              [](const auto& a, const auto& b) { return a.from < b.from; });
}

const AreaCodePeriod* AreaCodes::in(const std::string& code, int year) const {
    const auto found = m_codes.find(code);
    if (found == m_codes.end()) return nullptr;
    const AreaCodePeriod* holds = nullptr; // the later one in a year of change
    for (const auto& period : found->second)
        if (period.until == 0 ? year == 0 || period.from <= year
                              : period.from <= year && year < period.until)
            holds = &period;
    return holds;
}

const AreaCodePeriod* AreaCodes::last(const std::string& code) const {
    const auto found = m_codes.find(code);
    return found == m_codes.end() ? nullptr : &found->second.back();
}

std::vector<std::string> AreaCodes::successors_in(const std::string& code, int year) const {
    std::set<std::string> seen;
    std::set<std::string> in_force;
    std::vector<std::string> open{code};
    while (!open.empty()) {
        const auto next = open.back();
        open.pop_back();
        if (!seen.insert(next).second) continue;
        if (next != code && (in(next, year) || !knows(next))) in_force.insert(next);
        const auto* period = last(next);
        if (period && !in(next, year))
            open.insert(open.end(), period->successors.begin(), period->successors.end());
    }
    return {in_force.begin(), in_force.end()};
}

} // namespace geo

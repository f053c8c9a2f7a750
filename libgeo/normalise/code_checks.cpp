// SPDX-License-Identifier: Apache-2.0
#include "libgeo/normalise/code_checks.hpp"

#include "libgeo/core/credit_code.hpp"
#include "libgeo/core/industry_code.hpp"
#include "libgeo/core/name_form.hpp"
#include "libgeo/normalise/field_words.hpp"
#include "libgeo/normalise/fields.hpp"

namespace geo {

namespace {

constexpr std::size_t county_digits = 6;

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const auto& word : words) text += (text.empty() ? "" : ", ") + word;
    return text;
}

class CodeChecks {
  public:
    CodeChecks(const RawLayer& raw, const LayerSpec& spec, const AreaCodes* areas, int year)
        : m_raw(raw), m_spec(spec), m_areas(areas), m_year(year), m_ids(ids_of(raw, spec)) {}

    Problems run() {
        if (const auto column = likely_field(m_raw, m_spec, "credit_code")) credit(*column);
        if (const auto column = likely_field(m_raw, m_spec, "county_code"); column && m_areas)
            areas(*column);
        if (const auto column = likely_field(m_raw, m_spec, "industry_code")) industry(*column);
        return std::move(m_problems);
    }

  private:
    /// The rows of each text of a column, by text.
    std::map<std::string, std::vector<std::size_t>> rows_by_text(std::size_t column) const {
        std::map<std::string, std::vector<std::size_t>> rows;
        for (std::size_t row = 0; row < m_raw.features(); ++row) {
            auto text = std::string(trim(to_text(m_raw.attributes.columns[column][row])));
            if (!text.empty()) rows[std::move(text)].push_back(row);
        }
        return rows;
    }

    void say(std::size_t row, const std::string& code, Text text) {
        m_problems.push_back({m_raw.subject, m_ids[row], code, Severity::warning, no_place(),
                              no_place(), std::move(text)});
    }

    void credit(std::size_t column) {
        for (std::size_t row = 0; row < m_raw.features(); ++row) {
            const auto text = to_text(m_raw.attributes.columns[column][row]);
            if (trim(text).empty()) continue;
            const auto code = read_credit_code(text);
            if (code.ok()) continue;
            say(row, "credit_code_wrong", fault_of(code));
        }
    }

    static Text fault_of(const CreditCode& code) {
        Text text{"统一社会信用代码 '" + code.text + "' ", "the credit code '" + code.text + "' "};
        if (!code.has_form)
            return {text.zh + "不是 18 位（数字和除 I、O、S、V、Z 外的大写字母）。请核对。",
                    text.en + "has not 18 digits and capitals without I, O, S, V, Z. Check it."};
        const std::string organisation(1, code.organisation);
        const std::string check(1, code.check);
        if (!code.organisation_ok) {
            text.zh += "第 17 位（主体标识校验）应为 " + organisation;
            text.en += "has a wrong 17th digit (organisation), it must be " + organisation;
        }
        if (!code.organisation_ok && !code.check_ok) text.zh += "，", text.en += ", and ";
        if (!code.check_ok) {
            text.zh += "第 18 位（总校验）应为 " + check;
            text.en += "has a wrong 18th digit (the whole), it must be " + check;
        }
        return {text.zh + "。记录保留，请核对。", text.en + ". The row is kept; check it."};
    }

    void areas(std::size_t column) {
        std::map<std::string, std::vector<std::size_t>> counties;
        for (const auto& [text, rows] : rows_by_text(column)) {
            auto& all = counties[text.substr(0, county_digits)];
            all.insert(all.end(), rows.begin(), rows.end());
        }
        for (const auto& [code, rows] : counties) area(code, rows);
    }

    void area(const std::string& code, const std::vector<std::size_t>& rows) {
        const auto n = std::to_string(rows.size());
        const auto* period = m_areas->in(code, m_year);
        if (period) return names(code, *period, rows);
        const auto* last = m_areas->last(code);
        if (!last)
            return say(rows[0], "area_code_unknown",
                       {n + " 个要素的区划代码 '" + code + "' 不在代码表中。请核对。",
                        n + " features have the area code '" + code +
                            "', which is in no list. Check it."});
        const auto next = joined(with_names(m_areas->successors_in(code, m_year)));
        const auto end = std::to_string(last->until);
        say(rows[0], "area_code_old",
            {n + " 个要素的区划代码 " + code + "（" + last->name + "）在" + year().zh +
                 "无效，用到 " + end + " 年；后继：" + (next.empty() ? "不明" : next) + "。",
             n + " features have the area code " + code + " (" + last->name +
                 "), which is not in force " + year().en + " (until " + end +
                 "); it became: " + (next.empty() ? "unknown" : next) + "."});
    }

    std::vector<std::string> with_names(const std::vector<std::string>& codes) const {
        std::vector<std::string> named;
        for (const auto& code : codes)
            named.push_back(m_areas->knows(code) ? code + " " + m_areas->in(code, m_year)->name
                                                 : code);
        return named;
    }

    Text year() const {
        if (m_year == 0) return {"现在", "now"};
        const auto n = std::to_string(m_year);
        return {" " + n + " 年", "in " + n};
    }

    /// Names of the county that the code does not have in this year.
    void names(const std::string& code, const AreaCodePeriod& period,
               const std::vector<std::size_t>& rows) {
        const auto column = likely_field(m_raw, m_spec, "county");
        if (!column) return;
        std::map<std::string, std::size_t> others; // name -> first row
        for (const auto row : rows) {
            const auto name = to_text(m_raw.attributes.columns[*column][row]);
            if (!trim(name).empty() && standard_name(name) != standard_name(period.name))
                others.emplace(name, row);
        }
        for (const auto& [name, row] : others)
            say(row, "area_name_old",
                {"县区 '" + name + "' 与代码 " + code + " 在" + year().zh + "的名称 '" +
                     period.name + "' 不符。请核对。",
                 "the county '" + name + "' is not what the code " + code + " stands for " +
                     year().en + ", '" + period.name + "'. Check it."});
    }

    void industry(std::size_t column) {
        for (const auto& [text, rows] : rows_by_text(column)) {
            const auto n = std::to_string(rows.size());
            const auto code = read_industry_code(text);
            if (!code)
                say(rows[0], "industry_code_unclear",
                    {n + " 个要素的行业代码 '" + text + "' 不是 GB/T 4754 的单个类别。",
                     n + " features have '" + text +
                         "' as industry code, which is no single "
                         "class of GB/T 4754."});
            else if (code->letter_differs)
                say(rows[0], "industry_letter_differs",
                    {n + " 个要素的行业代码 '" + text + "' 的门类字母不对，应为 " + code->code +
                         "。",
                     n + " features have the industry code '" + text +
                         "' with another section's letter; it is " + code->code + "."});
        }
    }

    const RawLayer& m_raw;
    const LayerSpec& m_spec;
    const AreaCodes* m_areas;
    int m_year;
    std::vector<std::string> m_ids;
    Problems m_problems;
};

} // namespace

Problems check_codes(const RawLayer& raw, const LayerSpec& spec, const AreaCodes* areas, int year) {
    return CodeChecks(raw, spec, areas, year).run();
}

void add_industry_column(RawLayer& raw, const LayerSpec& spec) {
    const auto column = likely_field(raw, spec, "industry_code");
    if (!column) return;
    const auto name = raw.attributes.names[*column] + "_gbt4754";
    if (raw.attributes.find(name)) return;
    std::vector<Value> full;
    for (const auto& value : raw.attributes.columns[*column]) {
        const auto code = read_industry_code(to_text(value));
        full.push_back(code ? Value(code->code) : Value());
    }
    raw.attributes.names.push_back(name);
    raw.attributes.columns.push_back(std::move(full));
}

} // namespace geo

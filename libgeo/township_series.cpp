// SPDX-License-Identifier: Apache-2.0
#include "libgeo/township_series.hpp"

#include <algorithm>
#include <tuple>

#include "libgeo/core/date.hpp"
#include "libgeo/core/error.hpp"
#include "libgeo/io/list_file.hpp"
#include "libgeo/township_records.hpp"

namespace geo {

namespace {

/// The rows of a list as texts, column by column.
class TextRows {
  public:
    explicit TextRows(const std::string& path) : m_list(read_list_file(path)) {}
    std::size_t size() const { return m_list.features(); }
    std::string needed(const char* column, std::size_t row) const {
        return to_text(m_list.attributes.columns[column_named(m_list, column)][row]);
    }
    /// "awards.csv, row 3", the header not counted.
    std::string place(std::size_t row) const {
        return m_list.subject + ", row " + std::to_string(row + 1);
    }
    Value optional(const char* column, std::size_t row) const {
        const auto found = m_list.attributes.find(column);
        return found ? m_list.attributes.columns[*found][row] : Value();
    }

  private:
    RawLayer m_list;
};

std::vector<Award> read_awards(const std::string& path) {
    const TextRows rows(path);
    std::vector<Award> awards;
    for (std::size_t i = 0; i < rows.size(); ++i)
        awards.push_back({rows.needed("code", i), rows.needed("title", i), rows.needed("status", i),
                          rows.needed("named_on", i), to_text(rows.optional("batch", i)),
                          rows.place(i), to_text(rows.optional("document", i))});
    return awards;
}

std::vector<TitleSpec> read_titles(const std::string& path) {
    const TextRows rows(path);
    std::vector<TitleSpec> titles;
    for (std::size_t i = 0; i < rows.size(); ++i)
        titles.push_back({rows.needed("title", i), rows.needed("name", i), rows.needed("from", i),
                          rows.needed("to", i), rows.needed("counts_as", i)});
    return titles;
}

std::vector<LineageStep> read_lineage(const std::string& path) {
    const TextRows rows(path);
    std::vector<LineageStep> steps;
    for (std::size_t i = 0; i < rows.size(); ++i)
        steps.push_back({rows.needed("old_code", i), rows.needed("old_name", i),
                         rows.needed("event", i), rows.needed("date", i),
                         rows.needed("new_code", i), to_text(rows.optional("keeps_titles", i))});
    return steps;
}

std::vector<TownshipCode> read_codes(const std::string& path) {
    const TextRows rows(path);
    std::vector<TownshipCode> codes;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        TownshipCode one;
        one.code = rows.needed("code", i);
        one.name = rows.needed("name", i);
        one.county_code = rows.needed("county_code", i);
        one.county = rows.needed("county", i);
        const auto kind = township_kind_named(to_text(rows.optional("kind", i)));
        one.kind = kind ? *kind : township_kind_of_code(one.code).value_or(TownshipKind::pseudo);
        one.population = to_number(rows.optional("population", i));
        if (const auto flag = to_number(rows.optional("agricultural", i)))
            one.is_agricultural = *flag != 0;
        codes.push_back(std::move(one));
    }
    return codes;
}

Value maybe(const std::optional<double>& value) {
    return value ? Value(*value) : Value();
}

std::int64_t whole(std::uint64_t value) {
    return static_cast<std::int64_t>(value);
}

std::vector<Column> series_columns() {
    return {text_column("county_code"),
            text_column("county"),
            text_column("as_of"),
            text_column("title"),
            text_column("denominator_kind"),
            whole_column("denominator"),
            whole_column("named"),
            real_column("rate_count", share_decimals),
            real_column("area_m2", area_decimals),
            real_column("named_area_m2", area_decimals),
            real_column("rate_area", share_decimals),
            whole_column("still_needed"),
            whole_column("announced"),
            whole_column("passed"),
            whole_column("applied"),
            real_column("rate_taking_part", share_decimals),
            real_column("population", 0),
            real_column("named_population", 0),
            real_column("rate_population", share_decimals),
            real_column("redline_m2", area_decimals),
            real_column("named_redline_m2", area_decimals),
            real_column("named_redline_share", share_decimals),
            real_column("share_of_named_percent", 1),
            text_column("rounding")};
}

std::vector<Value> series_row(const HistoryRow& row, Rounding rounding) {
    return {row.county_code,
            row.county,
            row.as_of,
            row.title,
            std::string(name_of(row.denominator_kind)),
            whole(row.denominator),
            whole(row.named),
            maybe(row.rate_count),
            maybe(row.area_m2),
            maybe(row.named_area_m2),
            maybe(row.rate_area),
            whole(row.still_needed),
            whole(row.announced),
            whole(row.passed),
            whole(row.applied),
            maybe(row.rate_taking_part),
            maybe(row.population),
            maybe(row.named_population),
            maybe(row.rate_population),
            maybe(row.redline_m2),
            maybe(row.named_redline_m2),
            maybe(row.named_redline_share),
            row.share_of_named,
            std::string(name_of(rounding))};
}

} // namespace

TownshipHistory township_history(const Screening& s, const TownshipLists& lists) {
    TownshipHistory history;
    history.codes =
        lists.codes.empty() ? code_records(s.city, s.townships) : read_codes(lists.codes);
    history.awards = lists.awards.empty() ? award_records(s.city) : read_awards(lists.awards);
    if (!lists.titles.empty()) history.titles = read_titles(lists.titles);
    if (!lists.lineage.empty()) history.lineage = read_lineage(lists.lineage);
    for (std::size_t t = 0; t < s.townships.size(); ++t) {
        const auto& code = s.city.townships.features.ids[t];
        history.redline_m2[code] = s.townships[t].red_line.m2;
        for (auto& unit : history.codes)
            if (unit.code == code) unit.area_m2 = s.townships[t].area.m2;
    }
    return history;
}

std::vector<std::string> series_dates(const std::vector<std::string>& texts) {
    std::vector<std::string> dates;
    for (const auto& text : texts) {
        const auto date = text.size() == 4 ? text + "-12-31" : text;
        if (!day_of_iso_date(date))
            throw ConfigError(
                {"--series '" + text + "' 不是日期或年份。请写成 2016 或 2016-06-30。",
                 "--series '" + text +
                     "' is no date and no year. Write it like 2016 or 2016-06-30."});
        dates.push_back(date);
    }
    return dates;
}

Table records_table(const TownshipHistory& history, const std::string& as_of) {
    Table table{"township_records",
                {text_column("code"), text_column("name"), text_column("title"),
                 text_column("status"), text_column("on"), text_column("batch"),
                 text_column("document"), text_column("source")},
                {}};
    for (const auto& award : history.awards) {
        if (award.named_on > as_of) continue;
        const auto units = units_on(history, award.named_on.empty() ? as_of : award.named_on);
        const auto unit = std::find_if(units.begin(), units.end(),
                                       [&](const auto& one) { return one.code == award.code; });
        table.rows.push_back({award.code, unit == units.end() ? Value() : Value(unit->name),
                              award.title, award.status, award.named_on, award.batch,
                              award.document, award.source});
    }
    std::stable_sort(table.rows.begin(), table.rows.end(), [](const auto& a, const auto& b) {
        const auto key = [](const auto& row) {
            return std::tuple(to_text(row[0]), to_text(row[2]), to_text(row[4]));
        };
        return key(a) < key(b);
    });
    return table;
}

Table series_table(const std::vector<HistoryCoverage>& series, Rounding rounding) {
    Table table{"township_series", series_columns(), {}};
    for (const auto& coverage : series)
        for (const auto& row : coverage.rows) table.rows.push_back(series_row(row, rounding));
    return table;
}

} // namespace geo

// SPDX-License-Identifier: Apache-2.0
// The city as a whole: warning levels, the cut of emissions, and the tables.
#include <algorithm>
#include <cmath>

#include "libgeo/core/date.hpp"
#include "libgeo/core/error.hpp"
#include "libgeo/emergency.hpp"
#include "libgeo/io/list_file.hpp"
#include "libgeo/rules/decide.hpp"

namespace geo {

namespace {

constexpr int kg_decimals = 1;

/// The share that a level asks for, from the pack's table `required_share`.
void add_requirement(Reduction& reduction, const Pack& pack, const std::string& level) {
    Facts facts;
    facts.set("warning_level", level, "text");
    facts.set("reduction_share", reduction.cut_kg_day / reduction.all_kg_day, "share");
    const auto verdict = decide(pack, facts);
    for (const auto& table : verdict.tables) {
        const auto share = to_number(table.value);
        if (table.id != "required_share" || !share) continue;
        reduction.required = *share;
        reduction.source = table.source;
        if (verdict.result == "met") reduction.status = Reduction::Status::met;
        return;
    }
    throw ConfigError({pack.id + "：没有 '" + level + "' 级的减排要求。请核对级别或规则包。",
                       pack.id + ": asks for nothing at the level '" + level +
                           "'. Check the level or the pack."});
}

void add_firms(Reduction& reduction, const EmergencyRegister& reg,
               const std::vector<FirmMeasure>& measures) {
    const auto column = reduction.pollutant + "_kg_day";
    for (const auto& measure : measures) {
        const auto& firm = reg.firms[measure.firm];
        const Fact* amount = firm.find(column);
        if (!amount)
            throw InputError({reg.subject + "：没有列 '" + column + "'。请补上。",
                              reg.subject + ": has no column '" + column + "'. Add it."});
        const auto kg = to_number(amount->value);
        if (!kg || *kg < 0)
            throw InputError({reg.subject + "：企业 " + firm.subject_id + " 的 " + column +
                                  " 不是排放量。请补上。",
                              reg.subject + ": " + column + " of " + firm.subject_id +
                                  " is no amount. Fill it in."});
        if (measure.ratio)
            reduction.cut_kg_day += *kg * *measure.ratio;
        else
            reduction.open_kg_day += *kg;
    }
}

std::optional<std::size_t> longest_run(const std::vector<double>& values, double above) {
    std::size_t longest = 0, run = 0;
    for (const double value : values) {
        run = value > above ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    return longest;
}

/// A day and an hour from 0 to 23 as the number of hours since 1970.
std::optional<long> hour_number(const Value& date, const Value& hour) {
    const auto day = days_of_iso_date(to_text(date));
    const auto number = to_number(hour);
    if (!day || !number || *number < 0 || *number > 23 || std::trunc(*number) != *number) return {};
    return *day * 24 + static_cast<long>(*number);
}

Value maybe(const std::optional<double>& value) {
    return value ? Value(*value) : Value();
}

std::string joined(const std::vector<std::string>& items) {
    std::string text;
    for (const auto& item : items) text += (text.empty() ? "" : ";") + item;
    return text;
}

/// The AQI of every hour of a forecast.
std::vector<double> hourly_aqi(const std::string& path) {
    const auto list = read_list_file(path);
    std::vector<double> values;
    std::optional<long> last;
    for (std::size_t row = 0; row < list.features(); ++row) {
        const auto cell = [&](const char* column) {
            return list.attributes.columns[column_named(list, column)][row];
        };
        const auto hour = hour_number(cell("date"), cell("hour"));
        const auto aqi = to_number(cell("aqi"));
        if (!hour || !aqi || (last && *hour != *last + 1))
            throw InputError(
                {list.subject + "：第 " + std::to_string(row + 1) + " 行（" +
                     to_text(cell("date")) + " " + to_text(cell("hour")) +
                     " 时）不是紧接的小时或没有 AQI。请补全逐小时预报。",
                 list.subject + ": row " + std::to_string(row + 1) + " (" + to_text(cell("date")) +
                     ", hour " + to_text(cell("hour")) +
                     ") is not the next hour, or has no AQI. Give every hour of the forecast."});
        last = hour;
        values.push_back(*aqi);
    }
    return values;
}

/// What the pack says of the facts.
WarningLevel answer_of(const Pack& pack, const Facts& facts) {
    const auto verdict = decide(pack, facts);
    WarningLevel level;
    level.level = verdict.result;
    level.title = verdict.result_text;
    level.pack = pack.id + " " + pack.version;
    if (const auto* table = find_table(pack, pack.decision.result)) {
        for (const auto& one : verdict.tables)
            if (one.id == table->id) {
                level.source = one.source;
                level.mark = one.mark;
                level.verified = one.verified;
            }
    }
    if (level.level.empty()) level.reason = verdict.reason;
    return level;
}

} // namespace

std::vector<Reduction> city_reductions(const EmergencyRegister& reg,
                                       const std::vector<FirmMeasure>& measures,
                                       const std::string& base, const Pack& pack,
                                       const std::string& level) {
    const auto list = read_list_file(base);
    std::vector<Reduction> all;
    for (std::size_t row = 0; row < list.features(); ++row) {
        const auto cell = [&](const char* column) {
            return list.attributes.columns[column_named(list, column)][row];
        };
        Reduction one;
        one.pollutant = to_text(cell("pollutant"));
        one.all_kg_day = to_number(cell("all_kg_day")).value_or(0);
        one.base = to_text(cell("base"));
        if (!(one.all_kg_day > 0))
            throw InputError({list.subject + "：" + one.pollutant + " 的基数不是正数。请改正。",
                              list.subject + ": the base of " + one.pollutant +
                                  " is not positive. Correct it."});
        add_firms(one, reg, measures);
        add_requirement(one, pack, level);
        const double most = (one.cut_kg_day + one.open_kg_day) / one.all_kg_day;
        if (one.status != Reduction::Status::met && most < one.required)
            one.status = Reduction::Status::not_met;
        all.push_back(std::move(one));
    }
    return all;
}

ForecastHours forecast_hours(const std::string& path) {
    const auto values = hourly_aqi(path);
    const auto run = [&](double above) {
        return std::optional<double>(static_cast<double>(*longest_run(values, above)));
    };
    return {run(150), run(200), run(300), run(std::nextafter(500.0, 0.0))};
}

double hours_below(const std::string& path, double aqi) {
    const auto values = hourly_aqi(path);
    const auto first =
        std::find_if(values.begin(), values.end(), [&](double value) { return value > aqi; });
    return static_cast<double>(first - values.begin());
}

WarningLevel warning_level(const Pack& pack, const ForecastHours& hours) {
    Facts facts;
    for (const auto& spec : pack.facts) facts.set(spec.name, Value(), spec.unit);
    for (const auto& [name, value] : {std::pair{"hours_above_150", hours.above_150},
                                      {"hours_above_200", hours.above_200},
                                      {"hours_above_300", hours.above_300},
                                      {"hours_at_500", hours.at_500}})
        if (facts.find(name)) facts.set(name, maybe(value), "hours");
    return answer_of(pack, facts);
}

WarningLevel warning_release(const Pack& pack, std::optional<double> hours_below_yellow) {
    Facts facts;
    facts.set("hours_below_yellow", maybe(hours_below_yellow), "hours");
    return answer_of(pack, facts);
}

Table exemption_table(const EmergencyRegister& reg, const std::vector<ListEntry>& list,
                      Entries which, const std::string& as_of) {
    Table table{"exemption_list",
                {text_column("id"), text_column("name"), text_column("status"),
                 text_column("as_of"), text_column("since"), text_column("up_to"),
                 text_column("clause_zh"), text_column("clause_en"), text_column("source"),
                 text_column("mark"), text_column("document"), text_column("missing"),
                 text_column("origin"), text_column("by_rule")},
                {}};
    for (const auto& entry : list) {
        const bool is_listed =
            entry.status == ListStatus::exempt || entry.status == ListStatus::removed;
        if (which == Entries::listed && !is_listed) continue;
        const auto& firm = reg.firms[entry.firm];
        table.rows.push_back(
            {firm.subject_id, firm.subject_name, std::string(name_of(entry.status)), as_of,
             entry.since, entry.up_to, entry.clause.zh, entry.clause.en, entry.source, entry.mark,
             entry.document, joined(entry.missing), std::string(name_of(entry.origin)),
             std::string(name_of(entry.by_rule))});
    }
    return table;
}

Table measures_table(const EmergencyRegister& reg, const std::vector<FirmMeasure>& measures,
                     const std::string& level) {
    Table table{"emergency_measures",
                {text_column("id"), text_column("name"), text_column("level"),
                 text_column("measure"), real_column("ratio", 2), text_column("clause_zh"),
                 text_column("clause_en"), text_column("source"), text_column("missing"),
                 text_column("origin")},
                {}};
    for (const auto& one : measures)
        table.rows.push_back({reg.firms[one.firm].subject_id, reg.firms[one.firm].subject_name,
                              level, one.measure, maybe(one.ratio), one.clause.zh, one.clause.en,
                              one.source, joined(one.missing), std::string(name_of(one.origin))});
    return table;
}

Table reductions_table(const std::vector<Reduction>& reductions, const std::string& level) {
    Table table{"emergency_reductions",
                {text_column("level"), text_column("pollutant"), text_column("base"),
                 real_column("all_kg_day", kg_decimals), real_column("cut_kg_day", kg_decimals),
                 real_column("open_kg_day", kg_decimals), real_column("share", share_decimals),
                 real_column("share_possible", share_decimals), real_column("required", 2),
                 text_column("status"), text_column("source")},
                {}};
    for (const auto& one : reductions)
        table.rows.push_back({level, one.pollutant, one.base, one.all_kg_day, one.cut_kg_day,
                              one.open_kg_day, one.cut_kg_day / one.all_kg_day,
                              (one.cut_kg_day + one.open_kg_day) / one.all_kg_day, one.required,
                              std::string(name_of(one.status)), one.source});
    return table;
}

} // namespace geo

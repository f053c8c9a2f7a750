// SPDX-License-Identifier: Apache-2.0
#include "libgeo/ledger/permit_limits.hpp"

#include <algorithm>

#include "libgeo/core/error.hpp"
#include "libgeo/ledger/steps.hpp"

namespace geo {

namespace {

std::vector<Value> row_of(const ClockReading& reading, const std::string& kind, const Clock& clock,
                          const std::string& source, Day as_of) {
    const auto whole = [](int n) { return Value(std::int64_t{n}); };
    const bool has_limit = clock.limit.has_value();
    return {kind,
            has_limit ? whole(*clock.limit) : Value(),
            iso_date(clock.received),
            reading.due ? Value(iso_date(reading.due->day)) : Value(),
            reading.due ? whole(reading.due->is_settled) : Value(),
            iso_date(as_of),
            std::string(name_of(reading.state)),
            has_limit ? whole(reading.used) : Value(),
            has_limit ? whole(reading.left) : Value(),
            has_limit ? whole(reading.over) : Value(),
            source,
            ledger::joined(flags_of(reading))};
}

[[noreturn]] void refuse_stop(const std::string& text) {
    throw ConfigError(
        {"停表 '" + text +
             "' 不是 原因:起日:止日。原因有 correction、expert_review、public_notice、hearing、"
             "inspection，例如 expert_review:2026-03-02:2026-03-11。",
         "the stop '" + text +
             "' is not REASON:FROM:TO. Reasons are correction, expert_review, public_notice, "
             "hearing and inspection, e.g. expert_review:2026-03-02:2026-03-11."});
}

} // namespace

const std::vector<PermitLimit>& permit_limits() {
    static const std::vector<PermitLimit> limits{
        {"report", 5, 60, "环境影响评价法 art. 22; 建设项目环境保护管理条例 art. 9 [L]"},
        {"form", 3, 30, "环境影响评价法 art. 22; 建设项目环境保护管理条例 art. 9 [L]"},
        {"registration", 1, {}, "环境影响评价法 art. 22: filed, no decision [L]"}};
    return limits;
}

const PermitLimit* permit_limit(std::string_view eia_class) {
    const auto& limits = permit_limits();
    const auto found = std::find_if(limits.begin(), limits.end(), [&](const PermitLimit& limit) {
        return limit.eia_class == eia_class;
    });
    return found == limits.end() ? nullptr : &*found;
}

Table due_table(const WorkingCalendar& calendar, std::string_view eia_class, Day received,
                const std::vector<ClockStop>& stops, Day as_of) {
    const auto* limit = permit_limit(eia_class);
    if (!limit)
        throw ConfigError(
            {"没有类别 '" + std::string(eia_class) + "' 的时限。可用：report、form、registration。",
             "there is no limit of the class '" + std::string(eia_class) +
                 "'. Use report, form or registration."});
    Table table{"permit_due",
                {text_column("limit"), whole_column("days"), text_column("received"),
                 text_column("due"), whole_column("settled"), text_column("as_of"),
                 text_column("state"), whole_column("used"), whole_column("left"),
                 whole_column("over"), text_column("source"), text_column("flag")},
                {}};
    const Clock promise{received, limit->promise_days, stops, {}};
    const Clock statutory{received, limit->statutory_days, stops, {}};
    const auto first = read_clock(calendar, promise, as_of);
    if (first.lacks_year) calendar.require(*first.lacks_year); // it is the shorter one
    const auto second = read_clock(calendar, statutory, as_of);
    table.rows.push_back(row_of(first, "promise", promise, "the city's promise 5/3/1", as_of));
    table.rows.push_back(row_of(second, "statutory", statutory, limit->source, as_of));
    return table;
}

ClockStop clock_stop_from(const std::string& text) {
    const auto first = text.find(':');
    if (first == std::string::npos) refuse_stop(text);
    const auto second = text.find(':', first + 1);
    const auto reason = stop_reason_named(text.substr(0, first));
    const auto from = day_of_iso_date(text.substr(first + 1, second - first - 1));
    if (!reason || !from) refuse_stop(text);
    ClockStop stop{*reason, *from, {}, ""};
    if (second == std::string::npos) return stop;
    stop.to = day_of_iso_date(text.substr(second + 1));
    if (!stop.to) refuse_stop(text);
    return stop;
}

} // namespace geo

// SPDX-License-Identifier: Apache-2.0
#include "libgeo/ledger/clock.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "libgeo/core/error.hpp"

namespace geo {

namespace {

constexpr std::array<std::pair<StopReason, std::string_view>, 5> reasons{{
    {StopReason::correction, "correction"},
    {StopReason::expert_review, "expert_review"},
    {StopReason::public_notice, "public_notice"},
    {StopReason::hearing, "hearing"},
    {StopReason::inspection, "inspection"},
}};

constexpr std::array<std::string_view, 6> states{"none",    "running", "stopped",
                                                 "overdue", "on_time", "late"};

void require_order(Day earlier, Day later, const char* zh, const char* en) {
    if (earlier <= later) return;
    throw InputError(
        {std::string(zh) + "：" + iso_date(later) + " 早于 " + iso_date(earlier) + "。请更正日期。",
         std::string(en) + ": " + iso_date(later) + " is before " + iso_date(earlier) +
             ". Correct the dates."});
}

/// Whether corrections were asked for when the matter counted as accepted already.
bool is_late(const WorkingCalendar& calendar, const Clock& clock, const ClockStop& stop) {
    return stop.reason == StopReason::correction && stop.from > clock.received &&
           calendar.count(clock.received, stop.from) > correction_days;
}

/// The intervals of the stops that had begun by then; says when there is a late correction.
std::vector<DaysOut> known_stops(const WorkingCalendar& calendar, const Clock& clock, Day as_of,
                                 bool& has_late_correction) {
    std::vector<DaysOut> out;
    for (const auto& stop : clock.stops) {
        if (stop.to)
            require_order(stop.from, *stop.to, "停表结束早于开始", "a stop ends before it begins");
        if (stop.from > as_of) continue;
        if (is_late(calendar, clock, stop))
            has_late_correction = true;
        else
            out.push_back({stop.from, stop.to});
    }
    return out;
}

bool stands_still(std::span<const DaysOut> out, Day day) {
    return std::any_of(out.begin(), out.end(), [&](const DaysOut& stop) {
        return stop.from <= day && (!stop.to || day <= *stop.to);
    });
}

ClockState state_of(const ClockReading& reading, bool is_finished, Day day,
                    std::span<const DaysOut> out) {
    const bool is_past = reading.due && reading.due->day < day;
    if (is_finished) return is_past ? ClockState::late : ClockState::on_time;
    if (is_past) return ClockState::overdue;
    return stands_still(out, day) ? ClockState::stopped : ClockState::running;
}

} // namespace

std::string_view name_of(StopReason reason) {
    for (const auto& [value, name] : reasons)
        if (value == reason) return name;
    return {};
}

std::optional<StopReason> stop_reason_named(std::string_view name) {
    for (const auto& [value, known] : reasons)
        if (known == name) return value;
    return {};
}

std::vector<std::string> flags_of(const ClockReading& reading) {
    std::vector<std::string> flags;
    if (reading.has_late_correction) flags.emplace_back("late_correction");
    if (reading.lacks_year) flags.push_back("no_calendar_" + std::to_string(*reading.lacks_year));
    return flags;
}

std::string_view name_of(ClockState state) {
    return states[static_cast<std::size_t>(state)];
}

ClockReading read_clock(const WorkingCalendar& calendar, const Clock& clock, Day as_of) {
    require_order(clock.received, as_of, "查看日早于收到日",
                  "the day of reading is before receipt");
    if (clock.finished)
        require_order(clock.received, *clock.finished, "决定早于收到", "decided before received");
    ClockReading reading;
    const auto out = known_stops(calendar, clock, as_of, reading.has_late_correction);
    if (!clock.limit) return reading;
    const bool is_finished = clock.finished && *clock.finished <= as_of;
    const Day day = is_finished ? *clock.finished : as_of;
    const auto answer = calendar.due_as_known(clock.received, *clock.limit, out);
    reading.due = answer.due;
    reading.lacks_year = answer.lacks_year;
    reading.used = calendar.count(clock.received, day, out);
    reading.left = std::max(0, *clock.limit - reading.used);
    if (reading.due && reading.due->day < day) reading.over = calendar.count(reading.due->day, day);
    reading.state = state_of(reading, is_finished, day, out);
    return reading;
}

} // namespace geo

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "libgeo/core/date.hpp"
#include "libgeo/ledger/working_days.hpp"

namespace geo {

/// Why a clock stands still. Source: 行政许可法 art. 45 (the time must be told in writing), and the
/// correction of documents of art. 32.
enum class StopReason {
    correction,    ///< 补正
    expert_review, ///< 专家评审
    public_notice, ///< 公示
    hearing,       ///< 听证
    inspection,    ///< 检验、检测、检疫、鉴定
};

/// Stable ASCII name: "correction", "expert_review", ...
std::string_view name_of(StopReason reason);
std::optional<StopReason> stop_reason_named(std::string_view name);

/// An interval in which a clock stands still; neither its first nor its last day counts.
struct ClockStop {
    StopReason reason = StopReason::correction;
    Day from;
    std::optional<Day> to; ///< nothing: it has not ended
    std::string notice;    ///< number of the written notice
};

/// Working days after the receipt within which corrections have to be asked for, all at once.
/// What is asked for later finds a matter that counts as accepted on the day of receipt, so it does
/// not stop the clock. Source: 行政许可法 art. 32, days as of art. 82.
inline constexpr int correction_days = 5;

/// A limit in working days and what has happened to it.
struct Clock {
    Day received;             ///< day 0
    std::optional<int> limit; ///< working days; nothing: this matter has no such limit
    std::vector<ClockStop> stops;
    std::optional<Day> finished; ///< when the matter was decided
};

enum class ClockState {
    none,    ///< there is no limit
    running, ///< the due day has not passed
    stopped, ///< the clock stands still on that day
    overdue, ///< the due day has passed and nothing was decided
    on_time, ///< decided on or before the due day
    late,    ///< decided after it
};

/// Stable ASCII name: "running", "stopped", ...
std::string_view name_of(ClockState state);

/// What a clock shows on a day.
struct ClockReading {
    ClockState state = ClockState::none;
    /// Nothing: no limit, a stop that has not ended comes before, or `lacks_year`.
    std::optional<DueDay> due;
    std::optional<int> lacks_year;    ///< the due day lies past this year, whose notice is not out
    int used = 0;                     ///< working days counted up to the day (or to the decision)
    int left = 0;                     ///< working days that may still be used; 0 when none is left
    int over = 0;                     ///< working days past the due day
    bool has_late_correction = false; ///< asked for after `correction_days`: it stops nothing
};

/// What is wrong with how a matter went, or keeps its due day unknown: "late_correction",
/// "no_calendar_2027".
std::vector<std::string> flags_of(const ClockReading& reading);

/// Reads `clock` on the day `as_of`, knowing what was known then: stops that begin later and a
/// decision that comes later do not count, a stop that ends later is known with its planned end.
/// Overlapping stops count once; a late correction (`correction_days`) stops nothing and is told. A
/// stop after the due day cannot heal an overdue clock. A due day in a year without a published
/// notice is unknown, and the year is told; what was used and is left stands. Throws ConfigError
/// when a year up to `as_of` has no calendar, InputError when a stop ends before it begins or when
/// `as_of` or the decision is before the receipt.
ClockReading read_clock(const WorkingCalendar& calendar, const Clock& clock, Day as_of);

} // namespace geo

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "libgeo/core/date.hpp"

namespace geo {

/// Days that are not counted, from the first to the last, both left out. Without `to` they have not
/// ended: every later day is left out too.
struct DaysOut {
    Day from;
    std::optional<Day> to;
};

/// The last day of a limit.
struct DueDay {
    Day day;
    /// False when the count used a day of the last week of the last published year: the notice for
    /// the next year may still make those days off or working (it did in 2007, 2008, 2012, 2019 and
    /// 2023), so the due day may move by then.
    bool is_settled = true;
};

/// What is known of the last day of a limit.
struct DueAnswer {
    std::optional<DueDay> due;     ///< nothing: a part without an end comes before it, or
    std::optional<int> lacks_year; ///< the count reaches a year without a published notice
};

/// The file of one year, in the form of NateScarlet/holiday-cn (datasets/calendars/PROVENANCE.md).
struct CalendarFile {
    std::string name; ///< for messages
    std::string json;
};

/// The working days of the years whose holiday notice has been published by the State Council.
///
/// A day works when it is Monday to Friday and no notice makes it off, or when a notice makes it a
/// make-up working day (调休上班). Days of late December may stand in the next year's notice. Every
/// question about a year without a published notice throws ConfigError: it is never guessed.
class WorkingCalendar {
  public:
    /// Reads the files. A file without a notice (no papers or no days) is a year not published yet.
    /// Throws ConfigError when a file is no calendar, has a day outside its year and the December
    /// before it, stands twice, or when two notices disagree on a day.
    explicit WorkingCalendar(std::span<const CalendarFile> files);

    /// Notices of the years 2007 to 2026 that are part of the library. Read once, when first used.
    static const WorkingCalendar& builtin();

    /// The files *.json of a folder, say with a notice younger than this version of the library.
    static WorkingCalendar read(const std::string& folder);

    int first_year() const { return m_years.front(); }
    int last_year() const { return m_years.back(); }

    /// True when people work on that day.
    bool is_working(Day day) const;

    /// The last day of a limit of `count` working days that was received on `received`: the day of
    /// receipt is day 0 (so a limit of 0 ends on it), the following working days that are not in
    /// `out` are counted. Nothing when a part of `out` without an end comes before the last day.
    /// Throws std::invalid_argument on a negative count.
    std::optional<DueDay> due(Day received, int count, std::span<const DaysOut> out = {}) const;

    /// The same without throwing where the count reaches a year that is not published: then that
    /// year is told and the due day is unknown. The year of receipt has to be published.
    DueAnswer due_as_known(Day received, int count, std::span<const DaysOut> out = {}) const;

    /// Throws ConfigError when no notice of that year was published.
    void require(int year) const;

    /// Working days after `from` up to and with `to`, without those in `out`; 0 when `to` is not
    /// after `from`. This is the number whose `due` from `from` is `to`, when `to` works.
    int count(Day from, Day to, std::span<const DaysOut> out = {}) const;

    /// True when the answer for that day may still change: see DueDay.
    bool is_settled(Day day) const;

  private:
    bool is_published(int year) const;

    std::vector<int> m_years;   ///< published, sorted
    std::vector<Day> m_off;     ///< by notice, sorted
    std::vector<Day> m_make_up; ///< working by notice, sorted
};

} // namespace geo

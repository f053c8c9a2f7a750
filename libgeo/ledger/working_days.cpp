// SPDX-License-Identifier: Apache-2.0
#include "libgeo/ledger/working_days.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>
#include <stdexcept>

#include "libgeo/core/error.hpp"
#include "libgeo/ledger/builtin_calendars.hpp"

namespace geo {

namespace {

using std::chrono::days;
using std::chrono::year_month_day;

/// One year's notice as it was read.
struct Notice {
    int year = 0;
    std::map<Day, bool> is_off;
    bool is_published = false;
};

[[noreturn]] void reject(const std::string& file, const std::string& zh, const std::string& en) {
    throw ConfigError({file + "：" + zh + "。请核对或换成发布机构的日历文件。",
                       file + ": " + en + ". Check it or take the publisher's calendar file."});
}

Notice read_notice(const CalendarFile& file) {
    Notice notice;
    const auto json = nlohmann::json::parse(file.json, nullptr, false);
    if (!json.is_object() || !json.contains("year") || !json["year"].is_number_integer() ||
        !json.contains("days") || !json["days"].is_array() || !json.contains("papers") ||
        !json["papers"].is_array())
        reject(file.name, "不是节假日日历", "is no calendar of holidays");
    notice.year = json["year"].get<int>();
    for (const auto& entry : json["days"]) {
        if (!entry.is_object() || !entry.value("date", nlohmann::json()).is_string() ||
            !entry.value("isOffDay", nlohmann::json()).is_boolean())
            reject(file.name, "有一天没有日期或类型", "has a day without a date or a kind");
        const auto text = entry["date"].get<std::string>();
        const auto day = day_of_iso_date(text);
        const bool is_off = entry["isOffDay"].get<bool>();
        if (!day || *day < Day(std::chrono::year(notice.year - 1) / 12 / 1) ||
            *day > Day(std::chrono::year(notice.year) / 12 / 31))
            reject(file.name, "日期 '" + text + "' 不属于该年",
                   "has '" + text + "', no day of its year");
        if (!notice.is_off.emplace(*day, is_off).second)
            reject(file.name, text + " 出现两次", "has " + text + " twice");
    }
    notice.is_published = !json["papers"].empty() && !notice.is_off.empty();
    return notice;
}

bool is_weekend(Day day) {
    const std::chrono::weekday weekday(day);
    return weekday == std::chrono::Saturday || weekday == std::chrono::Sunday;
}

bool contains(const std::vector<Day>& sorted, Day day) {
    return std::binary_search(sorted.begin(), sorted.end(), day);
}

bool is_out(std::span<const DaysOut> out, Day day) {
    return std::any_of(out.begin(), out.end(), [&](const DaysOut& part) {
        return part.from <= day && (!part.to || day <= *part.to);
    });
}

bool is_out_for_good(std::span<const DaysOut> out, Day day) {
    return std::any_of(out.begin(), out.end(),
                       [&](const DaysOut& part) { return !part.to && part.from <= day; });
}

} // namespace

WorkingCalendar::WorkingCalendar(std::span<const CalendarFile> files) {
    std::map<Day, bool> is_off;
    for (const auto& file : files) {
        const auto notice = read_notice(file);
        if (!notice.is_published) continue;
        if (std::find(m_years.begin(), m_years.end(), notice.year) != m_years.end())
            reject(file.name, "该年出现两次", "is of a year that stands twice");
        m_years.push_back(notice.year);
        for (const auto& [day, off] : notice.is_off)
            if (is_off.emplace(day, off).first->second != off)
                reject(file.name, iso_date(day) + " 与另一年的通知矛盾",
                       "contradicts another year's notice on " + iso_date(day));
    }
    if (m_years.empty())
        reject("datasets/calendars", "没有已发布的年份", "no year of it has been published");
    std::sort(m_years.begin(), m_years.end());
    for (const auto& [day, off] : is_off) (off ? m_off : m_make_up).push_back(day);
}

const WorkingCalendar& WorkingCalendar::builtin() {
    static const WorkingCalendar calendar = [] {
        std::vector<CalendarFile> files;
        for (const auto& file : builtin_calendars())
            files.push_back({std::string(file.name), std::string(file.bytes)});
        return WorkingCalendar(files);
    }();
    return calendar;
}

WorkingCalendar WorkingCalendar::read(const std::string& folder) {
    std::vector<std::string> paths;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(folder, error))
        if (entry.path().extension() == ".json") paths.push_back(entry.path().string());
    if (error || paths.empty())
        reject(folder, "没有日历文件（*.json）", "holds no calendars (*.json)");
    std::sort(paths.begin(), paths.end());
    std::vector<CalendarFile> files;
    for (const auto& path : paths) {
        std::ifstream stream(path, std::ios::binary);
        std::ostringstream bytes;
        bytes << stream.rdbuf();
        files.push_back({path, bytes.str()});
    }
    return WorkingCalendar(files);
}

bool WorkingCalendar::is_published(int year) const {
    return std::binary_search(m_years.begin(), m_years.end(), year);
}

void WorkingCalendar::require(int year) const {
    if (is_published(year)) return;
    const auto y = std::to_string(year);
    const auto from = std::to_string(first_year());
    const auto last = std::to_string(last_year());
    throw ConfigError(
        {y + " 年：放假安排不在日历中（" + from + " 至 " + last +
             " 年），工作日无法计算，也不能推测。发布后请用 --calendars 指定日历文件夹。",
         y + ": its holiday notice is not in the calendar (" + from + " to " + last +
             "), so working days cannot be counted and must not be guessed. Once it "
             "is published, name a folder of calendars with --calendars."});
}

bool WorkingCalendar::is_working(Day day) const {
    require(year_of(day));
    return contains(m_make_up, day) || (!is_weekend(day) && !contains(m_off, day));
}

bool WorkingCalendar::is_settled(Day day) const {
    return day < Day(std::chrono::year(last_year()) / 12 / 25);
}

std::optional<DueDay> WorkingCalendar::due(Day received, int count,
                                           std::span<const DaysOut> out) const {
    const auto answer = due_as_known(received, count, out);
    if (answer.lacks_year) require(*answer.lacks_year);
    return answer.due;
}

DueAnswer WorkingCalendar::due_as_known(Day received, int count,
                                        std::span<const DaysOut> out) const {
    if (count < 0) throw std::invalid_argument("a limit has no negative days");
    require(year_of(received));
    Day day = received;
    while (count > 0) {
        day += days(1);
        if (is_out_for_good(out, day)) return {};
        if (!is_published(year_of(day))) return {{}, year_of(day)};
        if (is_working(day) && !is_out(out, day)) --count;
    }
    return {DueDay{day, is_settled(day)}, {}};
}

int WorkingCalendar::count(Day from, Day to, std::span<const DaysOut> out) const {
    int n = 0;
    for (Day day = from + days(1); day <= to; day += days(1))
        if (is_working(day) && !is_out(out, day)) ++n;
    return n;
}

} // namespace geo

// SPDX-License-Identifier: Apache-2.0
#include "libgeo/rules/township_history.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <set>

#include "libgeo/core/date.hpp"
#include "libgeo/core/error.hpp"

namespace geo {

namespace {

constexpr std::array<std::string_view, 5> statuses{"named", "announced", "passed", "applied",
                                                   "revoked"};
/// How far a unit can come with a title.
constexpr std::array<std::string_view, 5> stages{"", "applied", "passed", "announced", "named"};

struct ById {
    bool operator()(const std::string& a, const std::string& b) const { return id_less(a, b); }
};
using Codes = std::set<std::string, ById>;
using Units = std::map<std::string, TownshipCode, ById>;

[[noreturn]] void refuse(const std::string& what, const Text& why) {
    throw ConfigError({what + "：" + why.zh, what + ": " + why.en});
}

void require_date(const std::string& what, const std::string& date) {
    if (!days_of_iso_date(date))
        refuse(what, {"'" + date + "' 不是日期。请写成 2026-03-01。",
                      "'" + date + "' is no date. Write it like 2026-03-01."});
}

Units by_code(const std::vector<TownshipCode>& list) {
    Units units;
    for (const auto& one : list) units.emplace(one.code, one);
    return units;
}

/// The steps of one day.
using Steps = std::vector<const LineageStep*>;
using Timeline = std::map<std::string, Steps>;
/// What went into each new unit of a day.
using Parts = std::map<std::string, std::vector<const LineageStep*>, ById>;

Timeline timeline_of(const std::vector<LineageStep>& lineage) {
    Timeline timeline;
    for (const auto& step : lineage) {
        require_date("lineage " + step.old_code + " → " + step.new_code, step.date);
        timeline[step.date].push_back(&step);
    }
    return timeline;
}

/// True when nothing else went into the new unit, and nothing else came out of the old one.
bool is_alone(const Steps& day, const LineageStep& step) {
    return std::none_of(day.begin(), day.end(), [&](const LineageStep* other) {
        return other != &step &&
               (other->new_code == step.new_code || other->old_code == step.old_code);
    });
}

/// The list one day earlier: new units go, old ones come back.
void undo(Units& units, const Steps& day) {
    Units back;
    Codes gone;
    for (const auto* step : day) {
        const auto found = units.find(step->new_code);
        if (found == units.end())
            refuse("lineage " + step->old_code + " → " + step->new_code,
                   {"新代码当时不在名录中。请核对沿革。",
                    "the new code is not in force then. Check the lineage."});
        TownshipCode old{step->old_code,
                         step->old_name,
                         found->second.county_code,
                         found->second.county,
                         found->second.kind,
                         {},
                         {},
                         found->second.is_agricultural};
        if (step->old_code == step->new_code && old.name.empty()) old.name = found->second.name;
        old.kind = township_kind_of_code(old.code).value_or(old.kind);
        if (is_alone(day, *step)) { // a new name or code for the same ground
            old.area_m2 = found->second.area_m2;
            old.population = found->second.population;
        }
        back.emplace(old.code, std::move(old));
        gone.insert(step->new_code);
    }
    for (const auto& code : gone) units.erase(code);
    for (auto& [code, unit] : back) units.insert_or_assign(code, std::move(unit));
}

void report(Problems& problems, const std::string& code, std::string kind, Text message) {
    problems.push_back({"awards", code, std::move(kind), Severity::warning, no_place(), no_place(),
                        std::move(message)});
}

std::vector<TitleSpec> titles_of(const TownshipHistory& history) {
    if (!history.titles.empty()) return history.titles;
    return {{"national", "国家级生态乡镇", "", "", ""}, {"provincial", "省级生态乡镇", "", "", ""}};
}

/// Walks through the days up to one and keeps who has which title, and who is on the way to it.
class Walk {
  public:
    Walk(const TownshipHistory& history, const std::string& as_of)
        : m_history(history), m_as_of(as_of), m_titles(titles_of(history)) {
        for (const auto& spec : m_titles) {
            const auto& target = counted(spec);
            const bool is_known =
                std::any_of(m_titles.begin(), m_titles.end(),
                            [&](const TitleSpec& other) { return other.title == target; });
            if (!is_known)
                refuse("counts_as '" + target + "'",
                       {"不是称号表中的称号。请改正。", "is no title of the list. Correct it."});
            m_holders[target];
        }
    }

    void go() {
        const auto timeline = timeline_of(m_history.lineage);
        std::vector<const Award*> awards;
        for (const auto& award : m_history.awards)
            if (is_usable(award)) awards.push_back(&award);
        std::stable_sort(awards.begin(), awards.end(),
                         [](const Award* a, const Award* b) { return a->named_on < b->named_on; });
        auto next = timeline.begin();
        for (const auto* award : awards) {
            for (; next != timeline.end() && next->first <= award->named_on; ++next)
                move_titles(next->first, next->second);
            take(*award);
        }
        for (; next != timeline.end() && next->first <= m_as_of; ++next)
            move_titles(next->first, next->second);
    }

    std::vector<std::string> counted_titles() const {
        std::vector<std::string> all;
        for (const auto& spec : m_titles)
            if (std::find(all.begin(), all.end(), counted(spec)) == all.end())
                all.push_back(counted(spec));
        return all;
    }
    const Codes& holders(const std::string& title) { return m_holders[title]; }
    Codes holders_of_any() const {
        Codes all;
        for (const auto& [title, codes] : m_holders) all.insert(codes.begin(), codes.end());
        return all;
    }
    /// Units that take part with the status and have not been named.
    Codes standing(const std::string& title, const std::string& status) {
        Codes codes;
        for (const auto& [code, last] : m_status[title])
            if (last == status && !m_holders[title].contains(code)) codes.insert(code);
        return codes;
    }
    Problems take_problems() { return std::move(m_problems); }

  private:
    static const std::string& counted(const TitleSpec& spec) {
        return spec.counts_as.empty() ? spec.title : spec.counts_as;
    }

    const TitleSpec* spec_of(const std::string& title) const {
        for (const auto& spec : m_titles)
            if (spec.title == title) return &spec;
        return nullptr;
    }

    /// Whether the record says something about the day; records that are wrong become problems.
    bool is_usable(const Award& award) {
        const auto* spec = spec_of(award.title);
        if (!spec) {
            report(m_problems, award.code, "unknown_title",
                   {"乡镇 " + award.code + " 的称号“" + award.title +
                        "”不在称号表中，未计入。请补充。",
                    "the award to " + award.code + " has the unknown title '" + award.title +
                        "' and is not counted. Add it to the list of titles."});
            return false;
        }
        if (std::find(statuses.begin(), statuses.end(), award.status) == statuses.end()) {
            report(m_problems, award.code, "unknown_status",
                   {"乡镇 " + award.code + " 的状态“" + award.status + "”未知，未计入。",
                    "the award to " + award.code + " has the unknown status '" + award.status +
                        "' and is not counted."});
            return false;
        }
        if (!days_of_iso_date(award.named_on)) {
            report(m_problems, award.code, "award_without_date",
                   {"乡镇 " + award.code + " 的日期“" + award.named_on + "”无效，未计入。请补充。",
                    "the award to " + award.code + " has no valid date ('" + award.named_on +
                        "') and is not counted. Add it like 2015-06-07."});
            return false;
        }
        return award.named_on <= m_as_of && is_in_period(award, *spec);
    }

    bool is_in_period(const Award& award, const TitleSpec& spec) {
        const bool is_early = !spec.from.empty() && award.named_on < spec.from;
        const bool is_late = !spec.to.empty() && award.named_on > spec.to;
        if (award.status != "named" || (!is_early && !is_late)) return true;
        report(m_problems, award.code, "title_out_of_period",
               {"乡镇 " + award.code + " 于 " + award.named_on + " 命名，不在“" + spec.name +
                    "”授予期内，未计入。请核对。",
                "the award to " + award.code + " on " + award.named_on +
                    " lies outside the period of '" + spec.title +
                    "' and is not counted. Check it."});
        return false;
    }

    void take(const Award& award) {
        const auto units = units_of(award.named_on);
        if (!units.contains(award.code)) {
            report(m_problems, award.code, "unknown_township",
                   {"称号记录的乡镇代码 " + award.code + " 在 " + award.named_on +
                        " 不在名录中，未计入。请核对沿革。",
                    "the award to " + award.code + " names no township that was in force on " +
                        award.named_on + " and is not counted. Check mergers and renames."});
            return;
        }
        const auto& title = counted(*spec_of(award.title));
        if (award.status == "named")
            m_holders[title].insert(award.code);
        else if (award.status == "revoked")
            m_holders[title].erase(award.code);
        m_status[title][award.code] = award.status;
    }

    Codes units_of(const std::string& date) const {
        Codes codes;
        for (const auto& unit : units_on(m_history, date)) codes.insert(unit.code);
        return codes;
    }

    void move_titles(const std::string& date, const Steps& day) {
        Parts parts;
        Codes old_codes;
        for (const auto* step : day) {
            parts[step->new_code].push_back(step);
            old_codes.insert(step->old_code);
        }
        for (auto& [title, codes] : m_holders) {
            std::map<std::string, std::string, ById> inherited; // code → status
            for (const auto& [code, steps] : parts) {
                if (inherits(title, codes, date, code, steps))
                    inherited[code] = "named";
                else if (auto status = application(title, date, code, steps); !status.empty())
                    inherited[code] = std::move(status);
            }
            auto& status = m_status[title];
            for (const auto& code : old_codes) {
                codes.erase(code);
                status.erase(code);
            }
            for (auto& [code, one] : inherited) {
                if (one == "named") codes.insert(code);
                status[code] = std::move(one);
            }
        }
    }

    /// How far a unit has come with a title: a position in `stages`, 0 when it does not take part.
    std::size_t stage(const std::string& title, const std::string& code) {
        if (m_holders[title].contains(code)) return stages.size() - 1;
        const auto found = m_status[title].find(code);
        if (found == m_status[title].end()) return 0;
        const auto at = std::find(stages.begin(), stages.end() - 1, found->second);
        return at == stages.end() - 1 ? 0 : static_cast<std::size_t>(at - stages.begin());
    }

    /// Where a new unit without the title stands with regard to it: as far as the least of its
    /// parts, or as far as a part whose titles go over by decision; empty: it does not take part.
    std::string application(const std::string& title, const std::string& date,
                            const std::string& code, const std::vector<const LineageStep*>& parts) {
        std::size_t least = stages.size() - 1, decided = 0;
        bool has_applied = false;
        for (const auto* part : parts) {
            const auto found = part->keeps_titles == "0" ? 0 : stage(title, part->old_code);
            if (part->keeps_titles == "1") decided = std::max(decided, found);
            has_applied = has_applied || (found > 0 && found + 1 < stages.size());
            least = std::min(least, found);
        }
        if (decided > 0 || least > 0) return std::string(stages[std::max(decided, least)]);
        if (has_applied)
            report(m_problems, code, "application_of_a_part",
                   {"乡镇 " + code + " 于 " + date + " 合并而成，只有部分原单元在创建“" + title +
                        "”，未计入。请在沿革表 keeps_titles 写明 1 或 0。",
                    "the township " + code + " was merged on " + date +
                        " from units of which only some took part in '" + title +
                        "'; it is not counted. State 1 or 0 as keeps_titles in the lineage."});
        return {};
    }

    bool inherits(const std::string& title, const Codes& holders, const std::string& date,
                  const std::string& code, const std::vector<const LineageStep*>& parts) {
        std::size_t with_title = 0;
        for (const auto* part : parts) {
            if (!holders.contains(part->old_code) || part->keeps_titles == "0") continue;
            if (part->keeps_titles == "1") return true;
            ++with_title;
        }
        if (with_title == 0 || with_title == parts.size()) return with_title > 0;
        report(m_problems, code, "title_of_a_part",
               {"乡镇 " + code + " 于 " + date + " 由 " + std::to_string(parts.size()) +
                    " 个单元合并，其中 " + std::to_string(with_title) + " 个有“" + title +
                    "”称号，未计入。请在沿革表 keeps_titles 写明 1 或 0。",
                "the township " + code + " was merged on " + date + " from " +
                    std::to_string(parts.size()) + " units of which " + std::to_string(with_title) +
                    " had the title '" + title +
                    "'; it is not counted. State 1 or 0 as keeps_titles in the lineage."});
        return false;
    }

    const TownshipHistory& m_history;
    const std::string& m_as_of;
    std::vector<TitleSpec> m_titles;
    std::map<std::string, Codes> m_holders; ///< counted title → codes
    std::map<std::string, std::map<std::string, std::string, ById>> m_status;
    Problems m_problems;
};

void add(std::optional<double>& sum, const std::optional<double>& part) {
    sum = sum && part ? std::optional(*sum + *part) : std::nullopt;
}

std::optional<double> ratio(const std::optional<double>& part, const std::optional<double>& whole) {
    if (!part || !whole || *whole <= 0) return {};
    return *part / *whole;
}

/// What is counted beside the holders of a title.
struct Standing {
    Codes named, announced, passed, applied;
};

class Rows {
  public:
    Rows(const TownshipHistory& history, const std::vector<TownshipCode>& units)
        : m_history(history), m_units(by_code(units)) {}

    std::map<std::string, std::string, ById> counties() const {
        std::map<std::string, std::string, ById> all;
        for (const auto& [code, unit] : m_units) all.emplace(unit.county_code, unit.county);
        return all;
    }

    HistoryRow row(HistoryRow row, const Standing& standing,
                   const std::function<bool(const TownshipCode&)>& is_in) const {
        for (auto* sum : {&row.area_m2, &row.named_area_m2, &row.population, &row.named_population,
                          &row.redline_m2, &row.named_redline_m2})
            *sum = 0;
        for (const auto& [code, unit] : m_units)
            if (is_in(unit) && counts_in(row.denominator_kind, unit)) count(row, unit, standing);
        const auto rate = [&](std::uint64_t n) {
            return row.denominator == 0 ? std::nullopt
                                        : std::optional(static_cast<double>(n) /
                                                        static_cast<double>(row.denominator));
        };
        row.rate_count = rate(row.named);
        row.rate_taking_part = rate(row.named + row.announced + row.passed + row.applied);
        row.rate_area = ratio(row.named_area_m2, row.area_m2);
        row.rate_population = ratio(row.named_population, row.population);
        row.named_redline_share = ratio(row.named_redline_m2, row.named_area_m2);
        const auto needed = (4 * row.denominator + 4) / 5;
        row.still_needed = needed > row.named ? needed - row.named : 0;
        return row;
    }

  private:
    std::optional<double> redline_of(const std::string& code) const {
        const auto found = m_history.redline_m2.find(code);
        return found == m_history.redline_m2.end() ? std::nullopt : std::optional(found->second);
    }

    void count(HistoryRow& row, const TownshipCode& unit, const Standing& standing) const {
        ++row.denominator;
        add(row.area_m2, unit.area_m2);
        add(row.population, unit.population);
        add(row.redline_m2, unit.area_m2 ? redline_of(unit.code) : std::nullopt);
        if (standing.announced.contains(unit.code)) ++row.announced;
        if (standing.passed.contains(unit.code)) ++row.passed;
        if (standing.applied.contains(unit.code)) ++row.applied;
        if (!standing.named.contains(unit.code)) return;
        ++row.named;
        add(row.named_area_m2, unit.area_m2);
        add(row.named_population, unit.population);
        add(row.named_redline_m2, unit.area_m2 ? redline_of(unit.code) : std::nullopt);
    }

    const TownshipHistory& m_history;
    Units m_units;
};

} // namespace

std::string_view name_of(Rounding rounding) {
    return rounding == Rounding::plain ? "plain" : "largest_remainder";
}

std::vector<double> rounded_shares(const std::vector<std::uint64_t>& parts, Rounding rounding) {
    std::uint64_t total = 0;
    for (const auto part : parts) total += part;
    std::vector<double> shares(parts.size(), 0);
    if (total == 0) return shares;
    std::vector<std::uint64_t> tenths(parts.size());
    std::vector<std::size_t> order;
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const auto scaled = 1000 * parts[i];
        tenths[i] =
            rounding == Rounding::plain ? (2 * scaled + total) / (2 * total) : scaled / total;
        sum += tenths[i];
        order.push_back(i);
    }
    if (rounding == Rounding::largest_remainder) {
        std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
            return 1000 * parts[a] % total > 1000 * parts[b] % total;
        });
        for (std::size_t i = 0; sum < 1000; ++i, ++sum) ++tenths[order[i]];
    }
    for (std::size_t i = 0; i < parts.size(); ++i) shares[i] = static_cast<double>(tenths[i]) / 10;
    return shares;
}

std::vector<TownshipCode> units_on(const TownshipHistory& history, const std::string& as_of) {
    auto units = by_code(history.codes);
    const auto timeline = timeline_of(history.lineage);
    for (auto day = timeline.rbegin(); day != timeline.rend() && day->first > as_of; ++day)
        undo(units, day->second);
    std::vector<TownshipCode> list;
    for (auto& [code, unit] : units) list.push_back(std::move(unit));
    return list;
}

HistoryCoverage history_of(const TownshipHistory& history, const std::string& as_of,
                           const std::vector<Denominator>& denominators, const City& city,
                           Rounding rounding) {
    require_date("as_of", as_of);
    Walk walk(history, as_of);
    walk.go();
    const Rows rows(history, units_on(history, as_of));
    HistoryCoverage coverage;
    auto titles = walk.counted_titles();
    titles.emplace_back("any");
    for (const auto& title : titles) {
        const bool is_any = title == "any";
        const Standing standing =
            is_any ? Standing{walk.holders_of_any(), {}, {}, {}}
                   : Standing{walk.holders(title), walk.standing(title, "announced"),
                              walk.standing(title, "passed"), walk.standing(title, "applied")};
        for (const auto denominator : denominators) {
            HistoryRow blank;
            blank.as_of = as_of;
            blank.title = title;
            blank.denominator_kind = denominator;
            const auto first = coverage.rows.size();
            std::vector<std::uint64_t> named;
            for (const auto& [code, name] : rows.counties()) {
                blank.county_code = code;
                blank.county = name;
                coverage.rows.push_back(
                    rows.row(blank, standing, [&, county = code](const TownshipCode& unit) {
                        return unit.county_code == county;
                    }));
                named.push_back(coverage.rows.back().named);
            }
            const auto shares = rounded_shares(named, rounding);
            for (std::size_t i = 0; i < shares.size(); ++i)
                coverage.rows[first + i].share_of_named = shares[i];
            blank.county_code = city.code;
            blank.county = city.name;
            coverage.rows.push_back(
                rows.row(blank, standing, [](const TownshipCode&) { return true; }));
            coverage.rows.back().share_of_named = coverage.rows.back().named > 0 ? 100 : 0;
        }
    }
    coverage.problems = walk.take_problems();
    return coverage;
}

std::map<std::string, std::string> standing_on(const TownshipHistory& history,
                                               const std::string& as_of, const std::string& title) {
    require_date("as_of", as_of);
    Walk walk(history, as_of);
    walk.go();
    std::map<std::string, std::string> all;
    for (const char* status : {"announced", "passed", "applied"})
        for (const auto& code : walk.standing(title, status)) all[code] = status;
    for (const auto& code : walk.holders(title)) all[code] = "named";
    return all;
}

} // namespace geo

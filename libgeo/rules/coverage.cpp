// SPDX-License-Identifier: Apache-2.0
#include "libgeo/rules/coverage.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "libgeo/core/error.hpp"
#include "libgeo/rules/expression.hpp"

namespace geo {

namespace {

constexpr std::array<std::string_view, 4> kinds{"subdistrict", "town", "township", "pseudo"};
constexpr std::array<std::string_view, 4> denominator_names{"all_codes", "real", "towns_only",
                                                            "agricultural"};
constexpr std::array<std::string_view, 2> titles{"national", "provincial"};
constexpr std::array<std::string_view, 5> statuses{"named", "announced", "passed", "applied",
                                                   "revoked"};

template <typename Enum, typename Names>
std::optional<Enum> named(std::string_view name, const Names& names) {
    const auto at = std::find(names.begin(), names.end(), name);
    if (at == names.end()) return {};
    return static_cast<Enum>(at - names.begin());
}

struct ById {
    bool operator()(const std::string& a, const std::string& b) const { return id_less(a, b); }
};

using Townships = std::map<std::string, TownshipCode, ById>;
/// For each title the codes that have it.
using Named = std::map<std::string, std::set<std::string, ById>, std::less<>>;

void report(Problems& problems, const std::string& layer, const std::string& id, std::string code,
            Text message) {
    problems.push_back({layer, id, std::move(code), Severity::warning, no_place(), no_place(),
                        std::move(message)});
}

Townships by_code(const std::vector<TownshipCode>& list, Problems& problems) {
    Townships townships;
    for (const auto& one : list)
        if (!townships.emplace(one.code, one).second)
            report(problems, "township_codes", one.code, "duplicate_township",
                   {"乡镇代码 " + one.code + " 重复，只用第一条。请删去其余。",
                    "township " + one.code +
                        " stands twice; the first record is used. Remove the "
                        "other."});
    return townships;
}

/// Why an award cannot be used at all; nothing when it can.
std::optional<std::pair<std::string, Text>> defect_of(const Award& award,
                                                      const Townships& townships) {
    if (townships.find(award.code) == townships.end())
        return {{"unknown_township",
                 {"称号记录的乡镇代码 " + award.code + " 不在名录中，未计入。请核对沿革。",
                  "the award to " + award.code +
                      " names no township of the list and is not "
                      "counted. Check mergers and renames."}}};
    if (std::find(titles.begin(), titles.end(), award.title) == titles.end())
        return {{"unknown_title",
                 {"乡镇 " + award.code + " 的称号“" + award.title +
                      "”未知，未计入。可用：national, "
                      "provincial。",
                  "the award to " + award.code + " has the unknown title '" + award.title +
                      "' and is not counted. There are: national, provincial."}}};
    if (std::find(statuses.begin(), statuses.end(), award.status) == statuses.end())
        return {{"unknown_status",
                 {"乡镇 " + award.code + " 的状态“" + award.status +
                      "”未知，未计入。可用：named, announced, passed, applied, revoked。",
                  "the award to " + award.code + " has the unknown status '" + award.status +
                      "' and is not counted. There are: named, announced, passed, applied, "
                      "revoked."}}};
    if (award.status == "named" && !days_of_iso_date(award.named_on))
        return {
            {"award_without_date",
             {"乡镇 " + award.code + " 的命名日期“" + award.named_on + "”无效，未计入。请补充。",
              "the award to " + award.code + " has no valid date ('" + award.named_on +
                  "') and is not counted. Add it like 2015-06-07."}}};
    return {};
}

Named named_by(const std::vector<Award>& awards, const Townships& townships,
               const std::string& as_of, Problems& problems) {
    Named all;
    for (const auto& award : awards) {
        if (const auto defect = defect_of(award, townships)) {
            report(problems, "awards", award.code, defect->first, defect->second);
            continue;
        }
        const bool counts = award.status == "named" && award.named_on <= as_of;
        if (counts && !all[award.title].insert(award.code).second)
            report(
                problems, "awards", award.code, "duplicate_award",
                {"乡镇 " + award.code + " 的 " + award.title + " 称号重复，只计一次。请删去其余。",
                 "township " + award.code + " has the title " + award.title +
                     " twice; it counts once. Remove the other record."});
    }
    return all;
}

std::uint64_t four_fifths(std::uint64_t count) {
    return (4 * count + 4) / 5;
}

/// A sum that is unknown as soon as one part is.
void add(std::optional<double>& sum, const std::optional<double>& part) {
    sum = sum && part ? std::optional(*sum + *part) : std::nullopt;
}

/// Fills in the counts of a row from the townships for which `is_in` holds.
template <typename Filter>
CoverageRow count(CoverageRow row, const Townships& townships,
                  const std::set<std::string, ById>& with_title, Filter&& is_in) {
    row.area_m2 = 0;
    row.named_area_m2 = 0;
    for (const auto& [code, township] : townships) {
        if (!is_in(township) || !counts_in(row.denominator_kind, township)) continue;
        ++row.denominator;
        add(row.area_m2, township.area_m2);
        if (with_title.find(code) == with_title.end()) continue;
        ++row.named;
        add(row.named_area_m2, township.area_m2);
    }
    if (row.denominator > 0)
        row.rate_count = static_cast<double>(row.named) / static_cast<double>(row.denominator);
    if (row.area_m2 && row.named_area_m2 && *row.area_m2 > 0)
        row.rate_area = *row.named_area_m2 / *row.area_m2;
    const auto needed = four_fifths(row.denominator);
    row.still_needed = needed > row.named ? needed - row.named : 0;
    return row;
}

std::map<std::string, std::string, ById> counties_of(const Townships& townships) {
    std::map<std::string, std::string, ById> counties;
    for (const auto& [code, township] : townships)
        counties.emplace(township.county_code, township.county);
    return counties;
}

} // namespace

std::string_view name_of(TownshipKind kind) {
    return kinds.at(static_cast<std::size_t>(kind));
}

std::optional<TownshipKind> township_kind_named(std::string_view name) {
    return named<TownshipKind>(name, kinds);
}

std::optional<TownshipKind> township_kind_of_code(std::string_view code) {
    if (code.size() < 9) return {};
    const auto number = parse_number(code.substr(6, 3));
    const bool is_digits =
        code.substr(6, 3).find_first_not_of("0123456789") == std::string_view::npos;
    if (!is_digits || !number || *number < 1) return {};
    if (*number < 100) return TownshipKind::subdistrict;
    if (*number < 200) return TownshipKind::town;
    return *number < 400 ? TownshipKind::township : TownshipKind::pseudo;
}

std::string_view name_of(Denominator denominator) {
    return denominator_names.at(static_cast<std::size_t>(denominator));
}

std::optional<Denominator> denominator_named(std::string_view name) {
    return named<Denominator>(name, denominator_names);
}

bool counts_in(Denominator denominator, const TownshipCode& township) {
    const auto kind = township.kind;
    switch (denominator) {
    case Denominator::all_codes:
        return true;
    case Denominator::real:
        return kind != TownshipKind::pseudo;
    case Denominator::towns_only:
        return kind == TownshipKind::town;
    case Denominator::agricultural:
        if (!township.is_agricultural)
            throw ConfigError(
                {"乡镇 " + township.code +
                     "：名录没有说明是否涉农，不能用 agricultural 作分母。请在名录中补 "
                     "agricultural 列。",
                 "township " + township.code +
                     ": the list does not say whether it is agricultural, so that denominator "
                     "cannot be used. Add the column agricultural to the list."});
        return *township.is_agricultural;
    }
    return false;
}

Coverage coverage_of(const std::vector<TownshipCode>& list, const std::vector<Award>& awards,
                     const std::string& as_of, const std::vector<Denominator>& denominators,
                     const City& city) {
    if (!days_of_iso_date(as_of))
        throw ConfigError({"as_of“" + as_of + "”不是日期。请写成 2026-03-01。",
                           "as_of '" + as_of + "' is no date. Write it like 2026-03-01."});
    Coverage coverage;
    const auto townships = by_code(list, coverage.problems);
    const auto with_title = named_by(awards, townships, as_of, coverage.problems);
    const auto counties = counties_of(townships);
    for (const auto title : titles) {
        const auto found = with_title.find(title);
        const auto codes =
            found == with_title.end() ? std::set<std::string, ById>{} : found->second;
        for (const auto denominator : denominators) {
            CoverageRow row;
            row.as_of = as_of;
            row.title = title;
            row.denominator_kind = denominator;
            for (const auto& [code, name] : counties) {
                row.county_code = code;
                row.county = name;
                const auto is_in = [&, county = code](const TownshipCode& township) {
                    return township.county_code == county;
                };
                coverage.rows.push_back(count(row, townships, codes, is_in));
            }
            row.county_code = city.code;
            row.county = city.name;
            const auto always = [](const TownshipCode&) { return true; };
            coverage.rows.push_back(count(row, townships, codes, always));
        }
    }
    return coverage;
}

} // namespace geo

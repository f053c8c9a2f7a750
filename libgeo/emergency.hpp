// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "libgeo/core/table.hpp"
#include "libgeo/core/verdict.hpp"
#include "libgeo/rules/pack.hpp"

namespace geo {

/// Something that happened to an enterprise and holds from its day on.
struct EmergencyChange {
    std::string enterprise_id;
    std::string date;     ///< ISO date
    std::string fact;     ///< of the pack; "penalties" and "fraud" lapse, see `facts_on`
    Value value;          ///< the new value; for "penalties" the number that is added
    std::string document; ///< number of the paper
};

/// A decision about an enterprise's place in the exemption list that was recorded by itself.
struct RecordedEntry {
    std::string enterprise_id;
    std::string date; ///< ISO date from which it holds
    bool is_exempt = false;
    std::string up_to; ///< level up to which it is exempt
    std::string clause;
    std::string document;
    std::string source; ///< where it is recorded: "ledger HM01, event 12"
};

/// A measure that an enterprise was assigned under a warning.
struct RecordedMeasure {
    std::string enterprise_id;
    std::string level;
    std::string from; ///< ISO date, the first day
    std::string to;   ///< ISO date on which it ended; empty: it holds
    std::string measure;
    std::optional<double> ratio; ///< share that is cut
    std::string clause;
    std::string source;
};

/// Enterprises with their facts, and what changed when.
struct EmergencyRegister {
    std::string subject;                     ///< how messages name it
    std::vector<Facts> firms;                ///< sorted by id; all columns of the list
    std::vector<EmergencyChange> changes;    ///< sorted by date, then id
    std::vector<RecordedEntry> entries{};    ///< in the order of their recording
    std::vector<RecordedMeasure> measures{}; ///< in the order of their recording
};

/// Whether what is said was worked out from the lists, or recorded by itself.
enum class Origin { data, ledger };
std::string_view name_of(Origin origin);

/// Reads the list of enterprises (columns: id, name and the facts of the pack; further columns are
/// kept) and the list of changes (id, date, fact, value, document; empty path: none). Throws
/// InputError for an id that stands twice, a change of an unknown enterprise or fact, or a date
/// that is none; ConfigError when a fact of the pack has no column.
EmergencyRegister read_emergency_register(const std::string& firms, const std::string& changes,
                                          const Pack& pack);

/// The facts of one enterprise on a day. A penalty counts until the end of its calendar year (the
/// list is made anew each year; assumption), fraud also in the next one (clyj 14335).
Facts facts_on(const EmergencyRegister& reg, std::size_t firm, const std::string& as_of);

/// How an enterprise stands to the exemption list (豁免名单).
enum class ListStatus {
    exempt,     ///< on the list
    removed,    ///< would be, but for a penalty or fraud
    not_exempt, ///< does not meet the rule
    open,       ///< the rule for its group was not reached
    unknown,    ///< a fact is missing
};
std::string_view name_of(ListStatus status);

/// An entry of the list with its clause.
struct ListEntry {
    std::size_t firm = 0; ///< index into the register
    ListStatus status = ListStatus::unknown;
    std::string since; ///< day of the change that made it so; empty: before the first change
    std::string up_to; ///< level up to which it is exempt
    Text clause;       ///< what of the rule holds
    std::string source;
    std::string mark;
    std::string document; ///< of the change
    std::vector<std::string> missing;
    Origin origin = Origin::data;
    ListStatus by_rule = ListStatus::unknown; ///< what the pack says of the lists alone
};

/// The list as of a day, by the pack (topic "emergency-measures"): one entry an enterprise, by id.
/// The last recorded decision up to that day holds, unless the lists have changed the status since;
/// `by_rule` tells where the two differ. Throws ConfigError when the pack is not in force or has no
/// table `exemption`.
std::vector<ListEntry> exemption_list(const EmergencyRegister& reg, const Pack& pack,
                                      const std::string& as_of);

/// What one enterprise does at a warning level.
struct FirmMeasure {
    std::size_t firm = 0;
    std::string measure; ///< none, self_directed, lowest_ratio, ratio, stop, open; empty: unknown
    std::optional<double> ratio; ///< share of its emissions that is cut; unknown: self-directed
    Text clause;
    std::string source;
    std::vector<std::string> missing;
    Origin origin = Origin::data;
};

/// The measures at a level ("yellow", "orange", "red") as of a day, one an enterprise, by id.
/// Reads the columns planned_LEVEL and ratio_LEVEL (percent) and lowest_ratio (percent). Above the
/// level in the column exempt_up_to (empty or missing: red) an exempt firm is judged as one that is
/// not exempt (exemptions limited to a level: Henan 2019, ttnews 5dd6eb41). A measure that was
/// assigned at that level under a warning in force on the day takes the place of the pack's; a
/// recorded exemption that the pack does not grant leaves the measure open.
std::vector<FirmMeasure> emergency_measures(const EmergencyRegister& reg, const Pack& pack,
                                            const std::string& level, const std::string& as_of);

/// The city-wide cut of one pollutant against what the level asks for.
struct Reduction {
    std::string pollutant;
    double all_kg_day = 0;  ///< all-society emissions: the base
    std::string base;       ///< what the base is, in words
    double cut_kg_day = 0;  ///< by measures whose size is known
    double open_kg_day = 0; ///< of enterprises whose cut is not known: could come on top at most
    double required = 0;    ///< share
    /// met: by what is known; not_met: even with the open part; unknown: between.
    enum class Status { met, not_met, unknown } status = Status::unknown;
    std::string source;
};
std::string_view name_of(Reduction::Status status);

/// Adds up the measures. `base`: list with the columns pollutant, all_kg_day, base; the register
/// has a column POLLUTANT_kg_day for each. `pack`: topic "emergency-reduction". Throws InputError
/// when a column is missing or a base is not positive.
std::vector<Reduction> city_reductions(const EmergencyRegister& reg,
                                       const std::vector<FirmMeasure>& measures,
                                       const std::string& base, const Pack& pack,
                                       const std::string& level);

/// A warning level by the hours of a forecast, under the scheme of a day; or whether a warning may
/// be lifted.
struct WarningLevel {
    std::string level; ///< "none", "blue", …; "lift" or "keep"; empty: unknown
    Text title;
    std::string pack;
    std::string source;
    std::string mark;
    bool verified = false;
    Text reason; ///< why it is unknown
};

/// Hours of the forecast episode above each threshold; nothing: not known.
struct ForecastHours {
    std::optional<double> above_150;
    std::optional<double> above_200;
    std::optional<double> above_300;
    std::optional<double> at_500;
};

/// Longest runs of hours above 150, 200 and 300 and at 500 in a list with the columns `date`,
/// `hour` (0 to 23) and `aqi`; runs may cross midnight. Hours must follow each other; throws
/// InputError else.
ForecastHours forecast_hours(const std::string& path);

/// The level by the pack (topic "emergency-level").
WarningLevel warning_level(const Pack& pack, const ForecastHours& hours);

/// Hours from the beginning of such a list on for which the AQI is not above `aqi`. Throws as
/// `forecast_hours` does.
double hours_below(const std::string& path, double aqi);

/// Whether a warning may be lifted, by the pack (topic "emergency-release"), when the forecast
/// stays below yellow for so many hours from now on. A forecast that ends earlier shows no more.
WarningLevel warning_release(const Pack& pack, std::optional<double> hours_below_yellow);

/// One row an entry. `which`: exempt and removed only, or all.
enum class Entries { listed, all };
Table exemption_table(const EmergencyRegister& reg, const std::vector<ListEntry>& list,
                      Entries which, const std::string& as_of);
Table measures_table(const EmergencyRegister& reg, const std::vector<FirmMeasure>& measures,
                     const std::string& level);
Table reductions_table(const std::vector<Reduction>& reductions, const std::string& level);

} // namespace geo

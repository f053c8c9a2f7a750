// SPDX-License-Identifier: Apache-2.0
#include "libgeo/township_ledger.hpp"

#include <algorithm>
#include <set>

#include "libgeo/core/error.hpp"

namespace geo {

namespace {

using ledger::Event;
using ledger::has;
using ledger::list_of;
using ledger::source_of;
using ledger::text_of;
using ledger::whole_of;

/// A change of codes.
struct Recode {
    std::string date;
    std::string change;
    std::vector<std::string> old_codes, old_names, new_codes, new_names;
    std::string keeps_titles;
    std::string source;
};

Recode recode_of(const Event& event) {
    const auto& p = event.payload;
    return {event.happened_on,
            text_of(p, "change"),
            list_of(p, "old_codes"),
            list_of(p, "old_names"),
            list_of(p, "new_codes"),
            list_of(p, "new_names"),
            has(p, "keeps_titles") ? std::to_string(whole_of(p, "keeps_titles")) : "",
            source_of(event)};
}

const TownshipCode* unit_of(const std::vector<TownshipCode>& units, const std::string& code) {
    const auto found =
        std::find_if(units.begin(), units.end(), [&](const auto& one) { return one.code == code; });
    return found == units.end() ? nullptr : &*found;
}

bool contains(const std::vector<std::string>& codes, const std::string& code) {
    return std::find(codes.begin(), codes.end(), code) != codes.end();
}

/// True when the list has the new units and no old one that went.
bool is_carried_out(const TownshipHistory& history, const Recode& recode) {
    const auto has_unit = [&](const std::string& code) {
        return unit_of(history.codes, code) != nullptr;
    };
    return std::all_of(recode.new_codes.begin(), recode.new_codes.end(), has_unit) &&
           std::none_of(recode.old_codes.begin(), recode.old_codes.end(), [&](const auto& code) {
               return !contains(recode.new_codes, code) && has_unit(code);
           });
}

void add(std::optional<double>& sum, const std::optional<double>& part) {
    sum = sum && part ? std::optional(*sum + *part) : std::nullopt;
}

/// What the new units take over from the old ones.
struct Ground {
    TownshipCode unit; ///< county, kind, area, population
    std::optional<double> redline_m2;
};

Ground ground_of(const TownshipHistory& history, const Recode& recode) {
    Ground ground;
    ground.redline_m2 = 0;
    for (const auto& code : recode.old_codes) {
        const auto* old = unit_of(history.codes, code);
        if (old == nullptr)
            throw InputError(
                {recode.source + "：乡级单位 '" + code + "' 不在名录中。请核对名录和代码变更。",
                 recode.source + ": the unit '" + code +
                     "' is not in the list of units. Check the list and the change."});
        const auto redline = history.redline_m2.find(code);
        add(ground.redline_m2,
            redline == history.redline_m2.end() ? std::nullopt : std::optional(redline->second));
        if (code == recode.old_codes.front()) {
            ground.unit = *old;
            continue;
        }
        add(ground.unit.area_m2, old->area_m2);
        add(ground.unit.population, old->population);
        if (ground.unit.is_agricultural != old->is_agricultural)
            ground.unit.is_agricultural.reset();
    }
    if (recode.new_codes.size() > 1) {
        ground.unit.area_m2.reset();
        ground.unit.population.reset();
        ground.redline_m2.reset();
    }
    return ground;
}

/// A code that another unit has cannot be given to a new one: that unit would be lost, on earlier
/// days too.
void refuse_taken_codes(const TownshipHistory& history, const Recode& recode) {
    for (const auto& code : recode.new_codes) {
        if (contains(recode.old_codes, code) || unit_of(history.codes, code) == nullptr) continue;
        throw InputError(
            {recode.source + "：新代码 '" + code +
                 "' 已是另一个单位。如果它并入了其他单位，请把它也列为原代码。",
             recode.source + ": the new code '" + code +
                 "' is another unit already. If that one takes in the others, name it among the "
                 "old codes too."});
    }
}

/// Old units go from the list, new ones come.
void carry_out(TownshipHistory& history, const Recode& recode) {
    refuse_taken_codes(history, recode);
    const auto ground = ground_of(history, recode);
    std::erase_if(history.codes,
                  [&](const auto& unit) { return contains(recode.old_codes, unit.code); });
    for (const auto& code : recode.old_codes) history.redline_m2.erase(code);
    for (std::size_t i = 0; i < recode.new_codes.size(); ++i) {
        auto unit = ground.unit;
        unit.code = recode.new_codes[i];
        unit.name = recode.new_names[i];
        unit.kind = township_kind_of_code(unit.code).value_or(unit.kind);
        if (ground.redline_m2) history.redline_m2[unit.code] = *ground.redline_m2;
        history.codes.push_back(std::move(unit));
    }
}

/// A unit that keeps its code has its new name, unless the list has a later one.
void rename_units(TownshipHistory& history, const Recode& recode) {
    for (auto& unit : history.codes)
        for (std::size_t i = 0; i < recode.new_codes.size(); ++i)
            if (unit.code == recode.new_codes[i] && contains(recode.old_names, unit.name))
                unit.name = recode.new_names[i];
}

void add_steps(TownshipHistory& history, const Recode& recode) {
    for (std::size_t o = 0; o < recode.old_codes.size(); ++o)
        for (const auto& new_code : recode.new_codes) {
            const auto& old_code = recode.old_codes[o];
            const bool is_there =
                std::any_of(history.lineage.begin(), history.lineage.end(), [&](const auto& step) {
                    return step.old_code == old_code && step.new_code == new_code &&
                           step.date == recode.date;
                });
            if (is_there) continue;
            history.lineage.push_back({old_code, recode.old_names[o], recode.change, recode.date,
                                       new_code, recode.keeps_titles});
        }
}

/// The codes that a unit has become between two days, the later one included.
std::set<std::string> codes_on(const TownshipHistory& history, const std::string& code,
                               const std::string& from, const std::string& to) {
    std::set<std::string> dates;
    for (const auto& step : history.lineage)
        if (step.date > from && step.date <= to) dates.insert(step.date);
    std::set<std::string> codes{code};
    for (const auto& date : dates) {
        std::set<std::string> next;
        for (const auto& one : codes) {
            bool is_changed = false;
            for (const auto& step : history.lineage)
                if (step.date == date && step.old_code == one) {
                    next.insert(step.new_code);
                    is_changed = true;
                }
            if (!is_changed) next.insert(one);
        }
        codes = std::move(next);
    }
    return codes;
}

/// The status of an award that a kind of event gives; empty: none.
std::string award_status(const std::string& kind) {
    if (kind == "apply") return "applied";
    if (kind == "pass") return "passed";
    if (kind == "announce") return "announced";
    if (kind == "name") return "named";
    return kind == "withdraw" || kind == "reject" ? "revoked" : "";
}

/// What a case is about, from its first event.
struct TitleCase {
    std::string code;
    std::string title;
    std::string since;
};

void add_awards(TownshipHistory& history, const std::vector<Event>& events) {
    std::map<std::string, TitleCase> cases;
    for (const auto& event : events) {
        if (event.kind == "recode") continue;
        auto& one = cases[event.case_id];
        if (one.code.empty())
            one = {text_of(event.payload, "code"), text_of(event.payload, "title"),
                   event.happened_on};
        const auto status = award_status(event.kind);
        if (status.empty()) continue;
        for (const auto& code : codes_on(history, one.code, one.since, event.happened_on))
            history.awards.push_back({code, one.title, status, event.happened_on,
                                      text_of(event.payload, "batch"), source_of(event),
                                      text_of(event.payload, "document")});
    }
}

} // namespace

void add_recorded(TownshipHistory& history, const ledger::Ledger& ledger) {
    const auto events = ledger.events({"townships", {}, {}, 0});
    std::vector<Recode> recodes;
    for (const auto& event : events)
        if (event.kind == "recode") recodes.push_back(recode_of(event));
    std::stable_sort(recodes.begin(), recodes.end(),
                     [](const Recode& a, const Recode& b) { return a.date < b.date; });
    for (const auto& recode : recodes) {
        if (!is_carried_out(history, recode)) carry_out(history, recode);
        rename_units(history, recode);
        add_steps(history, recode);
    }
    add_awards(history, events);
}

} // namespace geo

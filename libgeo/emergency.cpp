// SPDX-License-Identifier: Apache-2.0
#include "libgeo/emergency.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "libgeo/core/date.hpp"
#include "libgeo/core/error.hpp"
#include "libgeo/io/list_file.hpp"
#include "libgeo/rules/decide.hpp"

namespace geo {

namespace {

const FactSpec* spec_of(const Pack& pack, const std::string& fact) {
    for (const auto& spec : pack.facts)
        if (spec.name == fact) return &spec;
    return nullptr;
}

/// Facts that the program gives for each level, so that the list need not have them.
bool is_of_level(const std::string& fact) {
    return fact == "planned_measure";
}

bool lapses(const std::string& fact) {
    return fact == "penalties" || fact == "fraud";
}

std::vector<Facts> read_firms(const RawLayer& list, const Pack& pack) {
    for (const auto& spec : pack.facts)
        if (!is_of_level(spec.name)) (void)column_named(list, spec.name);
    const auto id = column_named(list, "id");
    const auto name = list.attributes.find("name");
    std::set<std::string> seen;
    std::vector<Facts> firms;
    for (std::size_t row = 0; row < list.features(); ++row) {
        Facts facts;
        facts.subject_id = to_text(list.attributes.columns[id][row]);
        if (name) facts.subject_name = to_text(list.attributes.columns[*name][row]);
        if (!seen.insert(facts.subject_id).second)
            throw InputError(
                {list.subject + "：编号 '" + facts.subject_id + "' 出现两次。请改正。",
                 list.subject + ": the id '" + facts.subject_id + "' stands twice. Correct it."});
        for (std::size_t c = 0; c < list.attributes.names.size(); ++c) {
            const auto* spec = spec_of(pack, list.attributes.names[c]);
            facts.set(list.attributes.names[c], list.attributes.columns[c][row],
                      spec ? spec->unit : "");
        }
        firms.push_back(std::move(facts));
    }
    std::sort(firms.begin(), firms.end(),
              [](const Facts& a, const Facts& b) { return id_less(a.subject_id, b.subject_id); });
    return firms;
}

void check_change(const EmergencyChange& change, const EmergencyRegister& reg, const Pack& pack,
                  const std::string& subject) {
    const auto has_firm = std::any_of(reg.firms.begin(), reg.firms.end(), [&](const Facts& firm) {
        return firm.subject_id == change.enterprise_id;
    });
    if (!has_firm)
        throw InputError({subject + "：企业 '" + change.enterprise_id + "' 不在清单中。请改正。",
                          subject + ": the enterprise '" + change.enterprise_id +
                              "' is not in the list. Correct it."});
    if (!spec_of(pack, change.fact))
        throw InputError({subject + "：'" + change.fact + "' 不是规则包的事实。请改正。",
                          subject + ": '" + change.fact + "' is no fact of the pack. Correct it."});
    if (!day_of_iso_date(change.date))
        throw InputError(
            {subject + "：'" + change.date + "' 不是日期。请写成 2026-03-01。",
             subject + ": '" + change.date + "' is no date. Write it like 2026-03-01."});
}

std::vector<EmergencyChange> read_changes(const std::string& path, const EmergencyRegister& reg,
                                          const Pack& pack) {
    std::vector<EmergencyChange> changes;
    if (path.empty()) return changes;
    const auto list = read_list_file(path);
    const auto document = list.attributes.find("document");
    const auto cell = [&](const char* column, std::size_t row) {
        return list.attributes.columns[column_named(list, column)][row];
    };
    for (std::size_t row = 0; row < list.features(); ++row) {
        EmergencyChange change{to_text(cell("id", row)), to_text(cell("date", row)),
                               to_text(cell("fact", row)), cell("value", row), ""};
        if (document) change.document = to_text(list.attributes.columns[*document][row]);
        check_change(change, reg, pack, list.subject);
        changes.push_back(std::move(change));
    }
    std::stable_sort(changes.begin(), changes.end(), [](const auto& a, const auto& b) {
        return a.date != b.date ? a.date < b.date : id_less(a.enterprise_id, b.enterprise_id);
    });
    return changes;
}

int year_in(const std::string& iso) {
    return year_of(*day_of_iso_date(iso));
}

bool still_counts(const EmergencyChange& change, const std::string& as_of) {
    if (change.date > as_of) return false;
    const int years = year_in(as_of) - year_in(change.date);
    return years <= (change.fact == "fraud" ? 1 : 0);
}

const TableResult* table_of(const Verdict& verdict, const std::string& id) {
    for (const auto& table : verdict.tables)
        if (table.id == id) return &table;
    return nullptr;
}

/// Only what the pack declares, with the level's own facts.
Facts for_pack(const Pack& pack, const Facts& firm, const std::string& level) {
    Facts facts;
    facts.subject_id = firm.subject_id;
    facts.subject_name = firm.subject_name;
    for (const auto& spec : pack.facts) {
        const Fact* own = firm.find(spec.name);
        facts.set(spec.name, own ? own->value : Value(), spec.unit);
    }
    if (level.empty()) return facts;
    const Fact* planned = firm.find("planned_" + level);
    if (planned) facts.set("planned_measure", planned->value, "text");
    return facts;
}

bool is_exempt(const Verdict& verdict) {
    return to_text(table_of(verdict, "exemption")->value) == "exempt";
}

/// Judges the firms of a register one after the other.
class Judge {
  public:
    Judge(const EmergencyRegister& reg, const Pack& pack)
        : m_reg(reg), m_pack(pack), m_decider(pack, names(pack)) {
        if (!find_table(pack, "exemption"))
            throw ConfigError({pack.id + "：没有决策表 exemption。请换用应急措施的规则包。",
                               pack.id + ": has no decision table 'exemption'. Use a pack of "
                                         "emergency measures."});
    }

    Verdict on(std::size_t firm, const std::string& as_of, const std::string& level) {
        return m_decider.decide(for_pack(m_pack, facts_on(m_reg, firm, as_of), level));
    }

    /// As a firm that does not meet the basic conditions of the exemption.
    Verdict without_exemption(std::size_t firm, const std::string& as_of,
                              const std::string& level) {
        auto facts = for_pack(m_pack, facts_on(m_reg, firm, as_of), level);
        facts.set("policy_conform", std::int64_t{0}, "bool");
        return m_decider.decide(facts);
    }

    /// As a firm that was removed, and as one that would not be but for the rest of the rule.
    Verdict as_removed(std::size_t firm, const std::string& as_of, const std::string& level) {
        return with_breaches(firm, as_of, level, 1);
    }
    Verdict as_never_removed(std::size_t firm, const std::string& as_of, const std::string& level) {
        return with_breaches(firm, as_of, level, 0);
    }

    ListStatus status(std::size_t firm, const std::string& as_of) {
        const auto verdict = on(firm, as_of, "");
        const auto result = to_text(table_of(verdict, "exemption")->value);
        if (result == "exempt") return ListStatus::exempt;
        if (result == "open") return ListStatus::open;
        if (result == "not_exempt") return ListStatus::not_exempt;
        if (result != "removed") return ListStatus::unknown;
        return would_be_exempt(firm, as_of) ? ListStatus::removed : ListStatus::not_exempt;
    }

  private:
    static std::vector<std::string> names(const Pack& pack) {
        std::vector<std::string> all;
        for (const auto& spec : pack.facts) all.push_back(spec.name);
        return all;
    }

    Verdict with_breaches(std::size_t firm, const std::string& as_of, const std::string& level,
                          std::int64_t penalties) {
        auto facts = for_pack(m_pack, facts_on(m_reg, firm, as_of), level);
        facts.set("penalties", penalties, "count");
        facts.set("fraud", std::int64_t{0}, "count");
        return m_decider.decide(facts);
    }

    bool would_be_exempt(std::size_t firm, const std::string& as_of) {
        return is_exempt(as_never_removed(firm, as_of, ""));
    }

    const EmergencyRegister& m_reg;
    const Pack& m_pack;
    Decider m_decider;
};

/// Days on which a firm's status can have changed, up to and with `as_of`, the latest first.
std::vector<std::string> turning_days(const EmergencyRegister& reg, std::size_t firm,
                                      const std::string& as_of) {
    std::set<std::string, std::greater<>> days;
    for (const auto& change : reg.changes) {
        if (change.enterprise_id != reg.firms[firm].subject_id || change.date > as_of) continue;
        days.insert(change.date);
        if (!lapses(change.fact)) continue;
        const int years = change.fact == "fraud" ? 2 : 1;
        const auto end = std::to_string(year_in(change.date) + years) + "-01-01";
        if (end <= as_of) days.insert(end);
    }
    return {days.begin(), days.end()};
}

std::string day_before(const std::string& iso) {
    return iso_date(*day_of_iso_date(iso) - std::chrono::days(1));
}

void add_since(ListEntry& entry, const EmergencyRegister& reg, Judge& judge,
               const std::string& as_of) {
    for (const auto& day : turning_days(reg, entry.firm, as_of)) {
        if (judge.status(entry.firm, day_before(day)) == entry.status) continue;
        entry.since = day;
        for (const auto& change : reg.changes)
            if (change.enterprise_id == reg.firms[entry.firm].subject_id && change.date == day)
                entry.document = change.document;
        return;
    }
}

void add_clause(ListEntry& entry, const Verdict& verdict) {
    const auto* exemption = table_of(verdict, "exemption");
    const auto* grade = table_of(verdict, "grade_qualifies");
    entry.source = exemption->source;
    entry.mark = exemption->mark;
    entry.clause = exemption->text;
    for (const auto& name : exemption->missing) entry.missing.push_back(name);
    if (!grade) return;
    std::erase(entry.missing, "grade_qualifies");
    for (const auto& name : grade->missing)
        if (std::find(entry.missing.begin(), entry.missing.end(), name) == entry.missing.end())
            entry.missing.push_back(name);
    const bool is_told = entry.status != ListStatus::removed && !grade->text.en.empty();
    if (!is_told) return;
    const bool has_own = !entry.clause.en.empty();
    entry.clause = {grade->text.zh + (has_own ? "；" : "") + entry.clause.zh,
                    grade->text.en + (has_own ? "; " : "") + entry.clause.en};
}

/// The last decision about a firm up to a day, or null.
const RecordedEntry* recorded_on(const EmergencyRegister& reg, std::size_t firm,
                                 const std::string& as_of) {
    const RecordedEntry* last = nullptr;
    for (const auto& one : reg.entries)
        if (one.enterprise_id == reg.firms[firm].subject_id && one.date <= as_of &&
            (last == nullptr || last->date <= one.date))
            last = &one;
    return last;
}

/// A decision holds until the lists change the status on a later day.
void take_recorded(ListEntry& entry, const RecordedEntry* recorded) {
    entry.by_rule = entry.status;
    if (recorded == nullptr || recorded->date < entry.since) return;
    entry.origin = Origin::ledger;
    entry.status = recorded->is_exempt ? ListStatus::exempt : ListStatus::removed;
    entry.since = recorded->date;
    entry.up_to = recorded->is_exempt ? recorded->up_to : "";
    entry.clause = {recorded->clause, recorded->clause};
    entry.document = recorded->document;
    entry.source = recorded->source;
    entry.mark.clear();
    entry.missing.clear();
}

constexpr std::array<std::string_view, 3> levels{"yellow", "orange", "red"};

std::ptrdiff_t rank_of_level(std::string_view level) {
    return std::find(levels.begin(), levels.end(), level) - levels.begin();
}

/// The last level that the exemption of a firm reaches: its column exempt_up_to, else red.
std::string reach_of_exemption(const EmergencyRegister& reg, const Facts& firm) {
    const Fact* limit = firm.find("exempt_up_to");
    const auto level = limit ? to_text(limit->value) : std::string();
    if (level.empty()) return "red";
    if (rank_of_level(level) == std::ssize(levels))
        throw InputError({reg.subject + "：企业 " + firm.subject_id + " 的 exempt_up_to '" + level +
                              "' 不是级别。请写 yellow、orange 或 red。",
                          reg.subject + ": exempt_up_to '" + level + "' of " + firm.subject_id +
                              " is no level. Use yellow, orange or red."});
    return level;
}

std::optional<double> share_of(const Facts& firm, const std::string& column) {
    const Fact* fact = firm.find(column);
    const auto percent = fact ? to_number(fact->value) : std::nullopt;
    if (!percent || *percent < 0 || *percent > 100) return {};
    return *percent / 100;
}

std::optional<double> ratio_of(const Facts& firm, const std::string& measure,
                               const std::string& level) {
    if (measure == "none") return 0;
    if (measure == "stop") return 1;
    if (measure == "ratio") return share_of(firm, "ratio_" + level);
    if (measure == "lowest_ratio") return share_of(firm, "lowest_ratio");
    return {};
}

} // namespace

std::string_view name_of(ListStatus status) {
    constexpr std::array<std::string_view, 5> names{"exempt", "removed", "not_exempt", "open",
                                                    "unknown"};
    return names[static_cast<std::size_t>(status)];
}

std::string_view name_of(Origin origin) {
    return origin == Origin::data ? "data" : "ledger";
}

std::string_view name_of(Reduction::Status status) {
    constexpr std::array<std::string_view, 3> names{"met", "not_met", "unknown"};
    return names[static_cast<std::size_t>(status)];
}

EmergencyRegister read_emergency_register(const std::string& firms, const std::string& changes,
                                          const Pack& pack) {
    const auto list = read_list_file(firms);
    EmergencyRegister reg{list.subject, read_firms(list, pack), {}};
    reg.changes = read_changes(changes, reg, pack);
    return reg;
}

Facts facts_on(const EmergencyRegister& reg, std::size_t firm, const std::string& as_of) {
    Facts facts = reg.firms[firm];
    for (const auto& change : reg.changes) {
        if (change.enterprise_id != facts.subject_id) continue;
        const Fact* old = facts.find(change.fact);
        if (change.fact == "penalties" && still_counts(change, as_of))
            facts.set("penalties",
                      to_number(old->value).value_or(0) + to_number(change.value).value_or(1),
                      "count");
        else if (lapses(change.fact) ? still_counts(change, as_of) : change.date <= as_of)
            facts.set(change.fact, change.value, old->unit);
    }
    return facts;
}

namespace {

ListEntry entry_of(const EmergencyRegister& reg, Judge& judge, std::size_t firm,
                   const std::string& as_of) {
    ListEntry entry;
    entry.firm = firm;
    entry.status = judge.status(firm, as_of);
    add_clause(entry, judge.on(firm, as_of, ""));
    if (entry.status == ListStatus::exempt) entry.up_to = reach_of_exemption(reg, reg.firms[firm]);
    add_since(entry, reg, judge, as_of);
    take_recorded(entry, recorded_on(reg, firm, as_of));
    return entry;
}

/// The verdict on a firm's measure by its place in the list.
Verdict verdict_of(Judge& judge, const ListEntry& entry, const std::string& as_of,
                   const std::string& level) {
    const bool is_on = entry.status == ListStatus::exempt;
    if (is_on && rank_of_level(level) > rank_of_level(entry.up_to))
        return judge.without_exemption(entry.firm, as_of, level);
    if (entry.origin == Origin::data || entry.status == entry.by_rule)
        return judge.on(entry.firm, as_of, level);
    return is_on ? judge.as_never_removed(entry.firm, as_of, level)
                 : judge.as_removed(entry.firm, as_of, level);
}

/// What the list says before the measure's own clause.
Text preface(const ListEntry& entry, const std::string& level) {
    if (entry.status == ListStatus::exempt && rank_of_level(level) > rank_of_level(entry.up_to))
        return {"豁免只到 " + entry.up_to + "；", "exempt up to " + entry.up_to + " only; "};
    if (entry.origin == Origin::data) return {};
    return {std::string(name_of(entry.status)) + "（" + entry.document + "）；",
            std::string(name_of(entry.status)) + " (" + entry.document + "); "};
}

/// What the pack does not grant, it has no measure for.
void leave_open(FirmMeasure& one) {
    one.measure = "open";
    one.ratio.reset();
    one.clause = {"账本列入豁免，规则不予豁免：措施须下达（emergency assign）",
                  "the ledger has it exempt, the rule does not: assign its measure (emergency "
                  "assign)"};
}

const RecordedMeasure* assigned_on(const EmergencyRegister& reg, std::size_t firm,
                                   const std::string& level, const std::string& as_of) {
    const RecordedMeasure* last = nullptr;
    for (const auto& one : reg.measures)
        if (one.enterprise_id == reg.firms[firm].subject_id && one.level == level &&
            one.from <= as_of && (one.to.empty() || as_of < one.to))
            last = &one;
    return last;
}

void take_assigned(FirmMeasure& one, const RecordedMeasure& assigned) {
    one.measure = assigned.measure;
    one.ratio = assigned.ratio;
    one.clause = {assigned.clause, assigned.clause};
    one.source = assigned.source;
    one.missing.clear();
    one.origin = Origin::ledger;
}

FirmMeasure measure_of(const EmergencyRegister& reg, const Pack& pack, const Verdict& verdict,
                       std::size_t firm, const std::string& level, const std::string& as_of) {
    FirmMeasure one;
    one.firm = firm;
    one.measure = verdict.result;
    one.ratio = ratio_of(facts_on(reg, firm, as_of), verdict.result, level);
    one.clause = verdict.result_text;
    for (const auto& table : verdict.tables) {
        if (table.id == pack.decision.result) one.source = table.source;
        for (const auto& name : table.missing)
            if (spec_of(pack, name) &&
                std::find(one.missing.begin(), one.missing.end(), name) == one.missing.end())
                one.missing.push_back(name);
    }
    if (!one.measure.empty()) one.missing.clear();
    return one;
}

} // namespace

std::vector<ListEntry> exemption_list(const EmergencyRegister& reg, const Pack& pack,
                                      const std::string& as_of) {
    require_valid_on(pack, as_of);
    Judge judge(reg, pack);
    std::vector<ListEntry> list;
    for (std::size_t firm = 0; firm < reg.firms.size(); ++firm)
        list.push_back(entry_of(reg, judge, firm, as_of));
    return list;
}

std::vector<FirmMeasure> emergency_measures(const EmergencyRegister& reg, const Pack& pack,
                                            const std::string& level, const std::string& as_of) {
    require_valid_on(pack, as_of);
    Judge judge(reg, pack);
    std::vector<FirmMeasure> all;
    for (std::size_t firm = 0; firm < reg.firms.size(); ++firm) {
        const auto entry = entry_of(reg, judge, firm, as_of);
        const auto verdict = verdict_of(judge, entry, as_of, level);
        auto one = measure_of(reg, pack, verdict, firm, level, as_of);
        const bool is_within = entry.status == ListStatus::exempt &&
                               rank_of_level(level) <= rank_of_level(entry.up_to);
        if (is_within && !is_exempt(verdict)) leave_open(one);
        const auto first = preface(entry, level);
        one.clause = {first.zh + one.clause.zh, first.en + one.clause.en};
        if (entry.origin == Origin::ledger) one.origin = Origin::ledger;
        if (const auto* assigned = assigned_on(reg, firm, level, as_of))
            take_assigned(one, *assigned);
        all.push_back(std::move(one));
    }
    return all;
}

} // namespace geo

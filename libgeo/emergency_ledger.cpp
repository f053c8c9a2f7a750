// SPDX-License-Identifier: Apache-2.0
#include "libgeo/emergency_ledger.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "libgeo/core/error.hpp"

namespace geo {

namespace {

using ledger::Event;
using ledger::has;
using ledger::source_of;
using ledger::text_of;
using ledger::whole_of;

/// What a warning is as the events go by.
struct Warning {
    std::string level;
    std::string from;                   ///< the first day of the warning
    std::vector<RecordedMeasure> given; ///< by its assignments
};

std::optional<double> ratio_of(const Event& event) {
    const auto measure = text_of(event.payload, "measure");
    if (measure == "none") return 0;
    if (measure == "stop") return 1;
    if (!has(event.payload, "percent")) return {};
    return static_cast<double>(whole_of(event.payload, "percent")) / 100;
}

/// Reads the events in their order.
class Reader {
  public:
    explicit Reader(EmergencyRegister& reg) : m_reg(reg) {
        for (const auto& firm : reg.firms) m_known.insert(firm.subject_id);
    }

    void read(const Event& event) {
        if (event.kind == "exempt" || event.kind == "remove" || event.kind == "restore")
            return add_entry(event);
        auto& warning = m_warnings[event.case_id];
        if (event.kind == "declare") {
            const auto from = text_of(event.payload, "from_day");
            warning.from = from.empty() ? event.happened_on : from;
        }
        if (event.kind == "declare" || event.kind == "change")
            warning.level = text_of(event.payload, "level");
        if (event.kind == "assign") assign(warning, event);
        if (event.kind == "lift")
            for (auto& one : warning.given)
                if (one.to.empty()) one.to = event.happened_on;
    }

    /// Gives the measures of all warnings to the register.
    void finish() {
        for (auto& [id, warning] : m_warnings)
            m_reg.measures.insert(m_reg.measures.end(), warning.given.begin(), warning.given.end());
    }

  private:
    void require_known(const Event& event, const std::string& id) const {
        if (m_known.contains(id)) return;
        throw InputError({source_of(event) + "：企业 '" + id + "' 不在企业清单中。请把它补入清单。",
                          source_of(event) + ": the enterprise '" + id +
                              "' is not in the list of enterprises. Add it to the list."});
    }

    void add_entry(const Event& event) {
        auto& id = m_enterprises[event.case_id];
        auto& up_to = m_up_to[event.case_id];
        if (event.kind == "exempt") {
            id = text_of(event.payload, "enterprise");
            up_to = has(event.payload, "up_to") ? text_of(event.payload, "up_to") : "red";
        }
        require_known(event, id);
        m_reg.entries.push_back({id, event.happened_on, event.kind != "remove", up_to,
                                 text_of(event.payload, "clause"),
                                 text_of(event.payload, "document"), source_of(event)});
    }

    /// A new measure at a level ends the one before it.
    void assign(Warning& warning, const Event& event) {
        const auto id = text_of(event.payload, "enterprise");
        require_known(event, id);
        for (auto& one : warning.given)
            if (one.enterprise_id == id && one.level == warning.level && one.to.empty())
                one.to = event.happened_on;
        warning.given.push_back({id, warning.level, std::max(event.happened_on, warning.from), "",
                                 text_of(event.payload, "measure"), ratio_of(event),
                                 text_of(event.payload, "clause"), source_of(event)});
    }

    EmergencyRegister& m_reg;
    std::set<std::string> m_known;
    std::map<std::string, std::string> m_enterprises; ///< by case
    std::map<std::string, std::string> m_up_to;       ///< by case
    std::map<std::string, Warning> m_warnings;        ///< by case
};

} // namespace

void add_recorded(EmergencyRegister& reg, const ledger::Ledger& ledger) {
    Reader reader(reg);
    ledger.each_event({"emergency", {}, {}, 0}, [&](Event&& event) { reader.read(event); });
    reader.finish();
}

} // namespace geo

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "libgeo/ledger/ledger.hpp"
#include "libgeo/ledger/written.hpp"
#include "tools/console.hpp"
#include "tools/verb.hpp"

namespace parkline {

/// The options of verbs that record events: who, in which role, on which day, why, on which
/// evidence, or a list of many.
class Recording {
  public:
    std::vector<Option> options();
    /// Those of `options` that say who, in which role, when, why and on which evidence.
    std::vector<Option> head_options();

    /// Records one event of which programme, case, kind and fields are given, or all events of the
    /// list of --from, and gives the receipt out.
    void record(const Session& session, geo::ledger::Ledger& ledger,
                geo::ledger::WrittenEvent event, const TableOutput& output) const;

    bool is_list() const { return !m_from.empty(); }

    /// The first option of `options` that was given; empty when none was.
    std::string given() const;

    /// The event with actor, role, day, reason, key and evidence as they were given.
    geo::ledger::Submission head(geo::ledger::Submission event) const;

  private:
    std::string m_actor;
    std::string m_role;
    std::string m_on;
    std::string m_reason;
    std::string m_key;
    std::string m_manifest;
    std::vector<std::string> m_features;
    std::string m_from;
};

/// Throws ConfigError: the option is not one of the action's. Ignoring it would do something else
/// than was asked. Does nothing when `option` is empty.
void refuse_option(const std::string& action, const std::string& option,
                   const geo::Text& hint = {});

} // namespace parkline

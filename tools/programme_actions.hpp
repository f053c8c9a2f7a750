// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "libgeo/ledger/programme.hpp"
#include "tools/recording.hpp"

namespace parkline {

/// The actions that every programme of the ledger has on the command line, made from its
/// declaration: one to record each kind of event, `record` for lists, `list` of its cases, `show`
/// of one, and its views.
class ProgrammeActions {
  public:
    explicit ProgrammeActions(const std::string& programme);

    /// Names of all actions, in the order of the help page.
    std::vector<std::string> names() const;
    /// What each does, in one text.
    geo::Text help() const;

    /// All options besides ACTION, LEDGER, CASE and those of the output.
    std::vector<Option> options();

    /// What --as-of and --calendars were given, and the recording's options, for verbs that have
    /// more actions than the programme's.
    const std::string& as_of() const { return m_as_of; }
    const std::string& calendars() const { return m_calendars; }
    const Recording& recording() const { return m_recording; }
    /// The text that was given for a field, empty when none was.
    std::string field(const std::string& name) const;
    /// The first option of events and views that was given and is not one of `but`; empty when
    /// none was. What an action that is not the programme's has to refuse.
    std::string given_beside(const std::vector<std::string>& but) const;

    int run(const Session& session, const std::string& action, const std::string& location,
            const std::string& case_id, const TableOutput& output) const;

  private:
    std::vector<Option> field_options();
    /// The options of events, or of views, that were given.
    std::vector<std::string> given_for_events() const;
    std::vector<std::string> given_for_views() const;
    std::vector<Option> view_options();
    int record(const Session& session, const std::string& action, const std::string& location,
               const std::string& case_id, const TableOutput& output) const;
    geo::Table view(const std::string& action, const std::string& location) const;

    const geo::ledger::Programme& m_programme;
    Recording m_recording;
    std::map<std::string, std::string> m_fields;
    std::map<std::string, std::vector<std::string>> m_lists;
    std::string m_as_of;
    std::string m_by;
    std::vector<std::string> m_only;
    std::string m_calendars;
};

/// The arguments LEDGER and CASE of verbs that work on cases.
std::vector<Option> case_arguments(std::string& ledger, std::string& case_id);

/// The cases of the ledger, of one programme when it is not empty.
geo::Table case_list(const geo::ledger::Ledger& ledger, const std::string& programme);

/// Throws ConfigError: the action needs a case.
void require_case(const std::string& action, const std::string& case_id);

} // namespace parkline

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "libgeo/ledger/ledger.hpp"
#include "tools/recording.hpp"

namespace parkline {

/// True for the endings of workbooks: .xlsx, .xls, .ods.
bool is_workbook(const std::string& path);

/// True for the endings of files that hold one list in plain rows: .csv, .json.
bool is_plain_list(const std::string& path);

/// What `ledger export --list` and `ledger import` of a workbook do: the lists of the ledger out to
/// people and back.
class LedgerLists {
  public:
    std::vector<Option> options();

    /// Whether `export` is asked for lists and not for events.
    bool is_asked() const { return !m_list.empty(); }
    /// The first option of an export of lists, or of an import, that was given; empty when none.
    /// The import of a file that does not say which list it is (`from`) has --list too.
    std::string given_for_export(const std::string& from) const;
    std::string given_for_import() const;

    int write(const Session& session, const geo::ledger::Ledger& ledger,
              const TableOutput& output) const;
    int read(const Session& session, geo::ledger::Ledger& ledger, const std::string& from,
             const TableOutput& output) const;

  private:
    void need_name() const;

    std::string m_list;
    std::vector<std::string> m_only;
    std::string m_refused;
    bool m_is_trial = false;
    Recording m_recording;
};

} // namespace parkline

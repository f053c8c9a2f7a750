// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "libgeo/core/problem.hpp"
#include "libgeo/ledger/ledger.hpp"

namespace geo::ledger {

/// The lists that a name stands for, as the names of their state tables: one by its own name, those
/// of a programme by the programme's, the table of cases by "cases", every list by "all". Throws
/// ConfigError for any other name, with those there are.
std::vector<std::string> lists_named(std::string_view name);

/// Lists, and which of their rows: those that pass all `conditions` ("officer=王强", as `only`).
struct ListChoice {
    std::vector<std::string> lists; ///< names of state tables
    std::vector<std::string> conditions{};
};

/// Writes lists as a workbook that people fill in (docs/ledger.md): a sheet a list, a row a record.
/// Gives what a sheet could not hold. Throws as `StagedFile`, `write_workbook` and `only` do.
Problems export_lists(const Ledger& ledger, const ListChoice& choice, const std::string& path,
                      Overwrite overwrite);

/// One list as plain rows, for CSV and JSON: the state table and, last, `row_key`, by which its
/// rows are known when they come back. Throws as `only` does.
Table list_rows(const Ledger& ledger, const std::string& list,
                const std::vector<std::string>& conditions = {});

/// How lists are taken over.
struct ListImport {
    std::string list{};         ///< name of the list of a CSV or JSON file; empty: workbook
    Submission defaults;        ///< actor, role, day, reason, evidence of rows without own
    Keep keep = Keep::recorded; ///< `nothing`: only say what would become of each row
    std::string refused_path{}; ///< workbook of the refused rows; empty: none
    Overwrite overwrite = Overwrite::no; ///< of that workbook
    Language language = Language::zh;    ///< of the reasons in it
};

/// What became of a row that asked for something.
enum class RowOutcome { recorded, before, refused };

/// A row that asked for something.
struct ImportedRow {
    std::string list;
    std::size_t line = 0; ///< of its sheet, from 1
    std::string id;
    std::string kind; ///< of its event; empty when none could be made of the row
    RowOutcome outcome = RowOutcome::refused;
    std::int64_t number = 0; ///< of its event; of a trial, the one it would get
    Text why;                ///< refused
};

/// What became of a workbook.
struct ImportedLists {
    std::vector<ImportedRow> rows; ///< in the order of the workbook
    std::size_t unchanged = 0;     ///< rows as they were exported
    std::size_t recorded = 0;
    std::size_t before = 0; ///< recorded by an earlier import
    std::size_t refused = 0;
    Problems notes;
};

/// Takes over a workbook of `export_lists`, or one list as CSV or JSON (`read_plain_list`), that
/// was filled in: every changed row becomes one event, through the checks that every event passes.
/// Rows that can be recorded are, in one transaction; the others are refused, each with its reason,
/// and nothing of them is recorded. A row whose case has changed since the export is refused with
/// the values of both sides. The same workbook again records nothing. The refused rows are written
/// to `refused_path`, when there are any, as a workbook that can be mended and imported.
///
/// Throws InputError for a file that is no such list, OutputError when the store or
/// `refused_path` cannot be written; then nothing is recorded. A disk that is full only when the
/// refused rows are written throws too; the same import again then finds its events recorded.
ImportedLists import_lists(Ledger& ledger, const std::string& path, const ListImport& how);

/// The rows that asked for something as a table: list, row, id, event, outcome, number, why.
/// Of a trial the outcome "recorded" is called "would_record".
Table import_report(const ImportedLists& imported, Keep keep, Language language);

} // namespace geo::ledger

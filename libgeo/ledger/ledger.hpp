// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "libgeo/core/table.hpp"
#include "libgeo/io/staging.hpp"
#include "libgeo/ledger/event.hpp"
#include "libgeo/ledger/programme.hpp"

namespace geo::ledger {

/// Which events; empty members do not restrict.
struct EventFilter {
    std::string programme;
    std::string case_id;
    std::string kind;
    std::int64_t after = 0; ///< numbers greater than this
};

/// What became of a submission.
struct Recorded {
    Event event;
    bool was_there = false; ///< the same key had been recorded with the same content: nothing new
};

/// A row of a state table as somebody saw it who now submits something about it.
struct SeenRow {
    std::string table;
    std::string id;
    std::int64_t event = 0; ///< number of the event that had changed it last; 0: it was not there
    std::string hash;       ///< how the hash of that event begins
};

/// A submission that rests on a row as it was seen.
struct Guarded {
    Submission submission;
    SeenRow seen;
};

/// What became of one of several submissions: recorded, or refused with the reason.
struct Attempt {
    std::optional<Recorded> recorded;
    Text why;
    bool is_outdated = false; ///< refused because the row is no longer as it was seen
};

/// Whether what was recorded stays, or the store is left as it was.
enum class Keep { recorded, nothing };

/// What `verify` found.
struct Verification {
    std::int64_t events = 0; ///< that are whole, from the first on
    std::string head;        ///< hash of the last of them
    /// The first event that is wrong, and why.
    struct Bad {
        std::int64_t number = 0;
        Text why;
    };
    std::optional<Bad> bad;
    std::vector<Text> notes; ///< e.g. a torn last record that was dropped
    bool is_sound() const { return !bad; }
};

/// The record of who decided what, when and on which evidence: an append-only chain of events in a
/// GeoPackage or in PostgreSQL, and the state tables projected from it (docs/ledger.md).
///
/// A location is the path of a GeoPackage or a "postgresql://…" address. One object serves one
/// thread; any number of processes may use one ledger at once. Failures of the store (locked, disk
/// full, connection lost) throw OutputError, and nothing of the call is recorded.
class Ledger {
  public:
    /// Makes the tables of a ledger, and the GeoPackage when there is none. Throws OutputExists
    /// when the location holds a ledger already.
    static void create(const std::string& location);

    /// Opens a ledger. Throws ConfigError when there is none, when its schema is older (use
    /// `migrate`) or newer than this program.
    explicit Ledger(const std::string& location);
    ~Ledger();
    Ledger(Ledger&&) noexcept;
    Ledger& operator=(Ledger&&) noexcept;

    /// Records one event in one transaction: checks it against the state that it meets, gives it
    /// number, time and hash, and carries it into the state tables. A submission whose key was
    /// recorded before with the same content is not recorded again. Throws InputError for a
    /// submission that is wrong or comes too late, and for a key with another content.
    Recorded append(const Submission& submission);

    /// Records all or none, in one transaction.
    std::vector<Recorded> append_all(const std::vector<Submission>& submissions);

    /// Records those that can be, in their order and in one transaction, and says of each what
    /// became of it. A row that was changed after it was seen refuses its submission, unless the
    /// same had been recorded before; changes by the submissions of this call do not count. With
    /// Keep::nothing the answers are the same and nothing is recorded.
    std::vector<Attempt> append_each(const std::vector<Guarded>& submissions, Keep keep);

    /// The hash of the event of that number; empty when there is none.
    std::string hash_of_event(std::int64_t number) const;

    /// Events in the order of their numbers.
    std::vector<Event> events(const EventFilter& filter = {}) const;
    void each_event(const EventFilter& filter, const std::function<void(Event&&)>& visit) const;

    /// A state table with all columns, sorted by id: "ledger_case" or one of a programme.
    Table state(const std::string& table) const;

    /// A programme's state table as it stood at the end of a day (ISO 8601): made of the events of
    /// that programme that had happened by then, in the order of their numbers, whenever they were
    /// recorded. Reads all of its events, about 50,000 a second.
    Table state_on(const std::string& table, const std::string& day) const;

    /// Checks numbers, hashes, order of time, and that the state tables are what the events make.
    Verification verify() const;

    /// Makes the state tables anew from the events.
    void rebuild();

    /// A whole copy of a GeoPackage, or the events of a PostgreSQL ledger, as a file.
    void backup(const std::string& path, Overwrite overwrite) const;

    /// All events, one JSON object a line; the last line is a seal of count and hash.
    void export_events(const std::string& path, Overwrite overwrite) const;

    /// Takes over the events of `export_events` with their numbers and hashes; the ledger must be
    /// empty. A torn last line is dropped and reported; any other fault throws InputError with
    /// the number of the first bad record, and nothing is taken over.
    Verification import_events(const std::string& path);

  private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

/// Brings an older ledger to this program's schema, after a backup beside it (GeoPackage:
/// FILE.backup-vN.gpkg; PostgreSQL: `backup_path`). Gives the path of the backup, empty when there
/// was nothing to do.
std::string migrate(const std::string& location, const std::string& backup_path = {});

/// The state table of all cases: programme, status, first and last day, number of events.
const StateTable& case_table();

} // namespace geo::ledger

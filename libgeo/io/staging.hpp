// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace geo {

/// Whether results that stand already may be replaced.
enum class Overwrite { no, yes };

/// Whether a file with a ledger may be replaced too: only by a copy of a ledger.
enum class Ledgers { stay, may_go };

/// How messages name an output: the path that it will have, though it stands in a temporary folder
/// or under a temporary name.
std::string shown_output(const std::string& path);

/// Results on their way into a folder. Files are written under a temporary folder inside it, and
/// `publish` syncs them and renames them to their final names, the last added one last. Whatever
/// happens before, nothing half-written stands under a final name; the temporary folder is removed
/// by the destructor, or by the next run when the process was killed. A name may have folders in
/// front ("dossiers/A.pdf").
class Staging {
  public:
    /// Makes the folder when it is missing. Throws OutputExists when one of `final_names` stands in
    /// it and `overwrite` is no, unless a `publish` that was killed put it there, or when one of
    /// them holds a ledger; OutputError when the folder cannot be written.
    Staging(std::string folder, const std::vector<std::string>& final_names, Overwrite overwrite);
    ~Staging();
    Staging(const Staging&) = delete;
    Staging& operator=(const Staging&) = delete;

    /// Where to write the file that will be called `name`; remembers it for `publish`.
    std::string path_for(const std::string& name);

    /// Where a file that was added stands until `publish`.
    std::string staged(const std::string& name) const { return m_temporary + "/" + name; }

    /// Writes a whole file. Throws OutputError naming path and cause (disk full, ...).
    void write(const std::string& name, std::string_view bytes);

    /// The files that were added, in their order.
    const std::vector<std::string>& names() const { return m_names; }

    /// Lets `publish` remove an old file of that name, because these results have none.
    void drop(std::string name) { m_dropped.push_back(std::move(name)); }

    /// Syncs and renames all files in the order they were added. The old file of the last name is
    /// removed first, so that an old manifest never certifies new files; dropped ones go next.
    /// Throws OutputExists, with nothing done, when a file with a ledger would go.
    void publish();

  private:
    std::string m_folder;
    std::string m_temporary;
    std::string m_first_made; ///< outermost folder that did not stand before
    std::vector<std::string> m_names;
    std::vector<std::string> m_dropped;
};

/// One result file that appears whole or not at all: `write` gets the temporary path to fill.
class StagedFile {
  public:
    /// Throws OutputExists when `path` stands and `overwrite` is no, or when it holds a ledger.
    StagedFile(std::string path, Overwrite overwrite, Ledgers ledgers = Ledgers::stay);
    ~StagedFile();
    StagedFile(const StagedFile&) = delete;
    StagedFile& operator=(const StagedFile&) = delete;

    const std::string& temporary() const { return m_temporary; }

    /// Syncs the file and gives it its name. What a database of that name has left beside it (a
    /// write-ahead log) goes, because it would be read into the new one.
    void publish();

  private:
    std::string m_path;
    std::string m_temporary;
};

/// Writes `bytes` to `path` without any renaming. Throws OutputError naming path and cause.
void write_whole_file(const std::string& path, std::string_view bytes);

/// All bytes of a file. Throws InputError naming it when it cannot be read.
std::string read_whole_file(const std::string& path);

/// SHA-256 of a file's bytes in hexadecimal. Throws InputError when it cannot be read.
std::string sha256_of_file(const std::string& path);

/// SHA-256 of bytes in hexadecimal.
std::string sha256_of(std::span<const std::byte> bytes);

} // namespace geo

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace geo::map {

/// A file of the batch as the list `sheets.csv` knows it.
struct SheetFile {
    std::string file; ///< name in the folder
    std::string id;   ///< of the feature
    std::string title;
    std::string scale; ///< "1:25,000"
    std::string crs;
    std::string sha256; ///< of the file
    std::string input;  ///< hash of everything that the sheet depends on
};

/// The list of what a folder of sheets holds, kept while a batch runs so that it can go on after a
/// stop. Thread-safe.
class SheetList {
  public:
    /// Reads sheets.csv and what an interrupted run noted, when they are there.
    explicit SheetList(std::string folder);

    /// True when the file stands and is the one made from this input.
    bool is_current(const std::string& file, const std::string& input) const;
    std::optional<SheetFile> known(const std::string& file) const;
    /// Notes a file that was just written.
    void add(const SheetFile& file);
    /// Writes sheets.csv, sorted by file, of the files that stand; removes the notes.
    void finish();

  private:
    void read_list();

    std::string m_folder;
    mutable std::mutex m_mutex;
    std::map<std::string, SheetFile> m_files;
};

/// A name that is safe on every file system: id, 8 digits that tell equal ones apart, and the first
/// letters of the title; letters, digits, '-' and '_' only.
std::string safe_name(const std::string& layer, const std::string& id, const std::string& title);

} // namespace geo::map

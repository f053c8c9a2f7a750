// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "libgeo/ledger/ledger.hpp"

namespace geo::ledger {

/// Writes an export: one event a line, then the seal {"events":N,"head":"HASH"}.
class ExportWriter {
  public:
    explicit ExportWriter(const std::string& path);
    void put(const Event& event);
    /// Throws OutputError when the file did not take all of it.
    void finish();

  private:
    std::string m_path;
    std::ofstream m_file;
    std::int64_t m_number = 0;
    std::string m_hash = first_previous;
};

/// Reads an export and follows its chain. A last line without its end is torn: it is dropped and
/// said, and so is a missing seal. Anything else that is wrong is `bad`, with the number of the
/// record. Throws InputError when the file cannot be read.
std::pair<Verification, std::vector<Event>> read_export(const std::string& path);

} // namespace geo::ledger

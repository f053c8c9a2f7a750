// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace geo {

/// Registers the drivers of the allow-list once and closes the doors: no network, no proxy that
/// answers, no plug-ins, no extensions. Every function of io/ calls it; it is thread-safe.
void open_gdal_session();

/// Registers the driver of PostgreSQL as well, once: only when somebody names a database, and only
/// for that address.
void open_postgres_driver();

/// Collects what GDAL says on this thread while it lives, instead of letting it print.
class GdalMessages {
  public:
    GdalMessages();
    ~GdalMessages();
    GdalMessages(const GdalMessages&) = delete;
    GdalMessages& operator=(const GdalMessages&) = delete;

    /// Takes out warnings that hold one of the words, and gives them.
    std::vector<std::string> take_allowed(const std::vector<std::string>& words);
    /// Warnings and errors so far, oldest first.
    const std::vector<std::string>& all() const { return m_messages; }
    /// The last one, or empty.
    std::string last() const { return m_messages.empty() ? std::string{} : m_messages.back(); }

  private:
    std::vector<std::string> m_messages;
};

/// The drivers that read layers and lists, and whether this GDAL has each.
std::vector<std::pair<std::string, bool>> reading_drivers();

/// "GDAL 3.6.2".
std::string gdal_version_text();

} // namespace geo

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

#include <unistd.h>

namespace parkline {

/// A folder in the system's place for such, which goes with everything in it at the end of the
/// scope.
class PassingFolder {
  public:
    explicit PassingFolder(const std::string& purpose)
        : m_path(std::filesystem::temp_directory_path() /
                 ("parkline-" + purpose + "-" + std::to_string(::getpid()))) {}
    ~PassingFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(m_path, ignored);
    }
    PassingFolder(const PassingFolder&) = delete;
    PassingFolder& operator=(const PassingFolder&) = delete;
    std::string path() const { return m_path.string(); }

  private:
    std::filesystem::path m_path;
};

} // namespace parkline

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <unistd.h>

#include "libgeo/core/error.hpp"

/// A folder that is removed at the end of its scope.
class Scratch {
  public:
    Scratch() {
        static int number = 0;
        m_path = std::filesystem::temp_directory_path() /
                 ("parkline-test-" + std::to_string(getpid()) + "-" + std::to_string(++number));
        std::filesystem::create_directories(m_path);
    }
    ~Scratch() {
        std::error_code ignored;
        std::filesystem::remove_all(m_path, ignored);
    }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;

    std::string operator/(const std::string& name) const { return (m_path / name).string(); }
    std::string folder() const { return m_path.string(); }

    /// Writes a file and gives its path.
    std::string file(const std::string& name, const std::string& bytes) const {
        std::ofstream(m_path / name, std::ios::binary) << bytes;
        return (m_path / name).string();
    }

    static std::string bytes_of(const std::string& path) {
        std::ifstream in(path, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    }

  private:
    std::filesystem::path m_path;
};

/// The English sentence of the error that `work` throws; empty when it throws none.
template <typename Work> std::string refusal_of(Work work) {
    try {
        work();
    } catch (const geo::Error& error) {
        return error.text().en;
    }
    return "";
}

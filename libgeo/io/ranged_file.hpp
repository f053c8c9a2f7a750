// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "libgeo/core/unfilled.hpp"

namespace geo {

/// A plain file that is read by ranges, from any number of threads. Unlike a mapping it survives
/// that the file becomes shorter meanwhile: then a range is not whole.
class RangedFile {
  public:
    /// Empty when the file cannot be opened or is no plain file.
    explicit RangedFile(const std::string& path);
    ~RangedFile();
    RangedFile(const RangedFile&) = delete;
    RangedFile& operator=(const RangedFile&) = delete;

    /// Bytes of the file when it was opened.
    std::size_t size() const { return m_size; }

    /// Reads [place, place + size) into `bytes`, which becomes that long. False when the file does
    /// not hold all of it (any more); nothing is allocated for what it never held.
    bool read(std::size_t place, std::size_t size, UnfilledVector<std::byte>& bytes) const;

  private:
    int m_file = -1;
    std::size_t m_size = 0;
};

} // namespace geo

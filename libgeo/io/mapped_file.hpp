// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <string>

namespace geo {

/// A whole file in the address space, for reading; pages come when they are touched. The file must
/// not become shorter while it is mapped: as with every mapping, the process would be stopped.
class MappedFile {
  public:
    MappedFile() = default;
    /// Empty when the file cannot be opened or mapped; an empty file is empty too.
    explicit MappedFile(const std::string& path);
    ~MappedFile();
    MappedFile(MappedFile&& other) noexcept;
    MappedFile& operator=(MappedFile&& other) noexcept;

    std::span<const std::byte> bytes() const { return m_bytes; }

  private:
    std::span<const std::byte> m_bytes;
};

} // namespace geo

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>

namespace geo {

/// SHA-256 of bytes that come in pieces.
class Sha256 {
  public:
    Sha256();
    ~Sha256();
    Sha256(Sha256&&) noexcept;

    void add(std::span<const std::byte> bytes);
    /// The digest in hexadecimal; nothing can be added afterwards.
    std::string hex();

  private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace geo

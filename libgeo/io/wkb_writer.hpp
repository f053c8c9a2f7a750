// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "libgeo/io/raw_layer.hpp"

namespace geo {

static_assert(std::endian::native == std::endian::little,
              "WKB is written in the byte order of the machine");

/// Appends little-endian WKB to a buffer, one primitive at a time.
class WkbWriter {
  public:
    explicit WkbWriter(WkbBytes& out) : m_out(out) {}

    void header(std::uint32_t type) {
        m_out.push_back(std::byte{1});
        count(type);
    }
    void count(std::uint32_t n) { put(n); }
    void point(double x, double y) {
        put(x);
        put(y);
    }

  private:
    template <typename T> void put(T value) {
        const std::size_t at = m_out.size();
        m_out.resize(at + sizeof value);
        std::memcpy(m_out.data() + at, &value, sizeof value);
    }
    WkbBytes& m_out;
};

namespace wkb {
inline constexpr std::uint32_t point = 1;
inline constexpr std::uint32_t line_string = 2;
inline constexpr std::uint32_t polygon = 3;
inline constexpr std::uint32_t multi_point = 4;
inline constexpr std::uint32_t multi_line_string = 5;
inline constexpr std::uint32_t multi_polygon = 6;
} // namespace wkb

} // namespace geo

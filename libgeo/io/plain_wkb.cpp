// SPDX-License-Identifier: Apache-2.0
#include "libgeo/io/plain_wkb.hpp"

#include <cmath>
#include <cstdint>
#include <cstring>

namespace geo {

namespace {

constexpr std::uint32_t point = 1, line = 2, polygon = 3, multi_point = 4, multi_polygon = 6;

/// Walks over the counts of a geometry without looking at its numbers.
class Walk {
  public:
    explicit Walk(std::span<const std::byte> bytes) : m_bytes(bytes) {}

    bool is_whole() {
        std::uint32_t code = 0;
        return geometry(code) && m_at == m_bytes.size();
    }

  private:
    std::size_t left() const { return m_bytes.size() - m_at; }

    template <typename T> bool read(T& value) {
        if (left() < sizeof value) return false;
        std::memcpy(&value, m_bytes.data() + m_at, sizeof value);
        m_at += sizeof value;
        return true;
    }

    /// The type as ISO writes it: 1 to 6, plus 1000 with Z, 2000 with M, 3000 with both.
    bool header(std::uint32_t& code) {
        std::byte order{};
        return read(order) && order == std::byte{1} && read(code) && code / 1000 <= 3 &&
               code % 1000 >= point && code % 1000 <= multi_polygon;
    }

    static std::size_t bytes_of_vertex(std::uint32_t code) {
        const std::uint32_t dimension = code / 1000;
        return sizeof(double) * (dimension == 0 ? 2 : dimension == 3 ? 4 : 3);
    }

    bool vertices(std::uint32_t code) {
        std::uint32_t count = 0;
        if (!read(count) || count > left() / bytes_of_vertex(code)) return false;
        m_at += count * bytes_of_vertex(code);
        return true;
    }

    bool single_point(std::uint32_t code) {
        double x = 0;
        double y = 0;
        if (left() < bytes_of_vertex(code)) return false;
        const std::size_t end = m_at + bytes_of_vertex(code);
        read(x);
        read(y);
        m_at = end;
        return !std::isnan(x) && !std::isnan(y); // NaN is how an empty point is written
    }

    bool rings(std::uint32_t code) {
        std::uint32_t count = 0;
        if (!read(count)) return false;
        for (std::uint32_t i = 0; i < count; ++i)
            if (!vertices(code)) return false;
        return true;
    }

    /// Members of a multi type: 4 holds 1, 5 holds 2, 6 holds 3, of the same dimension.
    bool members(std::uint32_t code) {
        std::uint32_t count = 0;
        if (!read(count)) return false;
        for (std::uint32_t i = 0; i < count; ++i)
            if (std::uint32_t member = code - 3; !geometry(member) || member != code - 3)
                return false;
        return true;
    }

    bool geometry(std::uint32_t& code) {
        if (!header(code)) return false;
        const std::uint32_t type = code % 1000;
        if (type == point) return single_point(code);
        if (type == line) return vertices(code);
        return type == polygon ? rings(code) : members(code);
    }

    std::span<const std::byte> m_bytes;
    std::size_t m_at = 0;
};

} // namespace

bool is_plain_wkb(std::span<const std::byte> bytes) {
    return Walk(bytes).is_whole();
}

} // namespace geo

// SPDX-License-Identifier: Apache-2.0
#include "libgeo/normalise/wkb.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>

#include "libgeo/core/error.hpp"

namespace geo {

namespace {

constexpr int deepest_nesting = 32;

[[noreturn]] void malformed() {
    throw GeometryError(
        {"几何的 WKB 字节不完整或无效。请重新导出该图层。",
         "the WKB bytes of the geometry are truncated or not valid. Export the layer again."});
}

/// Reads numbers in either byte order, never past the end.
class Cursor {
  public:
    explicit Cursor(std::span<const std::byte> bytes) : m_bytes(bytes) {}

    bool read_order() {
        need(1);
        const auto order = std::to_integer<unsigned>(m_bytes[m_at++]);
        if (order > 1) malformed();
        return order == 0;
    }
    std::uint32_t read_count(bool big_endian) { return read<std::uint32_t>(big_endian); }
    double read_number(bool big_endian) { return read<double>(big_endian); }
    std::size_t left() const { return m_bytes.size() - m_at; }
    void copy(void* to, std::size_t n) {
        need(n);
        if (n > 0) std::memcpy(to, m_bytes.data() + m_at, n);
        m_at += n;
    }

  private:
    void need(std::size_t n) const {
        if (left() < n) malformed();
    }
    template <typename T> T read(bool big_endian) {
        need(sizeof(T));
        std::array<std::byte, sizeof(T)> raw;
        std::memcpy(raw.data(), m_bytes.data() + m_at, sizeof(T));
        if (big_endian) std::reverse(raw.begin(), raw.end());
        m_at += sizeof(T);
        T value;
        std::memcpy(&value, raw.data(), sizeof(T));
        return value;
    }
    std::span<const std::byte> m_bytes;
    std::size_t m_at = 0;
};

struct Header {
    bool big_endian = false;
    std::uint32_t type = 0;
    std::size_t ordinates = 2;
};

class Decoder {
  public:
    Decoder(std::span<const std::byte> bytes, RawShape& into) : shape(into), m_cursor(bytes) {
        geometry(0);
    }

  private:
    Header header() {
        Header h;
        h.big_endian = m_cursor.read_order();
        std::uint32_t code = m_cursor.read_count(h.big_endian);
        constexpr std::uint32_t z_bit = 0x80000000U, m_bit = 0x40000000U, srid_bit = 0x20000000U;
        if (code & z_bit) ++h.ordinates;
        if (code & m_bit) ++h.ordinates;
        if (code & srid_bit) m_cursor.read_count(h.big_endian);
        code &= 0x0FFFFFFFU;
        const std::uint32_t dimension = code / 1000;
        if (dimension > 3) malformed();
        h.ordinates += dimension == 3 ? 2U : dimension > 0 ? 1U : 0U;
        h.type = code % 1000;
        shape.had_z_or_m = shape.had_z_or_m || h.ordinates > 2;
        return h;
    }

    void found(ShapeKind kind) {
        if (shape.kind == ShapeKind::none)
            shape.kind = kind;
        else if (shape.kind != kind)
            shape.kind = ShapeKind::mixed;
    }

    void points(const Header& h, std::uint32_t n) {
        if (n > m_cursor.left() / (h.ordinates * sizeof(double))) malformed();
        if (h.ordinates == 2 && !h.big_endian) {
            static_assert(sizeof(SourcePoint) == 2 * sizeof(double));
            const std::size_t before = shape.points.size();
            shape.points.resize(before + n);
            m_cursor.copy(shape.points.data() + before, n * sizeof(SourcePoint));
            shape.path_begin.push_back(shape.points.size());
            return;
        }
        for (std::uint32_t i = 0; i < n; ++i) {
            const double x = m_cursor.read_number(h.big_endian);
            const double y = m_cursor.read_number(h.big_endian);
            for (std::size_t k = 2; k < h.ordinates; ++k) m_cursor.read_number(h.big_endian);
            shape.points.push_back({x, y});
        }
        shape.path_begin.push_back(shape.points.size());
    }

    void polygon(const Header& h) {
        const auto rings = m_cursor.read_count(h.big_endian);
        for (std::uint32_t r = 0; r < rings; ++r) points(h, m_cursor.read_count(h.big_endian));
        if (rings == 0) return;
        found(ShapeKind::areas);
        shape.part_begin.push_back(shape.paths());
    }

    void line(const Header& h) {
        const auto n = m_cursor.read_count(h.big_endian);
        if (n == 0) return;
        found(ShapeKind::lines);
        points(h, n);
        shape.part_begin.push_back(shape.paths());
    }

    void point(const Header& h) {
        const std::size_t before = shape.points.size();
        points(h, 1);
        const auto p = shape.points.back();
        if (p.x != p.x && p.y != p.y) { // POINT EMPTY is written as NaN NaN
            shape.points.resize(before);
            shape.path_begin.pop_back();
            return;
        }
        found(ShapeKind::point);
        shape.part_begin.push_back(shape.paths());
    }

    void geometry(int depth) {
        if (depth > deepest_nesting) malformed();
        const Header h = header();
        switch (h.type) {
        case 1:
            return point(h);
        case 2:
            return line(h);
        case 3:
            return polygon(h);
        case 4:
        case 5:
        case 6:
        case 7: {
            const auto n = m_cursor.read_count(h.big_endian);
            for (std::uint32_t i = 0; i < n; ++i) geometry(depth + 1);
            return;
        }
        default:
            malformed();
        }
    }

    RawShape& shape;
    Cursor m_cursor;
};

} // namespace

void decode_wkb(std::span<const std::byte> bytes, RawShape& shape) {
    shape.kind = ShapeKind::none;
    shape.had_z_or_m = false;
    shape.points.clear();
    shape.path_begin.assign(1, 0);
    shape.part_begin.assign(1, 0);
    if (!bytes.empty()) Decoder(bytes, shape);
}

RawShape decode_wkb(std::span<const std::byte> bytes) {
    RawShape shape;
    decode_wkb(bytes, shape);
    return shape;
}

ShapeKind first_kind(const RawLayer& raw) {
    for (std::size_t i = 0; i < raw.features(); ++i)
        if (const auto shape = decode_wkb(raw.geometry(i)); shape.kind != ShapeKind::none)
            return shape.kind;
    return ShapeKind::none;
}

bool holds_lines(const RawLayer& raw) {
    return first_kind(raw) == ShapeKind::lines;
}

} // namespace geo

// SPDX-License-Identifier: Apache-2.0
#include "libgeo/io/flatgeobuf_shapes.hpp"

#include <algorithm>
#include <cmath>

#include "libgeo/io/wkb_writer.hpp"

namespace geo {

namespace {

// Fields of a shape, as the schema of FlatGeobuf numbers them.
constexpr std::size_t ends_field = 0, xy_field = 1, z_field = 2, type_field = 6, parts_field = 7;
constexpr std::uint32_t with_z = 1000; // added to a type, as ISO writes it

/// Thrown where GDAL has to judge.
struct Unusual {};

/// Writes one shape; its parts are shapes of their own only in a multipolygon.
class ShapeWriter {
  public:
    ShapeWriter(std::vector<std::byte>& wkb, bool has_z, std::size_t bytes)
        : m_wkb(wkb), m_has_z(has_z), m_bytes(bytes) {}

    void write(const FlatTable& shape, std::uint32_t type) {
        switch (type) {
        case wkb::multi_polygon:
            return multi_polygon(shape);
        case wkb::point:
        case wkb::multi_point:
            return points(shape, type);
        case wkb::line_string:
        case wkb::multi_line_string:
            return lines(shape, type);
        case wkb::polygon:
            return polygon(shape);
        default:
            throw Unusual();
        }
    }

  private:
    /// Reads the vertices of a shape.
    void take(const FlatTable& shape) {
        m_xy = shape.numbers<double>(xy_field);
        m_z = shape.numbers<double>(z_field);
        m_vertices = m_xy.size() / 2;
        if (m_xy.size() % 2 != 0 || m_vertices == 0) throw Unusual();
        if (m_has_z && m_z.size() != m_vertices) throw Unusual();
    }

    /// Where its paths end; one path when it does not say.
    void take_ends(const FlatTable& shape) {
        const auto ends = shape.numbers<std::uint32_t>(ends_field);
        m_ends.clear();
        for (std::size_t i = 0; i < ends.size(); ++i) m_ends.push_back(ends[i]);
        if (m_ends.empty()) m_ends.push_back(static_cast<std::uint32_t>(m_vertices));
        std::uint32_t before = 0;
        for (const auto end : m_ends) {
            if (end <= before) throw Unusual();
            before = end;
        }
        if (before != m_vertices) throw Unusual();
    }

    void multi_polygon(const FlatTable& shape) {
        const auto parts = shape.tables(parts_field);
        if (parts == 0) throw Unusual();
        header(wkb::multi_polygon);
        count(parts);
        std::size_t used = 0;
        for (std::size_t i = 0; i < parts; ++i) {
            const auto part = shape.table(parts_field, i);
            used += part.numbers<double>(xy_field).bytes().size();
            if (used > m_bytes) throw DamagedBuffer();
            polygon(part);
        }
    }

    void polygon(const FlatTable& shape) {
        take(shape);
        take_ends(shape);
        header(wkb::polygon);
        count(m_ends.size());
        std::size_t first = 0;
        for (const auto end : m_ends) {
            require_closed(first, end);
            path(first, end);
            first = end;
        }
    }

    void lines(const FlatTable& shape, std::uint32_t type) {
        take(shape);
        if (type == wkb::line_string) {
            header(type);
            return path(0, m_vertices);
        }
        take_ends(shape);
        header(type);
        count(m_ends.size());
        std::size_t first = 0;
        for (const auto end : m_ends) {
            header(wkb::line_string);
            path(first, end);
            first = end;
        }
    }

    void points(const FlatTable& shape, std::uint32_t type) {
        take(shape);
        if (type == wkb::point && m_vertices != 1) throw Unusual();
        if (type == wkb::multi_point) {
            header(type);
            count(m_vertices);
        }
        for (std::size_t i = 0; i < m_vertices; ++i) {
            // That is how an empty point is written.
            if (std::isnan(m_xy[2 * i]) || std::isnan(m_xy[2 * i + 1])) throw Unusual();
            header(wkb::point);
            vertices(i, i + 1);
        }
    }

    void require_closed(std::size_t first, std::size_t end) const {
        const bool same = m_xy[2 * first] == m_xy[2 * end - 2] &&
                          m_xy[2 * first + 1] == m_xy[2 * end - 1] &&
                          (!m_has_z || m_z[first] == m_z[end - 1]);
        if (!same) throw Unusual();
    }

    void path(std::size_t first, std::size_t last) {
        count(last - first);
        vertices(first, last);
    }

    void vertices(std::size_t first, std::size_t last) {
        if (!m_has_z) return put(m_xy.bytes(2 * first, 2 * last));
        for (auto i = first; i < last; ++i) {
            put(m_xy.bytes(2 * i, 2 * i + 2));
            put(m_z.bytes(i, i + 1));
        }
    }

    void header(std::uint32_t type) {
        m_wkb.push_back(std::byte{1});
        count(type + (m_has_z ? with_z : 0));
    }
    void count(std::size_t n) {
        const auto number = static_cast<std::uint32_t>(n);
        put(std::as_bytes(std::span(&number, 1)));
    }
    void put(std::span<const std::byte> bytes) {
        m_wkb.insert(m_wkb.end(), bytes.begin(), bytes.end());
    }

    std::vector<std::byte>& m_wkb;
    bool m_has_z;
    std::size_t m_bytes; ///< of the feature
    FlatVector<double> m_xy;
    FlatVector<double> m_z;
    std::size_t m_vertices = 0;
    std::vector<std::uint32_t> m_ends;
};

} // namespace

bool append_wkb(const FlatTable& shape, FlatShapeKind kind, std::size_t bytes,
                std::vector<std::byte>& wkb) {
    const auto type = kind.type != 0 ? kind.type : shape.number<std::uint8_t>(type_field, 0);
    try {
        ShapeWriter(wkb, kind.has_z, bytes).write(shape, type);
        return true;
    } catch (const Unusual&) {
        return false;
    }
}

} // namespace geo

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

namespace geo {

/// Thrown where bytes contradict themselves.
struct DamagedBuffer {};

/// The bytes of one FlatBuffer. Everything that is read from it is checked to lie within; nothing
/// needs to be aligned.
class FlatBytes {
  public:
    explicit FlatBytes(std::span<const std::byte> bytes) : m_bytes(bytes) {}

    template <typename T> T at(std::size_t place) const {
        T value;
        std::memcpy(&value, part(place, sizeof value).data(), sizeof value);
        return value;
    }

    std::span<const std::byte> part(std::size_t place, std::size_t size) const {
        if (place > m_bytes.size() || size > m_bytes.size() - place) throw DamagedBuffer();
        return m_bytes.subspan(place, size);
    }

    /// The place that the offset stored at `place` points to.
    std::size_t target(std::size_t place) const { return place + at<std::uint32_t>(place); }

  private:
    std::span<const std::byte> m_bytes;
};

/// A vector of numbers.
template <typename T> class FlatVector {
  public:
    FlatVector() = default;
    FlatVector(const FlatBytes& bytes, std::size_t place)
        : m_bytes(bytes.part(place + sizeof(std::uint32_t),
                             std::size_t{bytes.at<std::uint32_t>(place)} * sizeof(T))) {}

    std::size_t size() const { return m_bytes.size() / sizeof(T); }
    std::span<const std::byte> bytes() const { return m_bytes; }
    std::span<const std::byte> bytes(std::size_t first, std::size_t last) const {
        return m_bytes.subspan(first * sizeof(T), (last - first) * sizeof(T));
    }
    T operator[](std::size_t i) const {
        T value;
        std::memcpy(&value, m_bytes.data() + i * sizeof(T), sizeof value);
        return value;
    }

  private:
    std::span<const std::byte> m_bytes;
};

/// A table: fields by number, each of which may be absent.
class FlatTable {
  public:
    FlatTable(const FlatBytes& bytes, std::size_t place) : m_bytes(bytes), m_place(place) {
        const auto fields = static_cast<std::int64_t>(place) - bytes.at<std::int32_t>(place);
        if (fields < 0) throw DamagedBuffer();
        m_fields = static_cast<std::size_t>(fields);
        m_size = bytes.at<std::uint16_t>(m_fields);
        if (m_size < 4) throw DamagedBuffer();
    }

    /// The table that a buffer holds.
    static FlatTable root(const FlatBytes& bytes) { return {bytes, bytes.target(0)}; }

    bool has(std::size_t field) const { return place_of(field) != 0; }

    template <typename T> T number(std::size_t field, T otherwise) const {
        const auto place = place_of(field);
        return place == 0 ? otherwise : m_bytes.at<T>(place);
    }
    /// An absent vector is empty.
    template <typename T> FlatVector<T> numbers(std::size_t field) const {
        const auto place = place_of(field);
        return place == 0 ? FlatVector<T>() : FlatVector<T>(m_bytes, m_bytes.target(place));
    }
    /// A table that is there.
    FlatTable table(std::size_t field) const { return {m_bytes, m_bytes.target(place_of(field))}; }

    std::size_t tables(std::size_t field) const { return numbers<std::uint32_t>(field).size(); }
    /// One of a vector of tables.
    FlatTable table(std::size_t field, std::size_t i) const {
        const auto first = m_bytes.target(place_of(field)) + sizeof(std::uint32_t);
        return {m_bytes, m_bytes.target(first + i * sizeof(std::uint32_t))};
    }

  private:
    std::size_t place_of(std::size_t field) const {
        const auto entry = 2 * sizeof(std::uint16_t) + field * sizeof(std::uint16_t);
        if (entry + sizeof(std::uint16_t) > m_size) return 0;
        const auto offset = m_bytes.at<std::uint16_t>(m_fields + entry);
        return offset == 0 ? 0 : m_place + offset;
    }

    FlatBytes m_bytes;
    std::size_t m_place;
    std::size_t m_fields = 0; ///< where the places of the fields stand
    std::size_t m_size = 0;
};

} // namespace geo

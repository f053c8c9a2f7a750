// SPDX-License-Identifier: Apache-2.0
#include "libgeo/core/packed_values.hpp"

#include <cstdint>
#include <cstring>
#include <span>

namespace geo {

namespace {

// Each value is its kind (Value::index), then a number of 8 bytes, or a length and the text.
constexpr std::size_t kind_bytes = 1;
using Length = std::uint64_t;

std::size_t packed_bytes(const Value& value) {
    if (is_unknown(value)) return kind_bytes;
    const auto* text = std::get_if<std::string>(&value);
    return kind_bytes + sizeof(Length) + (text ? text->size() : 0);
}

class Packer {
  public:
    explicit Packer(std::byte* place) : m_place(place) {}

    void add(const Value& value) {
        *m_place++ = static_cast<std::byte>(value.index());
        if (const auto* whole = std::get_if<std::int64_t>(&value)) put(whole, sizeof *whole);
        if (const auto* real = std::get_if<double>(&value)) put(real, sizeof *real);
        const auto* text = std::get_if<std::string>(&value);
        if (!text) return;
        const Length length = text->size();
        put(&length, sizeof length);
        put(text->data(), text->size());
    }

  private:
    void put(const void* from, std::size_t size) {
        std::memcpy(m_place, from, size);
        m_place += size;
    }

    std::byte* m_place;
};

class Unpacker {
  public:
    explicit Unpacker(const std::byte* place) : m_place(place) {}

    Value value() {
        switch (static_cast<std::uint8_t>(*m_place++)) {
        case 1:
            return number<std::int64_t>();
        case 2:
            return number<double>();
        case 3:
            return text();
        default:
            return {};
        }
    }

    void skip() {
        const auto kind = static_cast<std::uint8_t>(*m_place++);
        if (kind == 0) return;
        const auto length = number<Length>();
        if (kind == 3) m_place += length;
    }

  private:
    template <typename T> T number() {
        T number;
        std::memcpy(&number, m_place, sizeof number);
        m_place += sizeof number;
        return number;
    }
    std::string text() {
        const auto length = number<Length>();
        std::string text(reinterpret_cast<const char*>(m_place), length);
        m_place += length;
        return text;
    }

    const std::byte* m_place;
};

} // namespace

PackedValues::PackedValues(std::vector<Value> values) : m_size(values.size()) {
    std::size_t bytes = 0;
    for (const auto& value : values) bytes += packed_bytes(value);
    m_bytes.resize(bytes);
    Packer packer(m_bytes.data());
    for (const auto& value : values) packer.add(value);
}

std::vector<Value> PackedValues::rows(const std::vector<std::size_t>& rows) const {
    std::vector<Value> values;
    values.reserve(rows.size());
    Unpacker unpacker(m_bytes.data());
    std::size_t next = 0;
    for (const auto row : rows) {
        for (; next < row; ++next) unpacker.skip();
        values.push_back(unpacker.value());
        ++next;
    }
    return values;
}

} // namespace geo

// SPDX-License-Identifier: Apache-2.0
#include "libgeo/io/flatgeobuf_values.hpp"

#include <string>
#include <string_view>

#include "libgeo/io/plain_dates.hpp"

namespace geo {

namespace {

constexpr std::size_t not_wanted = SIZE_MAX;

// Types of fields, as the schema of FlatGeobuf numbers them.
enum class Type : std::uint8_t {
    byte,
    ubyte,
    boolean,
    short_,
    ushort,
    int_,
    uint,
    long_,
    ulong,
    float_,
    double_,
    string,
    json,
    date_time,
    binary
};

/// Takes numbers and texts off the front of a feature's values.
class Cursor {
  public:
    explicit Cursor(std::span<const std::byte> bytes) : m_bytes(bytes) {}
    bool at_end() const { return m_at == m_bytes.size(); }

    template <typename T> T number() {
        const auto value = FlatBytes(m_bytes).at<T>(m_at);
        m_at += sizeof value;
        return value;
    }
    template <typename T> Value whole() { return static_cast<std::int64_t>(number<T>()); }
    template <typename T> Value real() { return static_cast<double>(number<T>()); }

    std::string_view text() {
        const auto size = number<std::uint32_t>();
        const auto bytes = FlatBytes(m_bytes).part(m_at, size);
        m_at += size;
        return {reinterpret_cast<const char*>(bytes.data()), size};
    }

  private:
    std::span<const std::byte> m_bytes;
    std::size_t m_at = 0;
};

/// A text as GDAL gives it; nothing when it would end at a zero byte.
std::optional<Value> text_value(std::string_view text) {
    if (text.find('\0') != std::string_view::npos) return {};
    if (text.empty()) return Value();
    return std::string(text);
}

std::optional<Value> date_value(std::string_view text) {
    if (is_plain_date(text)) return std::string(text);
    if (!is_zoned_date_time(text)) return {};
    auto day_and_time = zoned_text(text);
    return day_and_time ? std::optional<Value>(std::move(*day_and_time)) : std::nullopt;
}

/// The next value; nothing when GDAL has to judge it.
std::optional<Value> value(Cursor& cursor, std::uint8_t type) {
    switch (static_cast<Type>(type)) {
    case Type::byte:
        return cursor.whole<std::int8_t>();
    case Type::ubyte:
    case Type::boolean:
        return cursor.whole<std::uint8_t>();
    case Type::short_:
        return cursor.whole<std::int16_t>();
    case Type::ushort:
        return cursor.whole<std::uint16_t>();
    case Type::int_:
        return cursor.whole<std::int32_t>();
    case Type::uint:
        return cursor.whole<std::uint32_t>();
    case Type::long_:
        return cursor.whole<std::int64_t>();
    case Type::ulong:
        return cursor.real<std::uint64_t>();
    case Type::float_:
        return cursor.real<float>();
    case Type::double_:
        return cursor.real<double>();
    case Type::string:
    case Type::json:
        return text_value(cursor.text());
    case Type::date_time:
        return date_value(cursor.text());
    case Type::binary:
        cursor.text();
        return {};
    }
    throw DamagedBuffer();
}

} // namespace

FlatValues::FlatValues(std::vector<std::uint8_t> types, const std::vector<char>& wanted)
    : m_types(std::move(types)), m_seen(m_types.size()) {
    for (const auto is_wanted : wanted) m_row.push_back(is_wanted ? m_wanted++ : not_wanted);
}

bool FlatValues::read(std::span<const std::byte> properties, std::vector<Value>& row) {
    row.assign(m_wanted, {});
    ++m_feature;
    Cursor cursor(properties);
    while (!cursor.at_end()) {
        const auto field = cursor.number<std::uint16_t>();
        if (field >= m_types.size() || m_seen[field] == m_feature) throw DamagedBuffer();
        m_seen[field] = m_feature;
        auto found = value(cursor, m_types[field]);
        if (m_row[field] == not_wanted) continue;
        if (!found) return false;
        row[m_row[field]] = std::move(*found);
    }
    return true;
}

} // namespace geo

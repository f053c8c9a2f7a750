// SPDX-License-Identifier: Apache-2.0
#include "libgeo/io/field_reader.hpp"

#include <string_view>

#include <ogr_feature.h>
#include <sqlite3.h>

#include "libgeo/io/plain_dates.hpp"

namespace geo {

namespace {

std::string_view text_in(sqlite3_stmt* row, int column) {
    const auto* bytes = sqlite3_column_text(row, column);
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(row, column));
    return {reinterpret_cast<const char*>(bytes), bytes ? size : 0};
}

} // namespace

FieldReader::Kind FieldReader::kind_of(const OGRFieldDefn& field) {
    const auto subtype = field.GetSubType();
    switch (field.GetType()) {
    case OFTInteger:
        return subtype == OFSTNone || subtype == OFSTBoolean || subtype == OFSTInt16
                   ? Kind::whole
                   : Kind::unusual;
    case OFTInteger64:
        return subtype == OFSTNone ? Kind::whole : Kind::unusual;
    case OFTReal:
        return subtype == OFSTNone ? Kind::real : Kind::unusual;
    case OFTString:
        return subtype == OFSTNone ? Kind::text : Kind::unusual;
    case OFTDate:
        return Kind::date;
    case OFTDateTime:
        return Kind::date_time;
    default:
        return Kind::unusual;
    }
}

FieldReader::FieldReader(const OGRFieldDefn& field, bool is_wanted)
    : m_kind(kind_of(field)), m_is_wanted(is_wanted) {
    if (field.GetType() == OFTInteger) {
        const bool is_boolean = field.GetSubType() == OFSTBoolean;
        const bool is_short = field.GetSubType() == OFSTInt16;
        m_least = is_boolean ? 0 : is_short ? INT16_MIN : INT32_MIN;
        m_most = is_boolean ? 1 : is_short ? INT16_MAX : INT32_MAX;
    }
}

bool FieldReader::may_warn(const OGRFieldDefn& field) {
    const auto kind = kind_of(field);
    const bool takes_anything = kind == Kind::whole || kind == Kind::real || kind == Kind::text;
    return !takes_anything || field.GetSubType() != OFSTNone;
}

std::optional<Value> FieldReader::read(sqlite3_stmt* row, int column) const {
    const int type = sqlite3_column_type(row, column);
    if (type == SQLITE_NULL) return Value();
    if (m_kind == Kind::whole && type == SQLITE_INTEGER) {
        const std::int64_t number = sqlite3_column_int64(row, column);
        if (number < m_least || number > m_most) return {};
        return number;
    }
    if (m_kind == Kind::real && type == SQLITE_FLOAT) return sqlite3_column_double(row, column);
    if (type != SQLITE_TEXT) return {};
    const auto text = text_in(row, column);
    if (m_kind == Kind::date && is_plain_date(text)) return std::string(text);
    if (m_kind == Kind::date_time && is_plain_date_time(text)) return zoned_text(text).value();
    if (m_kind != Kind::text || text.find('\0') != std::string_view::npos) return {};
    if (text.empty()) return Value();
    return std::string(text);
}

} // namespace geo

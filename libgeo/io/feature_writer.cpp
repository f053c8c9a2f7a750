// SPDX-License-Identifier: Apache-2.0
#include "libgeo/io/feature_writer.hpp"

#include <cmath>

namespace geo {

std::string free_name(const RawLayer& raw, std::string wanted) {
    while (raw.attributes.find(wanted)) wanted += "_";
    return wanted;
}

namespace {

/// The type that holds every value of a column.
OGRFieldType type_of(const std::vector<Value>& column) {
    bool whole = true;
    bool number = true;
    for (const auto& value : column) {
        if (std::holds_alternative<std::string>(value)) number = false;
        if (std::holds_alternative<double>(value)) whole = false;
    }
    if (!number) return OFTString;
    return whole ? OFTInteger64 : OFTReal;
}

bool is_empty_column(const std::vector<Value>& column) {
    for (const auto& value : column)
        if (!is_unknown(value)) return false;
    return true;
}

void set_field(OGRFeature& feature, int field, OGRFieldType type, const Value& value) {
    // Null and not "unset": GeoJSON would lose a field that no feature sets.
    if (is_unknown(value)) return feature.SetFieldNull(field);
    if (type == OFTString) return feature.SetField(field, to_text(value).c_str());
    if (const auto* whole = std::get_if<std::int64_t>(&value); whole && type == OFTInteger64)
        return feature.SetField(field, static_cast<GIntBig>(*whole));
    feature.SetField(field, to_number(value).value_or(0));
}

/// The type of a column of whole numbers in formats that have them in 32 bits.
OGRFieldType short_type_of(const std::vector<Value>& column) {
    constexpr std::int64_t most_in_real = std::int64_t{1} << 53;
    std::int64_t largest = 0;
    for (const auto& value : column)
        if (const auto* whole = std::get_if<std::int64_t>(&value)) {
            if (*whole == INT64_MIN) return OFTString;
            largest = std::max(largest, std::abs(*whole));
        }
    if (largest <= INT32_MAX) return OFTInteger;
    return largest <= most_in_real ? OFTReal : OFTString;
}

} // namespace

std::vector<OGRFieldType> types_of(const RawLayer& raw, WholeNumbers whole) {
    std::vector<OGRFieldType> types;
    for (const auto& column : raw.attributes.columns) {
        const auto type = is_empty_column(column) ? OFTString : type_of(column);
        const bool is_short = whole == WholeNumbers::bits_32 && type == OFTInteger64;
        types.push_back(is_short ? short_type_of(column) : type);
    }
    return types;
}

OGRFeatureUniquePtr feature_without_shape(const RawLayer& raw, std::size_t i,
                                          const std::vector<OGRFieldType>& types,
                                          OGRFeatureDefn& definition, KeepIds keep_ids) {
    OGRFeatureUniquePtr feature(OGRFeature::CreateFeature(&definition));
    if (const auto id = parse_number(raw.feature_id(i)); keep_ids == KeepIds::yes && id && *id >= 0)
        feature->SetFID(static_cast<GIntBig>(*id));
    for (std::size_t c = 0; c < types.size(); ++c)
        set_field(*feature, static_cast<int>(c), types[c], raw.attributes.columns[c][i]);
    return feature;
}

OGRFeatureUniquePtr feature_of(const RawLayer& raw, std::size_t i,
                               const std::vector<OGRFieldType>& types, OGRFeatureDefn& definition,
                               KeepIds keep_ids) {
    auto feature = feature_without_shape(raw, i, types, definition, keep_ids);
    const auto wkb = raw.geometry(i);
    if (wkb.empty()) return feature;
    OGRGeometry* geometry = nullptr;
    if (OGRGeometryFactory::createFromWkb(wkb.data(), nullptr, &geometry, wkb.size()) !=
        OGRERR_NONE)
        return {};
    feature->SetGeometryDirectly(geometry);
    return feature;
}

} // namespace geo

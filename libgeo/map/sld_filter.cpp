// SPDX-License-Identifier: Apache-2.0
#include "libgeo/map/sld_filter.hpp"

#include <algorithm>

namespace geo::map {

namespace {

using Conditions = std::optional<std::vector<Condition>>;

Conditions one_test(const XmlNode& node);

Conditions all_of(const XmlNode& node) {
    std::vector<Condition> all;
    for (const auto& child : node.children) {
        const auto one = one_test(child);
        if (!one) return {};
        all.insert(all.end(), one->begin(), one->end());
    }
    return all;
}

Conditions any_of(const XmlNode& node) {
    Conditions joined;
    for (const auto& child : node.children) {
        const auto one = one_test(child);
        if (!one || one->size() != 1) return {};
        if (!joined) {
            joined = one;
            continue;
        }
        if (joined->front().field != one->front().field) return {};
        auto& values = joined->front().values;
        for (const auto& value : one->front().values)
            if (std::find(values.begin(), values.end(), value) == values.end())
                values.push_back(value);
    }
    return joined;
}

Conditions one_test(const XmlNode& node) {
    const auto kind = node.local_name();
    if (kind == "And") return all_of(node);
    if (kind == "Or") return any_of(node);
    const auto* field = node.child("PropertyName");
    if (field == nullptr) return {};
    if (kind == "PropertyIsNull") return std::vector{Condition{field->text, {""}}};
    const auto* literal = node.child("Literal");
    if (kind != "PropertyIsEqualTo" || literal == nullptr) return {};
    return std::vector{Condition{field->text, {literal->text}}};
}

} // namespace

std::optional<std::vector<Condition>> conditions_from_ogc(const XmlNode& filter) {
    return all_of(filter);
}

} // namespace geo::map

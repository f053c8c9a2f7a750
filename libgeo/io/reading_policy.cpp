// SPDX-License-Identifier: Apache-2.0
#include "libgeo/io/reading_policy.hpp"

namespace geo {

namespace {

ReadingPolicy& policy() {
    static ReadingPolicy in_force;
    return in_force;
}

} // namespace

ReadingScope::ReadingScope(ReadingPolicy wanted) {
    ReadLimits limits;
    for (const auto& [name, value] : wanted.limits) set_limit(limits, name, value);
    policy() = std::move(wanted);
}

ReadingScope::~ReadingScope() {
    policy() = {};
}

const ReadingPolicy& reading_policy() {
    return policy();
}

ReadLimits limits_for(const LayerSpec& spec) {
    auto limits = spec.limits               ? *spec.limits
                  : policy().reader.empty() ? ReadLimits()
                                            : strict_limits();
    for (const auto& [name, value] : policy().limits) set_limit(limits, name, value);
    return limits;
}

} // namespace geo

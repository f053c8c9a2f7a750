// SPDX-License-Identifier: Apache-2.0
#include "libgeo/core/doubt_limits.hpp"

#include <array>
#include <cmath>
#include <utility>

#include "libgeo/core/error.hpp"

namespace geo {

namespace {

using Named = std::pair<std::string_view, double DoubtLimits::*>;

/// All but `teeth`, which is whole.
constexpr std::array<Named, 7> by_name{{{"gap_m2", &DoubtLimits::gap_m2},
                                        {"neck_m", &DoubtLimits::neck_m},
                                        {"overlap_m2", &DoubtLimits::overlap_m2},
                                        {"sliver_m", &DoubtLimits::sliver_m},
                                        {"spike_deg", &DoubtLimits::spike_deg},
                                        {"tooth_deg", &DoubtLimits::tooth_deg},
                                        {"tooth_lengths", &DoubtLimits::tooth_lengths}}};

[[noreturn]] void refuse_name(std::string_view name) {
    std::string names = "teeth";
    for (const auto& [known, member] : by_name) names += ", " + std::string(known);
    throw ConfigError(
        {"未知的可疑界限 '" + std::string(name) + "'。可用：" + names + "。",
         "unknown limit of doubts '" + std::string(name) + "'. There are " + names + "."});
}

void require_usable(std::string_view name, double value) {
    const bool is_whole = name != "teeth" || (value == std::floor(value) && value < 1e9);
    if (std::isfinite(value) && value >= 0 && is_whole) return;
    const std::string said(name);
    throw ConfigError({said + "：应为不小于 0 的数（teeth 为整数）。请改正。",
                       said + ": a number >= 0 is needed (a whole one for teeth). Correct it."});
}

} // namespace

void set_doubt(DoubtLimits& limits, std::string_view name, double value) {
    require_usable(name, value);
    if (name == "teeth") {
        limits.teeth = static_cast<std::size_t>(value);
        return;
    }
    for (const auto& [known, member] : by_name)
        if (known == name) {
            limits.*member = value;
            return;
        }
    refuse_name(name);
}

} // namespace geo

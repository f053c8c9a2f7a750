// SPDX-License-Identifier: Apache-2.0
// The columns of an emergency list, the end of an ordinary row, and the pack that judges it.
#pragma once

#include <string>

#include "libgeo/rules/pack.hpp"

namespace geo::test {

inline const std::string head =
    "id,name,is_industry39,exemption_group,performance_grade,policy_conform,credit_ok,permit_held,"
    "stable_compliance,penalties,fraud,exempt_up_to,planned_yellow,planned_orange,planned_red,"
    "ratio_yellow,ratio_orange,ratio_red,lowest_ratio,so2_kg_day\n";
inline const std::string plans = "限产,限产,停产,20,40,60,10,100\n";

inline Pack pack() {
    return read_pack("datasets/policies/jiangsu-emergency-measures.toml");
}

} // namespace geo::test

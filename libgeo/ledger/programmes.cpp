// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "libgeo/ledger/emergency.hpp"
#include "libgeo/ledger/enforce.hpp"
#include "libgeo/ledger/fund.hpp"
#include "libgeo/ledger/permit.hpp"
#include "libgeo/ledger/programme.hpp"
#include "libgeo/ledger/service.hpp"
#include "libgeo/ledger/support.hpp"
#include "libgeo/ledger/townships.hpp"

namespace geo::ledger {

const EventKind* Programme::kind(std::string_view kind_name) const {
    const auto found = std::find_if(kinds.begin(), kinds.end(),
                                    [&](const auto& one) { return one.name == kind_name; });
    return found == kinds.end() ? nullptr : &*found;
}

const std::vector<Role>& roles() {
    static const std::vector<Role> all{
        {"clerk", {"窗口人员", "clerk at the counter"}},
        {"officer", {"服务专员、承办人", "officer in charge"}},
        {"expert", {"专家", "expert"}},
        {"inspector", {"执法人员", "inspector"}},
        {"approver", {"审批人、分管领导", "approver"}},
        {"finance", {"资金管理人员", "finance officer"}},
        {"system", {"程序", "program"}},
    };
    return all;
}

const std::vector<const Programme*>& programmes() {
    static const std::vector<const Programme*> all{
        &service_programme(),   &permit_programme(),    &enforce_programme(), &fund_programme(),
        &townships_programme(), &emergency_programme(), &support_programme()};
    return all;
}

const Programme* programme(std::string_view name) {
    for (const auto* one : programmes())
        if (one->name == name) return one;
    return nullptr;
}

} // namespace geo::ledger

// SPDX-License-Identifier: Apache-2.0
#include "libgeo/core/problem.hpp"

#include <algorithm>
#include <limits>
#include <stdexcept>

namespace geo {

std::string_view name_of(Severity severity) {
    switch (severity) {
    case Severity::note:
        return "note";
    case Severity::warning:
        return "warning";
    case Severity::error:
        return "error";
    }
    return "error";
}

Problems sorted_problems(Problems problems) {
    std::stable_sort(problems.begin(), problems.end(), [](const auto& a, const auto& b) {
        if (a.layer != b.layer) return a.layer < b.layer;
        if (a.feature_id != b.feature_id) return id_less(a.feature_id, b.feature_id);
        return a.code < b.code;
    });
    return problems;
}

double no_place() {
    return std::numeric_limits<double>::quiet_NaN();
}

Text describe(const Conservation& c) {
    const auto n = [](std::uint64_t count) { return std::to_string(count); };
    return {c.layer + "：读入 " + n(c.read) + " = 使用 " + n(c.used) + " + 修复 " + n(c.repaired) +
                " + 拒绝 " + n(c.rejected) + " + 待核查 " + n(c.review),
            c.layer + ": " + n(c.read) + " read = " + n(c.used) + " used + " + n(c.repaired) +
                " repaired + " + n(c.rejected) + " rejected + " + n(c.review) + " under review"};
}

void assert_conserved(const Conservation& counts) {
    if (!counts.holds()) throw std::logic_error("features were lost: " + describe(counts).en);
}

} // namespace geo

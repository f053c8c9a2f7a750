// SPDX-License-Identifier: Apache-2.0
#include "tools/comparison.hpp"

#include "libgeo/report/finding_diff.hpp"
#include "libgeo/report/run_diff.hpp"

namespace parkline {

int compare_runs(const Session& session, const std::string& before, const std::string& after,
                 const TableOutput& output, Compared compared, bool fail_on_change) {
    output.require_writable();
    const auto changes = compared == Compared::findings ? geo::finding_diff(before, after)
                                                        : geo::run_diff(before, after);
    output.deliver(changes);
    const auto n = std::to_string(changes.rows.size());
    if (changes.rows.empty())
        say(session, {"两次运行的结果没有不同。", "the results of the two runs do not differ."});
    else
        say(session, {"不同之处：" + n + " 项。", "differences: " + n + "."});
    return fail_on_change && !changes.rows.empty() ? findings : done;
}

} // namespace parkline

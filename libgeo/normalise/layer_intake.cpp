// SPDX-License-Identifier: Apache-2.0
#include "libgeo/normalise/layer_intake.hpp"

#include "libgeo/normalise/doubts.hpp"
#include "libgeo/normalise/fields.hpp"

namespace geo {

std::vector<std::string> intake_ids(const RawLayer& raw, const LayerSpec& spec) {
    refuse_empty_layer(raw);
    check_field_map(raw, spec);
    auto ids = ids_of(raw, spec);
    refuse_duplicate_ids(raw, ids);
    return ids;
}

void close_intake(const RawLayer& raw, const LayerSpec& spec, const ToGrid& to_grid,
                  const Conservation& counts, NormaliseLog& log) {
    assert_conserved(counts);
    log.problems.insert(log.problems.end(), raw.notes.begin(), raw.notes.end());
    refuse_useless_layer(counts, log.problems);
    log.reports.push_back({std::string(name_of(spec.role)), spec.path, raw.subject,
                           to_grid.operation(), std::string(name_of(spec.datum)), spec.accuracy_m,
                           counts});
}

} // namespace geo

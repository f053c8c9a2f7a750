// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "libgeo/io/raw_layer.hpp"
#include "libgeo/normalise/area_codes.hpp"

namespace geo {

/// What the codes in a layer's fields say when they are looked at; no feature is ever rejected for
/// them. Fields are found by `likely_field`.
///
/// - credit_code: a warning for each whose form or check digits are wrong (`credit_code_wrong`);
/// - county_code (its first six digits) against `areas`, when that is given: one warning for each
///   code that is in no list (`area_code_unknown`) or not in force in `year` (0: now), with its
///   successors (`area_code_old`), and for a county's name that the code does not have in that year
///   (`area_name_old`);
/// - industry_code: one warning for each text that is no class of GB/T 4754
///   (`industry_code_unclear`) or has another section's letter (`industry_letter_differs`).
Problems check_codes(const RawLayer& raw, const LayerSpec& spec, const AreaCodes* areas, int year);

/// Adds a field FIELD_gbt4754 beside a field of industry codes, in the full form (C2614); the
/// original stays. Nothing when there is no such field.
void add_industry_column(RawLayer& raw, const LayerSpec& spec);

} // namespace geo

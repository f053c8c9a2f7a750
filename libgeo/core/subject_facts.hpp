// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "libgeo/core/problem.hpp"
#include "libgeo/core/verdict.hpp"

namespace geo {

/// Which files the layers of a role came from: role -> "parks.gpkg@1a2b3c4d", ';' joined.
using DataVersions = std::map<std::string, std::string>;

/// The versions of several roles as one text.
std::string versions_of(const DataVersions& versions, const std::vector<std::string>& roles);

/// A fact that somebody else knows about a subject: the ledger (a permit, a support measure), a
/// list of the bureau. `fact.method`, `fact.evidence` and `fact.version` say where it is from.
struct SubjectFact {
    std::string subject_id;
    Fact fact;
};

/// The method of facts that are fields of the subject's own layer.
inline constexpr const char* attribute_method = "attribute";

/// Puts the facts to their subjects. A fact that was unknown or is a field of the layer is
/// replaced, and a fact of a new name is added. Nothing is guessed where two disagree, one problem
/// each (layer: `layer`):
///  - a value other than the one that was measured: it becomes unknown (`fact_contradicted`);
///  - two values for one fact of a subject: unknown (`fact_contradicted`);
///  - a subject that there is not: left out (`fact_without_subject`).
/// Every subject has every fact afterwards, unknown where nobody knows it. Linear.
Problems merge_facts(std::vector<Facts>& subjects, const std::vector<SubjectFact>& more,
                     const std::string& layer);

/// Takes one measured fact: as `merge_facts` does, but a field of the layer that says something
/// else is contradicted too, and a measurement that is unknown leaves what is known.
void take_measured(Facts& facts, const Fact& measured, const std::string& layer,
                   Problems& problems);

} // namespace geo

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "libgeo/core/project.hpp"
#include "libgeo/rules/pack.hpp"

namespace geo {

/// The files that a run depends on, with their SHA-256: the project file, each layer with its
/// companions, the policy packs and what they extend. Files that are not there are left out;
/// reading them complains better. A file with a FILE.sha256 beside it (as sha256sum writes it) must
/// have that hash, else InputError. Cost: one read of every file.
std::vector<FileHash> hash_inputs(const Project& project, const std::optional<Pack>& pack,
                                  const std::optional<Pack>& enterprise_pack = {});

/// Throws InputError naming the first file that is not what it was.
void refuse_changed_inputs(const std::vector<FileHash>& before, const std::vector<FileHash>& now);

} // namespace geo

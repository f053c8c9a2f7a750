// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "libgeo/core/project.hpp"
#include "libgeo/core/text.hpp"
#include "libgeo/io/raw_layer.hpp"

namespace geo {

/// Kinds of data that a layer can hold.
enum class LayerKind { polygons, lines, points, list };
Text title_of(LayerKind kind);

/// What the first geometry of a layer is; a layer without any is a list.
LayerKind kind_of(const RawLayer& raw);

/// A role that the name of a file or layer and its kind of data point to.
struct RoleGuess {
    Role role = Role::parks;
    std::string word; ///< of the name
};

/// All roles that the name and the kind point to; one is an answer, none or several are not.
std::vector<RoleGuess> roles_of(const std::string& name, LayerKind kind, const RawLayer& raw);

/// One word of ours and what the file has for it.
struct FieldGuess {
    std::string word;
    std::vector<std::string> fields; ///< one: taken; several or none: open
};

/// The words that a layer of this role needs.
std::vector<FieldGuess> fields_of(const RawLayer& raw, Role role);

} // namespace geo

// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace geo {

/// Empties a container and frees its memory at once. `container = {}` would not: empty braces are a
/// list of no elements to a vector, which keeps its memory for the next ones.
template <typename Container> void give_up(Container& container) {
    Container().swap(container);
}

} // namespace geo

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace geo {

/// Names of the layers of a file that hold data, in the file's order; throws as `read_layer`.
std::vector<std::string> layer_names(const std::string& path);

} // namespace geo

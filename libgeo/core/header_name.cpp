// SPDX-License-Identifier: Apache-2.0
#include "libgeo/core/header_name.hpp"

namespace geo {

std::string name_in_brackets(std::string_view header) {
    const auto open = header.rfind('(');
    if (open == std::string_view::npos || !header.ends_with(')')) return {};
    return std::string(header.substr(open + 1, header.size() - open - 2));
}

} // namespace geo

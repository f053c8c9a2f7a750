// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace geo {

/// What a document template can name: single fields, lists for repeated table rows, pictures.
struct MergeFields {
    using Row = std::map<std::string, std::string>;
    Row values;                                    ///< {{name}}
    std::map<std::string, std::vector<Row>> lists; ///< {{list.field}} in a table row
    /// {{picture:name}}: makes the bytes of a PNG, asked for only when the template shows it.
    std::map<std::string, std::function<std::string()>> pictures;
};

} // namespace geo

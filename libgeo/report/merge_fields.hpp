// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace geo {

/// A list for repeated table rows. Its fields are known by name without any entry, so a template
/// is judged the same whatever the data are; every entry has all of them.
struct MergeList {
    std::vector<std::string> fields;
    std::vector<std::map<std::string, std::string>> entries;
};

/// What a document template can name: single fields, lists for repeated table rows, pictures.
struct MergeFields {
    std::map<std::string, std::string> values; ///< {{name}}
    std::map<std::string, MergeList> lists;    ///< {{list.field}} in a table row
    /// {{picture:name}}: makes the bytes of a PNG, asked for only when the template shows it.
    std::map<std::string, std::function<std::string()>> pictures;
};

} // namespace geo

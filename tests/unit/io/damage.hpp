// SPDX-License-Identifier: Apache-2.0
// Files that were cut or of which a bit was changed, and what came out of them.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "libgeo/core/error.hpp"
#include "libgeo/io/raw_layer.hpp"
#include "unit/io/scratch.hpp"

namespace geo::test {

inline const std::vector<std::size_t> none;

/// Features of a file with shapes or texts; nothing when the file is refused.
inline std::optional<std::size_t> features_of(const std::string& path) {
    LayerSpec spec;
    spec.path = path;
    try {
        return read_layer(spec).features();
    } catch (const InputError&) {
        return {};
    }
}

/// What a layer holds. Equal when the data are, whatever was said.
struct Content {
    std::vector<std::string> names;
    std::vector<std::vector<Value>> columns;
    WkbBytes wkb;
    std::vector<std::string> codes; ///< of what reading it said

    std::size_t rows = 0;

    std::size_t features() const { return rows; }
    bool says(const std::string& code) const {
        return std::find(codes.begin(), codes.end(), code) != codes.end();
    }
    bool operator==(const Content& other) const {
        return names == other.names && columns == other.columns && wkb == other.wkb;
    }
};

inline std::optional<Content> content_of(const std::string& path) {
    LayerSpec spec;
    spec.path = path;
    try {
        auto raw = read_layer(spec);
        std::vector<std::string> codes;
        for (const auto& note : raw.notes) codes.push_back(note.code);
        return Content{raw.attributes.names, raw.attributes.columns, raw.wkb, codes,
                       raw.features()};
    } catch (const Error&) {
        return {};
    }
}

/// Changes one bit of a byte at many places of `part` and reads `main`; gives the places where
/// `is_harm` holds for what came out.
template <typename Harm>
std::vector<std::size_t> harmful_flips(const Scratch& scratch, const std::string& main,
                                       const std::string& part, Harm is_harm) {
    const auto whole = bytes_of(scratch / part);
    std::vector<std::size_t> harmful;
    const std::size_t places = 250;
    for (std::size_t k = 0; k < places; ++k) {
        auto bytes = whole;
        const auto at = whole.size() * k / places;
        bytes[at] = static_cast<char>(bytes[at] ^ (1 << k % 8));
        scratch.write(part, bytes);
        const auto found = content_of(scratch / main);
        if (found && is_harm(*found)) harmful.push_back(at);
    }
    scratch.write(part, whole);
    return harmful;
}

} // namespace geo::test

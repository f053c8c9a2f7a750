// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace geo {

/// A packed file (an office document) as its parts, in the order in which they stand.
struct ZipArchive {
    struct Part {
        std::string name;
        std::string bytes;
    };
    std::vector<Part> parts;

    /// The part of that name, or nullptr.
    Part* find(std::string_view name);
    /// Replaces the part of that name, or adds it at the end.
    void put(const std::string& name, std::string bytes);
};

/// Reads a whole archive, without its folders. Throws InputError when the file is none, is damaged,
/// or goes beyond the limits of check_zip_limits (entries, unpacked size, ratio, names that leave
/// the archive).
ZipArchive read_zip(const std::string& path);

/// The parts as an archive, in their order, each with the time 1980-01-01 00:00, so that the same
/// parts give the same bytes. Throws OutputError when there is not enough memory.
std::string zip_of(const ZipArchive& archive);

/// The same with one part.
std::string zip_of(const std::string& name, const std::string& bytes);

} // namespace geo

// SPDX-License-Identifier: Apache-2.0
#include "libgeo/input_files.hpp"

#include <filesystem>

#include "libgeo/core/error.hpp"
#include "libgeo/io/raw_layer.hpp"
#include "libgeo/io/staging.hpp"

namespace geo {

std::vector<FileHash> hash_inputs(const Project& project, const std::optional<Pack>& pack,
                                  const std::optional<Pack>& enterprise_pack) {
    std::vector<std::string> files{project.path};
    for (const auto& layer : project.layers)
        for (const auto& file : files_of(layer.path)) files.push_back(file);
    if (!project.accept_repairs.empty()) files.push_back(project.accept_repairs);
    for (const auto* one : {&pack, &enterprise_pack})
        if (*one) files.insert(files.end(), (*one)->files.begin(), (*one)->files.end());
    std::vector<FileHash> hashes;
    for (const auto& file : files)
        if (std::filesystem::is_regular_file(file)) hashes.push_back({file, sha256_of_file(file)});
    return hashes;
}

void refuse_changed_inputs(const std::vector<FileHash>& before, const std::vector<FileHash>& now) {
    for (std::size_t i = 0; i < std::max(before.size(), now.size()); ++i) {
        if (i < before.size() && i < now.size() && before[i].path == now[i].path &&
            before[i].sha256 == now[i].sha256)
            continue;
        const auto& file = i < before.size() ? before[i].path : now[i].path;
        throw InputError(
            {file + "：运行期间文件发生了变化，结果不可信，未写出。请等文件写完后重新运行。",
             file + ": the file changed during the run, so the results cannot be trusted and none "
                    "were written. Run again when nobody writes to it."});
    }
}

} // namespace geo

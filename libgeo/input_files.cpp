// SPDX-License-Identifier: Apache-2.0
#include "libgeo/input_files.hpp"

#include <filesystem>
#include <fstream>

#include "libgeo/core/error.hpp"
#include "libgeo/crs/given_shift.hpp"
#include "libgeo/io/raw_layer.hpp"
#include "libgeo/io/staging.hpp"

namespace geo {

namespace {

/// A file FILE.sha256 beside FILE, as sha256sum writes it, states what FILE must be.
void require_stated_hash(const FileHash& file) {
    std::ifstream list(file.path + ".sha256");
    std::string stated;
    if (!(list >> stated) || ascii_lower(stated) == file.sha256) return;
    throw InputError(
        {file.path + "：内容与旁边的 .sha256 文件不符，文件已损坏或被改动。请重新复制。",
         file.path + ": it is not what the .sha256 file beside it states, so it was "
                     "damaged or changed. Copy it again."});
}

} // namespace

std::vector<FileHash> hash_inputs(const Project& project, const std::optional<Pack>& pack,
                                  const std::optional<Pack>& enterprise_pack) {
    std::vector<std::string> files{project.path};
    for (const auto& layer : project.layers)
        for (const auto& of_layer : {files_of(layer.path), grids_of(layer.src_crs)})
            files.insert(files.end(), of_layer.begin(), of_layer.end());
    if (!project.accept_repairs.empty()) files.push_back(project.accept_repairs);
    if (!project.area_codes.empty()) files.push_back(project.area_codes);
    for (const auto* one : {&pack, &enterprise_pack})
        if (*one) files.insert(files.end(), (*one)->files.begin(), (*one)->files.end());
    std::vector<FileHash> hashes;
    for (const auto& file : files) {
        if (!std::filesystem::is_regular_file(file)) continue;
        hashes.push_back({file, sha256_of_file(file)});
        require_stated_hash(hashes.back());
    }
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

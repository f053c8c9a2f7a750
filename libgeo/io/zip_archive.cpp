// SPDX-License-Identifier: Apache-2.0
#include "libgeo/io/zip_archive.hpp"

#include <memory>

#include <zip.h>

#include "libgeo/core/error.hpp"
#include "libgeo/io/xlsx_parts.hpp"

namespace geo {

namespace {

struct Discard {
    void operator()(zip_t* zip) const { zip_discard(zip); }
    void operator()(zip_file_t* file) const { zip_fclose(file); }
};
using Zip = std::unique_ptr<zip_t, Discard>;
using ZipFile = std::unique_ptr<zip_file_t, Discard>;

[[noreturn]] void refuse(const std::string& path) {
    throw InputError({path + "：不是完整的压缩文档，文件可能已损坏。请用办公软件打开并另存。",
                      path + ": is no whole packed document; the file may be damaged. Open it with "
                             "an office program and save it again."});
}

[[noreturn]] void fail() {
    throw OutputError({"无法压缩文档：内存不足。请关闭其他程序后重试。",
                       "the document cannot be packed: out of memory. Close other programs and try "
                       "again."});
}

void add(zip_t* zip, const ZipArchive::Part& part) {
    constexpr zip_uint16_t midnight = 0;
    constexpr zip_uint16_t first_day = (1U << 5U) | 1U; // 1980-01-01, the earliest there is
    auto* source = zip_source_buffer(zip, part.bytes.data(), part.bytes.size(), 0);
    const auto index = zip_file_add(zip, part.name.c_str(), source, ZIP_FL_ENC_UTF_8);
    if (index < 0) {
        zip_source_free(source);
        fail();
    }
    const auto at = static_cast<zip_uint64_t>(index);
    if (zip_file_set_dostime(zip, at, midnight, first_day, 0) != 0) fail();
}

struct FreeSource {
    void operator()(zip_source_t* source) const { zip_source_free(source); }
};
using Source = std::unique_ptr<zip_source_t, FreeSource>;

/// What an archive that was closed has left in its source.
std::string content_of(zip_source_t* source) {
    zip_stat_t stat{};
    if (zip_source_open(source) != 0 || zip_source_stat(source, &stat) != 0) fail();
    std::string bytes(stat.size, '\0');
    const auto read = zip_source_read(source, bytes.data(), bytes.size());
    zip_source_close(source);
    if (read != static_cast<zip_int64_t>(bytes.size())) fail();
    return bytes;
}

std::string bytes_of(zip_t* zip, zip_uint64_t index, const std::string& path) {
    zip_stat_t stat{};
    if (zip_stat_index(zip, index, 0, &stat) != 0) refuse(path);
    const ZipFile file(zip_fopen_index(zip, index, 0));
    std::string bytes(stat.size, '\0');
    if (!file ||
        zip_fread(file.get(), bytes.data(), stat.size) != static_cast<zip_int64_t>(stat.size))
        refuse(path);
    return bytes;
}

} // namespace

ZipArchive::Part* ZipArchive::find(std::string_view name) {
    for (auto& part : parts)
        if (part.name == name) return &part;
    return nullptr;
}

void ZipArchive::put(const std::string& name, std::string bytes) {
    if (auto* part = find(name))
        part->bytes = std::move(bytes);
    else
        parts.push_back({name, std::move(bytes)});
}

ZipArchive read_zip(const std::string& path) {
    check_zip_limits(path, {});
    int error = 0;
    const Zip zip(zip_open(path.c_str(), ZIP_RDONLY | ZIP_CHECKCONS, &error));
    if (!zip) refuse(path);
    ZipArchive archive;
    const auto entries = zip_get_num_entries(zip.get(), 0);
    for (zip_uint64_t i = 0; i < static_cast<zip_uint64_t>(entries); ++i) {
        const char* name = zip_get_name(zip.get(), i, 0);
        if (name == nullptr) refuse(path);
        if (std::string_view(name).ends_with('/')) continue; // a folder
        archive.parts.push_back({name, bytes_of(zip.get(), i, path)});
    }
    return archive;
}

std::string zip_of(const ZipArchive& archive) {
    const Source target(zip_source_buffer_create(nullptr, 0, 0, nullptr));
    if (!target) fail();
    Zip zip(zip_open_from_source(target.get(), ZIP_TRUNCATE, nullptr));
    if (!zip) fail();
    zip_source_keep(target.get()); // closing the archive lets go of it once
    for (const auto& part : archive.parts) add(zip.get(), part);
    if (zip_close(zip.get()) != 0) fail();
    (void)zip.release();
    return content_of(target.get());
}

std::string zip_of(const std::string& name, const std::string& bytes) {
    ZipArchive archive;
    archive.put(name, bytes);
    return zip_of(archive);
}

} // namespace geo

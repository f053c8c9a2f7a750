// SPDX-License-Identifier: Apache-2.0
#include "tools/memory.hpp"

#include <cmath>
#include <cstdlib>
#include <fstream>

#include "libgeo/core/error.hpp"
#include "libgeo/core/text.hpp"

#if defined(__GLIBC__)
#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>
#endif

namespace parkline {

void prepare_memory() {
#if defined(__GLIBC__)
    // Touching a fresh page costs as much as some hundred vertices of an overlay.
    constexpr int mebi = 1 << 20;
    constexpr int first_heap = 512 * mebi; // addresses, not memory
    mallopt(M_MMAP_THRESHOLD, 32 * mebi);  // the most that glibc takes
    mallopt(M_TRIM_THRESHOLD, 1024 * mebi);
    mallopt(M_TOP_PAD, first_heap);
    const auto start = reinterpret_cast<std::uintptr_t>(sbrk(0));
    void* volatile grown = std::malloc(mebi); // the heap grows once, by all of it
    std::free(grown);
    mallopt(M_TOP_PAD, 16 * mebi);
    constexpr std::uintptr_t page = 2 * mebi;
    const auto begin = (start + page - 1) / page * page;
    const auto end = reinterpret_cast<std::uintptr_t>(sbrk(0));
    // Only advice: without large pages all is as it was.
    if (begin < end) (void)madvise(reinterpret_cast<void*>(begin), end - begin, MADV_HUGEPAGE);
#endif
}

void give_memory_back() {
#if defined(__GLIBC__)
    constexpr int piece = 1 << 17;
    mallopt(M_MMAP_THRESHOLD, piece);
    mallopt(M_TRIM_THRESHOLD, piece);
    mallopt(M_TOP_PAD, piece); // or the next large pieces come from the heap and leave holes in it
    malloc_trim(0);
#endif
}

namespace {

constexpr double mebibyte = 1024.0 * 1024.0;
// Measured over the layers of scripts/bench: the indices take 20 to 24 bytes a vertex beside the
// coordinates, 27 while the second is built; the features of a shard are copied.
constexpr double index_bytes = 27;
constexpr double copy_bytes = 16;
constexpr double work_bytes = 24 * mebibyte; // boundaries, windows of output, threads

/// What the process holds, libraries included.
double resident_bytes() {
    std::ifstream stat("/proc/self/statm");
    double size = 0, resident = 0;
    stat >> size >> resident;
    return resident * 4096;
}

} // namespace

MemoryLimit::MemoryLimit(const std::string& size) : m_size(size) {
    if (size.empty()) return;
    const std::string units = "KMG";
    const auto unit = units.find(static_cast<char>(std::toupper(size.back())));
    const auto number = geo::parse_number(size.substr(0, size.size() - 1));
    if (unit == std::string::npos || !number || !(*number > 0))
        throw geo::ConfigError(
            {"--memory " + size + "：应为数字加 K、M 或 G，如 512M。",
             "--memory " + size + ": has to be a number with K, M or G, as 512M."});
    give_memory_back();
    m_bytes = *number * std::pow(1024.0, static_cast<double>(unit) + 1);
}

double MemoryLimit::left() const {
    return m_bytes - resident_bytes() - work_bytes;
}

std::uint32_t MemoryLimit::shards(std::size_t vertices) const {
    if (m_bytes == 0) return 1;
    const auto needed = static_cast<double>(vertices) * index_bytes;
    if (needed <= left()) return 1;
    constexpr double most = 4096;
    const auto shards = std::ceil(static_cast<double>(vertices) * (index_bytes + copy_bytes) /
                                  std::max(left(), 1.0));
    if (shards > most) refuse(m_bytes - left() + needed / most);
    return static_cast<std::uint32_t>(shards);
}

void MemoryLimit::require_index(std::size_t vertices) const {
    const auto needed = static_cast<double>(vertices) * index_bytes;
    if (m_bytes != 0 && needed > left()) refuse(m_bytes - left() + needed);
}

void MemoryLimit::refuse(double needed) const {
    const auto most = geo::fixed(std::ceil(needed / mebibyte), 0) + "M";
    throw geo::ConfigError({"--memory " + m_size + "：这两个图层约需 " + most +
                                "。请提高上限，或用 --where 减少要素。",
                            "--memory " + m_size + ": these layers take about " + most +
                                ". Raise the limit, or take fewer features with --where."});
}

} // namespace parkline

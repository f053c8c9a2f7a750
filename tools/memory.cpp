// SPDX-License-Identifier: Apache-2.0
#include "tools/memory.hpp"

#include <cstdint>
#include <cstdlib>

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

} // namespace parkline

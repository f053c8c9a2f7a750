// SPDX-License-Identifier: Apache-2.0
#include "libgeo/overlay/thread_limit.hpp"

#include <tbb/global_control.h>

namespace geo {

struct ThreadLimit::Impl {
    explicit Impl(std::size_t threads)
        : control(tbb::global_control::max_allowed_parallelism, threads) {}
    tbb::global_control control;
};

ThreadLimit::ThreadLimit(int threads) {
    if (threads > 0) m_impl = std::make_unique<Impl>(static_cast<std::size_t>(threads));
}
ThreadLimit::~ThreadLimit() = default;

} // namespace geo

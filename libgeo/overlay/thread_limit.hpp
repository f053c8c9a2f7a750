// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

namespace geo {

/// While it lives, no more than `threads` threads work for the library (0 or less: all cores).
/// Results never depend on it.
class ThreadLimit {
  public:
    explicit ThreadLimit(int threads);
    ~ThreadLimit();
    ThreadLimit(const ThreadLimit&) = delete;
    ThreadLimit& operator=(const ThreadLimit&) = delete;

  private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace geo

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <type_traits>
#include <utility>
#include <vector>

namespace geo {

/// An allocator whose `resize` leaves new elements of trivial types as they are, for buffers that
/// are written once, by several threads: filling them with zeros first would cost as much again.
template <typename T> struct Unfilled : std::allocator<T> {
    template <typename U> struct rebind { using other = Unfilled<U>; };
    using std::allocator<T>::allocator;
    template <typename U> void construct(U* place) {
        static_assert(std::is_trivially_destructible_v<U>);
        ::new (static_cast<void*>(place)) U;
    }
    template <typename U, typename First, typename... Rest>
    void construct(U* place, First&& first, Rest&&... rest) {
        ::new (static_cast<void*>(place))
            U(std::forward<First>(first), std::forward<Rest>(rest)...);
    }
};

template <typename T> using UnfilledVector = std::vector<T, Unfilled<T>>;

} // namespace geo

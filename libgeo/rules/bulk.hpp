// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>

#include "libgeo/core/verdict.hpp"
#include "libgeo/rules/pack.hpp"
#include "libgeo/rules/population.hpp"

namespace geo {

/// A verdict without its words: what `decide` says, for a great many subjects.
struct Judgement {
    Outcome outcome = Outcome::insufficient_data;
    std::optional<double> score;
    std::optional<double> score_possible;
    std::optional<std::size_t> result_row; ///< of the table of results, from 0
};

/// Fills the row of facts of one subject: a value for each fact name, in their order, unknown where
/// it leaves one alone. Called on several threads at once.
using ReadFacts = std::function<void(std::size_t subject, std::span<Value> row)>;

/// Takes the judgements in the order of the subjects, on the calling thread.
using TakeJudgement = std::function<void(std::size_t subject, const Judgement& judgement)>;

/// Judges `count` subjects on all cores. The same as `decide` on each, whatever the threads; memory
/// is that of a few thousand subjects. Throws as `decide` does. Cost: about 9 µs of processor time
/// a subject for 40 criteria (docs/benchmarks.md).
void judge_many(const Pack& pack, std::span<const std::string> fact_names, std::size_t count,
                const ReadFacts& read, const TakeJudgement& take,
                const Population& population = {});

} // namespace geo

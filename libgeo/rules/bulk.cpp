// SPDX-License-Identifier: Apache-2.0
#include "libgeo/rules/bulk.hpp"

#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_for.h>

#include <algorithm>

#include "libgeo/rules/evaluator.hpp"
#include "libgeo/rules/least_change.hpp"

namespace geo {

namespace {

constexpr std::size_t subjects_at_once = 8192;
constexpr std::size_t subjects_of_a_task = 256;

/// One thread's compiled pack and its row.
struct Judge {
    Evaluator evaluator;
    std::vector<Value> row;
    std::vector<Judged> lines;

    Judge(const Pack& pack, std::span<const std::string> names, const Population& population)
        : evaluator(pack, names), row(names.size()), lines(pack.criteria.size()) {
        evaluator.use(population);
    }

    Judgement judge_row() {
        evaluator.load(row);
        const auto& pack = evaluator.pack();
        for (std::size_t i = 0; i < lines.size(); ++i) {
            const auto& criterion = pack.criteria[i];
            lines[i] =
                criterion.enabled
                    ? judge(criterion, evaluator.measured(i))
                    : Judged{criterion.kind, CriterionStatus::disabled, criterion.weight, {}};
        }
        Judgement judgement;
        const auto answer = answer_of(pack.decision, lines);
        judgement.outcome = answer.outcome;
        if (const auto score = score_of(pack.decision, lines); score.scale > 0) {
            judgement.score = score.given;
            judgement.score_possible = score.possible;
        }
        if (answer.step == DecisionStep::veto) judgement.outcome = evaluator.exit_route().outcome;
        if (answer.outcome == Outcome::support_upgrade && !pack.decision.result.empty())
            take_result(judgement);
        return judgement;
    }

    void take_result(Judgement& judgement) const {
        const auto& pack = evaluator.pack();
        const auto* table = find_table(pack, pack.decision.result);
        const auto at = static_cast<std::size_t>(table - pack.tables.data());
        judgement.result_row = evaluator.table_row(at);
        judgement.outcome =
            judgement.result_row
                ? table->rows[*judgement.result_row].outcome.value_or(Outcome::classified)
                : Outcome::insufficient_data;
    }
};

} // namespace

void judge_many(const Pack& pack, std::span<const std::string> names, std::size_t count,
                const ReadFacts& read, const TakeJudgement& take, const Population& population) {
    tbb::enumerable_thread_specific<Judge> judges([&] { return Judge(pack, names, population); });
    std::vector<Judgement> batch(std::min(count, subjects_at_once));
    for (std::size_t first = 0; first < count; first += subjects_at_once) {
        const auto last = std::min(count, first + subjects_at_once);
        tbb::parallel_for(tbb::blocked_range<std::size_t>(first, last, subjects_of_a_task),
                          [&](const tbb::blocked_range<std::size_t>& range) {
                              auto& judge = judges.local();
                              for (auto i = range.begin(); i < range.end(); ++i) {
                                  std::fill(judge.row.begin(), judge.row.end(), Value{});
                                  read(i, judge.row);
                                  batch[i - first] = judge.judge_row();
                              }
                          });
        for (auto i = first; i < last; ++i) take(i, batch[i - first]);
    }
}

} // namespace geo

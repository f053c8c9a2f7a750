// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "libgeo/core/verdict.hpp"
#include "libgeo/rules/decide.hpp"
#include "libgeo/rules/pack.hpp"

namespace geo::cases {

/// One law in a .case file: facts in, verdict out.
struct Case {
    std::string title;
    std::string source; ///< the article the law comes from
    std::vector<std::pair<std::string, Value>> facts;
    std::vector<std::string> enable; ///< criteria and tables to switch on that the pack leaves off
    std::vector<std::pair<std::string, std::string>> expect; ///< what, expected text
    std::size_t line = 0;
    std::vector<std::pair<std::string, Value>> parameters{}; ///< of the pack, changed for this case
    std::string of{};            ///< the fact in which the rest of the population differs
    std::vector<Value> others{}; ///< its values there
    std::string ladder{};        ///< the criterion, table or "result" of the ladder it is a rung of
};

/// A .case file: the pack it is about, facts common to all its cases, and the cases.
struct CaseFile {
    std::string pack;
    std::vector<std::pair<std::string, Value>> facts;
    std::vector<Case> cases;
};

/// Reads a .case file (tests/cases/rules/README.md has the grammar). Throws std::runtime_error with
/// the line when one cannot be understood.
CaseFile read_cases(const std::string& path);

/// The paths of all case files, sorted.
std::vector<std::string> case_files();

/// Gives the verdicts on the cases of a pack, compiled once for each set of criteria switched on.
class Runner {
  public:
    explicit Runner(Pack pack) : m_pack(std::move(pack)) {}

    /// The verdict on a case: every fact the pack declares is unknown, then come the facts of the
    /// file and of the case; the criteria and tables named in `enable` are switched on.
    Verdict verdict_on(const CaseFile& file, const Case& one);

    /// What the pack ("measured FACT": how the fact is measured, in English) or else the verdict
    /// says about `what`.
    std::string actual(const Verdict& verdict, const std::string& what) const;

  private:
    Pack m_pack;
    Decider& decider_for(const Case& one, const Facts& facts);

    std::map<std::vector<std::string>, Decider> m_deciders;
};

/// What the verdict says about `what` ("outcome", "vetoes", "status P1", ...), as text.
std::string actual(const Verdict& verdict, const std::string& what);

/// True when the two agree; for "reason" and "least" the expected text has to occur in the actual.
bool agrees(const std::string& what, const std::string& expected, const std::string& actual);

} // namespace geo::cases

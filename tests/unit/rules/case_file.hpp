// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "libgeo/core/verdict.hpp"
#include "libgeo/rules/pack.hpp"

namespace geo::cases {

/// One law in a .case file: facts in, verdict out.
struct Case {
    std::string title;
    std::string source; ///< the article the law comes from
    std::vector<std::pair<std::string, Value>> facts;
    std::vector<std::string> enable; ///< criteria to switch on that the pack switches off
    std::vector<std::pair<std::string, std::string>> expect; ///< what, expected text
    std::size_t line = 0;
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

/// The verdict on a case: every fact the pack declares is unknown, then come the facts of the file
/// and of the case; the criteria named in `enable` are switched on.
Verdict verdict_on(Pack pack, const CaseFile& file, const Case& one);

/// What the verdict says about `what` ("outcome", "vetoes", "status P1", ...), as text.
std::string actual(const Verdict& verdict, const std::string& what);

/// True when the two agree; for "reason" and "least" the expected text has to occur in the actual.
bool agrees(const std::string& what, const std::string& expected, const std::string& actual);

} // namespace geo::cases

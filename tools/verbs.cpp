// SPDX-License-Identifier: Apache-2.0
#include "tools/verb.hpp"

namespace parkline {

// One factory a file; a new verb needs its file, a line here and a line below.
std::unique_ptr<Verb> make_check();
std::unique_ptr<Verb> make_convert();
std::unique_ptr<Verb> make_doctor();
std::unique_ptr<Verb> make_match();
std::unique_ptr<Verb> make_screen();
std::unique_ptr<Verb> make_classify();
std::unique_ptr<Verb> make_explain();
std::unique_ptr<Verb> make_diff();
std::unique_ptr<Verb> make_what_if();
std::unique_ptr<Verb> make_facts();
std::unique_ptr<Verb> make_rules();
std::unique_ptr<Verb> make_townships();
std::unique_ptr<Verb> make_permit();
std::unique_ptr<Verb> make_emergency();
std::unique_ptr<Verb> make_ledger();
std::unique_ptr<Verb> make_case();
std::unique_ptr<Verb> make_service();
std::unique_ptr<Verb> make_enforce();
std::unique_ptr<Verb> make_fund();
std::unique_ptr<Verb> make_support();
std::unique_ptr<Verb> make_run();
std::unique_ptr<Verb> make_verify();
std::unique_ptr<Verb> make_replay();
std::unique_ptr<Verb> make_map();
std::unique_ptr<Verb> make_report();
std::unique_ptr<Verb> make_overlay();
std::unique_ptr<Verb> make_merge();
std::unique_ptr<Verb> make_locate();
std::unique_ptr<Verb> make_within();
std::unique_ptr<Verb> make_nearest();

std::vector<std::unique_ptr<Verb>> make_verbs() {
    std::vector<std::unique_ptr<Verb>> verbs;
    verbs.push_back(make_check());
    verbs.push_back(make_convert());
    verbs.push_back(make_match());
    verbs.push_back(make_screen());
    verbs.push_back(make_classify());
    verbs.push_back(make_explain());
    verbs.push_back(make_diff());
    verbs.push_back(make_what_if());
    verbs.push_back(make_facts());
    verbs.push_back(make_rules());
    verbs.push_back(make_townships());
    verbs.push_back(make_permit());
    verbs.push_back(make_emergency());
    verbs.push_back(make_ledger());
    verbs.push_back(make_case());
    verbs.push_back(make_service());
    verbs.push_back(make_enforce());
    verbs.push_back(make_fund());
    verbs.push_back(make_support());
    verbs.push_back(make_run());
    verbs.push_back(make_verify());
    verbs.push_back(make_replay());
    verbs.push_back(make_map());
    verbs.push_back(make_report());
    verbs.push_back(make_overlay());
    verbs.push_back(make_merge());
    verbs.push_back(make_locate());
    verbs.push_back(make_within());
    verbs.push_back(make_nearest());
    verbs.push_back(make_doctor());
    return verbs;
}

} // namespace parkline

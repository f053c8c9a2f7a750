// SPDX-License-Identifier: Apache-2.0
#include "tools/verb.hpp"

namespace parkline {

// One factory a file; a new verb needs its file, a line here and a line below.
std::unique_ptr<Verb> make_check();
std::unique_ptr<Verb> make_screen();
std::unique_ptr<Verb> make_classify();
std::unique_ptr<Verb> make_townships();
std::unique_ptr<Verb> make_run();

std::vector<std::unique_ptr<Verb>> make_verbs() {
    std::vector<std::unique_ptr<Verb>> verbs;
    verbs.push_back(make_check());
    verbs.push_back(make_screen());
    verbs.push_back(make_classify());
    verbs.push_back(make_townships());
    verbs.push_back(make_run());
    return verbs;
}

} // namespace parkline

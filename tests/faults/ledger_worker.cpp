// SPDX-License-Identifier: Apache-2.0
// A process that works on a ledger while others kill, lock, starve and measure it (tests/faults,
// scripts/bench_ledger). Lines on stdout are promises: a key is printed after the ledger has
// acknowledged its event.
#include <chrono>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <map>
#include <thread>

#include "libgeo/core/error.hpp"
#include "libgeo/ledger/export_file.hpp"
#include "libgeo/ledger/ledger.hpp"
#include "libgeo/ledger/sql.hpp"

namespace {

using namespace geo::ledger;
using Arguments = std::vector<std::string>;

Submission service(const std::string& kind, const std::string& case_id, Payload payload) {
    Submission one;
    one.programme = "service";
    one.case_id = case_id;
    one.kind = kind;
    one.actor = "李敏";
    one.role = "approver";
    one.payload = std::move(payload);
    return one;
}

Submission enrol(const std::string& case_id) {
    return service("enrol", case_id,
                   {{"name", "示例化工厂 " + case_id},
                    {"officer", "王强"},
                    {"contact_days", std::int64_t{30}},
                    {"county", "清江浦区"}});
}

/// The i-th event of a writer: every 50th enrols an enterprise, the others record a contact.
Submission event_of(const std::string& writer, std::size_t i) {
    const auto case_id = writer + "-" + std::to_string(i / 50);
    auto one =
        i % 50 == 0
            ? enrol(case_id)
            : service("contact", case_id,
                      {{"method", "phone"}, {"note", "第 " + std::to_string(i) + " 次联络"}});
    one.key = writer + "." + std::to_string(i);
    return one;
}

/// The life of a problem, so that every state table of the programme has rows with every column.
std::vector<Submission> life_of(const std::string& id, const std::string& enterprise) {
    std::vector<Submission> all;
    const auto add = [&](const char* kind, const char* actor, Payload payload, const char* why) {
        all.push_back(service(kind, id, std::move(payload)));
        all.back().actor = actor;
        all.back().reason = why;
        all.back().evidence = {std::string(64, 'a'), {"R1", enterprise}};
    };
    add("collect", "李敏",
        {{"enterprise", enterprise},
         {"problem", "防护距离\n不足"},
         {"category", "permit"},
         {"source", "visit"}},
        "");
    add("assign", "李敏", {{"analysis", "需核实"}, {"assignee", "赵刚"}, {"due", "2099-01-01"}},
        "");
    add("solve", "赵刚",
        {{"action", "现场测量"}, {"present", std::vector<std::string>{"赵刚", "厂长"}}}, "");
    all.back().role = "officer";
    add("close", "李敏", {{"check", "已核实"}, {"satisfaction", "satisfied"}}, "");
    add("reopen", "李敏", {}, "企业再次反映");
    return all;
}

/// A ledger of about 200 events with every table, column and kind of value.
int seed(const Arguments& words) {
    Ledger ledger(words.at(0));
    for (int i = 0; i < 25; ++i) {
        const auto enterprise = "E" + std::to_string(i);
        auto one = enrol(enterprise);
        one.payload["park_id"] = "P" + std::to_string(i % 3);
        std::vector<Submission> batch{
            one, event_of("S" + std::to_string(i), 0),
            service("contact", enterprise, {{"method", "visit"}, {"note", "\"现场\"\t\\"}})};
        const auto life = life_of("I" + std::to_string(i), enterprise);
        batch.insert(batch.end(), life.begin(), life.end());
        ledger.append_all(batch);
    }
    return 0;
}

/// LOCATION WRITER COUNT BATCH: appends COUNT events, BATCH in a transaction; keys as they are
/// acknowledged.
int write(const Arguments& words) {
    Ledger ledger(words.at(0));
    const auto count = std::stoul(words.at(2));
    const auto batch = std::stoul(words.at(3));
    for (std::size_t i = 0; i < count;) {
        std::vector<Submission> some;
        for (; some.size() < batch && i < count; ++i) some.push_back(event_of(words.at(1), i));
        std::string keys;
        for (const auto& recorded : ledger.append_all(some)) keys += recorded.event.key + "\n";
        std::fwrite(keys.data(), 1, keys.size(), stdout);
        std::fflush(stdout);
    }
    return 0;
}

int verify(const Arguments& words) {
    const auto found = Ledger(words.at(0)).verify();
    if (found.bad)
        std::cout << "bad " << found.bad->number << " " << found.bad->why.en << "\n";
    else
        std::cout << "sound " << found.events << " " << found.head << "\n";
    for (const auto& note : found.notes) std::cout << "note " << note.en << "\n";
    return found.bad ? 3 : 0;
}

int keys(const Arguments& words) {
    Ledger(words.at(0)).each_event({}, [](Event&& event) { std::cout << event.key << "\n"; });
    return 0;
}

/// Prints how long the rebuild took, in seconds.
int rebuild(const Arguments& words) {
    Ledger ledger(words.at(0));
    const auto start = std::chrono::steady_clock::now();
    ledger.rebuild();
    std::cout << std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count()
              << "\n";
    return 0;
}

/// LOCATION SECONDS: holds the ledger for itself; prints "held" when it does.
int hold(const Arguments& words) {
    Sql sql(words.at(0));
    const WriteTransaction transaction(sql);
    std::cout << "held" << std::endl;
    std::this_thread::sleep_for(std::chrono::duration<double>(std::stod(words.at(1))));
    return 0;
}

int run_sql(const Arguments& words) {
    Sql sql(words.at(0));
    for (std::size_t i = 1; i < words.size(); ++i) sql.run(words[i]);
    return 0;
}

int from_the_future(const Arguments& words) {
    auto one = enrol("FUTURE");
    one.happened_on = "2025-01-01";
    one.at = "2100-01-01T00:00:00.000Z";
    Ledger(words.at(0)).append(one);
    return 0;
}

std::string bytes_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// FILE STEP: flips a bit of every STEP-th byte of an export. Each must be found: a bad record, or
/// a missing seal after an exact part of the events.
int flips(const Arguments& words) {
    const auto whole = bytes_of(words.at(0));
    const auto truth = read_export(words.at(0)).second;
    const auto copy = words.at(0) + ".flipped";
    std::size_t tried = 0;
    for (std::size_t i = 0; i < whole.size(); i += std::stoul(words.at(1)), ++tried) {
        auto bytes = whole;
        bytes[i] = static_cast<char>(bytes[i] ^ 1 << i % 8);
        std::ofstream(copy, std::ios::binary) << bytes;
        const auto [found, events] = read_export(copy);
        const auto is_part =
            events.size() <= truth.size() &&
            std::equal(events.begin(), events.end(), truth.begin(),
                       [](const auto& a, const auto& b) { return a.hash == b.hash; });
        if (is_part && (found.bad || !found.notes.empty())) continue;
        std::cerr << "byte " << i << " was flipped unnoticed\n";
        return 1;
    }
    std::cout << tried << " flips of an export, all found\n";
    return 0;
}

const std::map<std::string, int (*)(const Arguments&)>& verbs() {
    static const std::map<std::string, int (*)(const Arguments&)> all{
        {"create", [](const Arguments& words) { return Ledger::create(words.at(0)), 0; }},
        {"seed", seed},
        {"write", write},
        {"verify", verify},
        {"keys", keys},
        {"rebuild", rebuild},
        {"hold", hold},
        {"sql", run_sql},
        {"flips", flips},
        {"future", from_the_future},
        {"migrate",
         [](const Arguments& words) {
             std::cout << migrate(words.at(0), words.size() > 1 ? words[1] : "") << "\n";
             return 0;
         }},
        {"export",
         [](const Arguments& words) {
             return Ledger(words.at(0)).export_events(words.at(1), geo::Overwrite::yes), 0;
         }},
        {"import", [](const Arguments& words) {
             for (const auto& note : Ledger(words.at(0)).import_events(words.at(1)).notes)
                 std::cout << "note " << note.en << "\n";
             return 0;
         }}};
    return all;
}

} // namespace

int main(int count, char** words) {
    const Arguments arguments(words + 1, words + count);
    const auto verb = arguments.empty() ? verbs().end() : verbs().find(arguments.front());
    if (verb == verbs().end()) {
        std::cerr << "usage: ledger_worker VERB LOCATION …\n";
        return 2;
    }
    try {
        return verb->second(Arguments(arguments.begin() + 1, arguments.end()));
    } catch (const std::exception& error) {
        std::cerr << error.what() << "\n";
        return 1;
    }
}

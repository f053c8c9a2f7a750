// SPDX-License-Identifier: Apache-2.0
#include "libgeo/emergency_ledger.hpp"

#include <catch2/catch.hpp>

#include "libgeo/core/error.hpp"
#include "unit/ledger/stores.hpp"
#include "unit/screening/emergency_list.hpp"

using namespace geo;
using geo::ledger::Ledger;
using geo::ledger::Payload;
using geo::ledger::test::FreshLedger;
using geo::test::head;
using geo::test::pack;
using geo::test::plans;

namespace {

/// A: exempt by its grade; B: exempt by its group; C: too low a grade.
class City {
  public:
    explicit City(const std::string& changes = "") : m_ledger(m_fresh.location) {
        const auto list = m_fresh.scratch.write(
            "firms.csv", head + "A,甲,1,其他,引领性,1,1,1,1,0,0,red," + plans +
                             "B,乙,0,保障类,B,1,1,1,1,0,0,red," + plans +
                             "C,丙,1,其他,C,1,1,1,1,0,0,red," + plans);
        const auto more =
            m_fresh.scratch.write("changes.csv", "id,date,fact,value,document\n" + changes);
        m_reg = read_emergency_register(list, changes.empty() ? "" : more, pack());
    }

    void add(const std::string& kind, const std::string& case_id, const std::string& on,
             Payload payload = {}) {
        auto one = geo::ledger::test::service(kind, case_id, std::move(payload), on);
        one.programme = "emergency";
        if (kind != "assign") one.payload["document"] = std::string("示例 " + on);
        one.at.clear();
        (void)m_ledger.append(one);
    }

    void exempt(const std::string& id, const std::string& on, const std::string& up_to = "red") {
        add("exempt", "HM" + id, on, {{"enterprise", id}, {"clause", "第二条"}, {"up_to", up_to}});
    }
    void remove(const std::string& id, const std::string& on) {
        add("remove", "HM" + id, on, {{"clause", "第六条"}});
    }
    void assign(const std::string& id, const std::string& on, const std::string& measure) {
        add("assign", "YJ1", on,
            {{"enterprise", id}, {"measure", measure}, {"clause", "减排清单"}});
    }

    EmergencyRegister with_ledger() const {
        auto reg = m_reg;
        add_recorded(reg, m_ledger);
        return reg;
    }

    /// "A:exempt/ledger …"
    std::string list(const std::string& as_of) const {
        const auto reg = with_ledger();
        std::string text;
        for (const auto& entry : exemption_list(reg, pack(), as_of))
            text += (text.empty() ? "" : " ") + reg.firms[entry.firm].subject_id + ":" +
                    std::string(name_of(entry.status)) + "/" + std::string(name_of(entry.origin));
        return text;
    }

    std::string measures(const std::string& level, const std::string& as_of) const {
        const auto reg = with_ledger();
        std::string text;
        for (const auto& one : emergency_measures(reg, pack(), level, as_of))
            text += (text.empty() ? "" : " ") + reg.firms[one.firm].subject_id + ":" + one.measure +
                    "/" + std::string(name_of(one.origin));
        return text;
    }

  private:
    FreshLedger m_fresh{"geopackage"};
    Ledger m_ledger;
    EmergencyRegister m_reg;
};

} // namespace

TEST_CASE("decisions of the ledger hold from their day on and say where they stand") {
    City city;
    city.exempt("A", "2025-01-10");
    city.exempt("C", "2025-01-10", "orange");
    city.remove("A", "2025-02-18");
    CHECK(city.list("2025-01-09") == "A:exempt/data B:exempt/data C:not_exempt/data");
    CHECK(city.list("2025-01-10") == "A:exempt/ledger B:exempt/data C:exempt/ledger");
    CHECK(city.list("2025-02-18") == "A:removed/ledger B:exempt/data C:exempt/ledger");
    const auto list = exemption_list(city.with_ledger(), pack(), "2025-02-18");
    CHECK(list[0].since == "2025-02-18");
    CHECK(list[0].clause.zh == "第六条");
    CHECK(list[0].document == "示例 2025-02-18");
    CHECK(list[0].source == "ledger HMA: event 3");
    CHECK(list[0].by_rule == ListStatus::exempt);
    CHECK(list[2].up_to == "orange");
    CHECK(list[2].by_rule == ListStatus::not_exempt);
}

TEST_CASE("what the lists say of a later day than the decision holds") {
    City city("B,2025-03-05,penalties,1,罚字1号\n");
    city.exempt("B", "2025-01-10");
    CHECK(city.list("2025-03-04") == "A:exempt/data B:exempt/ledger C:not_exempt/data");
    CHECK(city.list("2025-03-05") == "A:exempt/data B:removed/data C:not_exempt/data");
    city.add("remove", "HMB", "2025-03-06", {{"clause", "第六条"}});
    city.add("restore", "HMB", "2025-03-07", {{"clause", "第七条"}});
    CHECK(city.list("2025-03-07") == "A:exempt/data B:exempt/ledger C:not_exempt/data");
}

TEST_CASE("measures follow the list of the ledger, and what no rule grants is left open") {
    City city;
    CHECK(city.measures("red", "2025-02-18") ==
          "A:lowest_ratio/data B:lowest_ratio/data C:stop/data");
    city.exempt("A", "2025-01-10");
    city.exempt("B", "2025-01-10", "orange");
    city.exempt("C", "2025-01-10");
    city.remove("A", "2025-02-18");
    CHECK(city.measures("red", "2025-02-18") == "A:stop/ledger B:stop/ledger C:open/ledger");
}

TEST_CASE(
    "an exemption that the ledger restored after a penalty has the measure of an exempt firm") {
    City city("B,2025-02-01,penalties,1,罚字1号\n");
    city.exempt("B", "2025-03-01");
    CHECK(city.measures("red", "2025-02-28") == "A:lowest_ratio/data B:stop/data C:stop/data");
    CHECK(city.measures("red", "2025-03-01") ==
          "A:lowest_ratio/data B:lowest_ratio/ledger C:stop/data");
}

TEST_CASE("a measure assigned under a warning takes the place of the pack's while it is in force") {
    City city;
    city.add("declare", "YJ1", "2025-01-03", {{"level", "red"}, {"from_day", "2025-01-04"}});
    city.assign("A", "2025-01-03", "stop");
    city.assign("A", "2025-01-06", "none");
    city.add("lift", "YJ1", "2025-01-08");
    const auto of_a = [&](const char* level, const char* day) {
        return city.measures(level, day).substr(0, city.measures(level, day).find(' '));
    };
    CHECK(of_a("red", "2025-01-03") == "A:lowest_ratio/data");
    CHECK(of_a("red", "2025-01-04") == "A:stop/ledger");
    CHECK(of_a("red", "2025-01-06") == "A:none/ledger");
    CHECK(of_a("orange", "2025-01-06") == "A:ratio/data");
    CHECK(of_a("red", "2025-01-08") == "A:lowest_ratio/data");
    const auto reg = city.with_ledger();
    CHECK(*emergency_measures(reg, pack(), "red", "2025-01-05")[0].ratio == 1);
    CHECK(*emergency_measures(reg, pack(), "red", "2025-01-06")[0].ratio == 0);
}

TEST_CASE("an enterprise of the ledger that the list has not is refused, not lost") {
    City city;
    city.exempt("Z", "2025-01-10");
    CHECK_THROWS_WITH(city.list("2025-01-10"), Catch::Contains("'Z'"));
}

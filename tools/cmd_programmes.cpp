// SPDX-License-Identifier: Apache-2.0
#include "tools/console.hpp"
#include "tools/programme_actions.hpp"
#include "tools/verb.hpp"

namespace parkline {

namespace {

using geo::Text;

/// A verb that is all a programme of the ledger has: its events and its views.
class ProgrammeVerb : public Verb {
  public:
    ProgrammeVerb(std::string name, Text summary, std::string example)
        : m_name(std::move(name)), m_summary(std::move(summary)), m_example(std::move(example)),
          m_actions(m_name) {}

    std::string name() const override { return m_name; }
    Text summary() const override { return m_summary; }
    std::string example() const override { return m_example; }

    std::vector<Option> options() override {
        std::vector<Option> all{
            {"ACTION", "ACTION", m_actions.help(), &m_action, m_actions.names(), true}};
        for (auto& more : case_arguments(m_ledger, m_case)) all.push_back(std::move(more));
        for (auto& more : m_actions.options()) all.push_back(std::move(more));
        for (auto& more : m_output.options()) all.push_back(std::move(more));
        return all;
    }

    int run(const Session& session) override {
        return m_actions.run(session, m_action, m_ledger, m_case, m_output);
    }

  private:
    std::string m_name;
    Text m_summary;
    std::string m_example;
    ProgrammeActions m_actions;
    std::string m_action;
    std::string m_ledger;
    std::string m_case;
    TableOutput m_output;
};

} // namespace

std::unique_ptr<Verb> make_service() {
    return std::make_unique<ProgrammeVerb>(
        "service",
        Text{"企业服务：专员、定期联络、问题清单四步办理、指标（记入账本）",
             "service of enterprises: officers, contacts, problem lists in four steps, indicators, "
             "on the ledger"},
        "parkline service steps city.gpkg --as-of 2025-04-01");
}

std::unique_ptr<Verb> make_enforce() {
    return std::make_unique<ProgrammeVerb>(
        "enforce",
        Text{"信访与执法：登记、交办、查明、处理、整改、复查、答复、销号，精准帮扶（记入账本）",
             "petitions and inspections to their close-out, and targeted help, on the ledger"},
        "parkline enforce steps city.gpkg --as-of 2025-04-01");
}

std::unique_ptr<Verb> make_fund() {
    return std::make_unique<ProgrammeVerb>(
        "fund",
        Text{
            "环保资金：下达、分配、拨付、结转，分年合计与目标、文件合计核对（记入账本）",
            "environmental money: grants, allocations, payments, carry-over; yearly totals against "
            "targets and printed totals, on the ledger"},
        "parkline fund years city.gpkg");
}

std::unique_ptr<Verb> make_support() {
    return std::make_unique<ProgrammeVerb>(
        "support",
        Text{"园区扶持：专家会诊、引导资金、改造项目，里程碑和成效（记入账本）",
             "support of parks: expert consultations, guidance funds, renovation projects, "
             "milestones and outcomes, on the ledger"},
        "parkline support measures city.gpkg --as-of 2025-04-01");
}

} // namespace parkline

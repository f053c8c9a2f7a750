// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "libgeo/core/error.hpp"
#include "libgeo/ledger/views.hpp"
#include "tools/console.hpp"
#include "tools/programme_actions.hpp"
#include "tools/recording.hpp"
#include "tools/verb.hpp"

namespace parkline {

namespace {

using geo::Text;
using geo::ledger::EventKind;
using geo::ledger::Ledger;
using geo::ledger::Opens;

/// `case`: cases of whichever programme, by the names of its kinds and fields.
class Case : public Verb {
  public:
    std::string name() const override { return "case"; }
    Text summary() const override {
        return {"案件（任一工作）：open 登记，record 记录事件，list 列出，show 查看",
                "cases of any programme: open, record, list, show"};
    }
    std::string example() const override { return "parkline case list city.gpkg"; }

    std::vector<Option> options() override {
        std::vector<Option> all{
            {"ACTION",
             "ACTION",
             {"open：登记新案件；record：记录一个事件，或 --from 的整张表；list：案件表；show："
              "一个案件的全部事件",
              "open: a new case; record: an event, or the list of --from; list: all cases; show: "
              "all events of one"},
             &m_action,
             {"open", "record", "list", "show"},
             true},
            {"--programme",
             "NAME",
             {"工作：" + names_of_programmes(), "programme: " + names_of_programmes()},
             &m_programme},
            {"--kind",
             "KIND",
             {"事件种类（open：只有一种时可省）",
              "kind of event (open: may be left out when there is but one)"},
             &m_kind},
            {"--set",
             "NAME=VALUE",
             {"一个字段（可多次）", "a field (repeat it for more)"},
             &m_fields,
             {},
             false,
             true},
            {"--only",
             "COLUMN=VALUE",
             {"list：只要这样的行（可多次）", "list: only rows like this (repeat it for more)"},
             &m_only,
             {},
             false,
             true}};
        auto arguments = case_arguments(m_ledger, m_case);
        all.insert(all.begin() + 1, arguments.begin(), arguments.end());
        for (auto& more : m_recording.options()) all.push_back(std::move(more));
        for (auto& more : m_output.options()) all.push_back(std::move(more));
        return all;
    }

    int run(const Session& session) override {
        m_output.require_writable();
        if (m_action == "list" || m_action == "show") {
            refuse_option(m_action, m_recording.given());
            refuse_option(m_action, m_fields.empty() ? "" : "--set");
            refuse_option(m_action, m_kind.empty() ? "" : "--kind");
        }
        if (m_action == "list") {
            refuse_option(m_action, m_case);
            if (!m_programme.empty()) (void)programme();
            m_output.deliver(geo::ledger::only(case_list(Ledger(m_ledger), m_programme), m_only));
            return done;
        }
        if (m_action == "record" && m_recording.is_list()) return record(session, {});
        require_case(m_action, m_case);
        if (m_action == "show")
            m_output.deliver(history(Ledger(m_ledger), m_case));
        else
            return record(session, fields());
        return done;
    }

  private:
    static std::string names_of_programmes() {
        std::string names;
        for (const auto* one : geo::ledger::programmes())
            names += (names.empty() ? "" : ", ") + one->name;
        return names;
    }

    const geo::ledger::Programme& programme() const {
        if (const auto* found = geo::ledger::programme(m_programme)) return *found;
        const auto names = names_of_programmes();
        throw geo::ConfigError(
            {"--programme '" + m_programme + "' 不对。有：" + names + "。",
             "--programme '" + m_programme + "' is not known. There are: " + names + "."});
    }

    /// The kind that was asked for; for `open` one that opens a case, else one that does not.
    std::string kind() const {
        const auto wanted = m_action == "open" ? Opens::yes : Opens::no;
        std::string names;
        std::vector<std::string> fitting;
        for (const auto& one : programme().kinds) {
            if (one.opens != wanted) continue;
            fitting.push_back(one.name);
            names += (names.empty() ? "" : ", ") + one.name;
        }
        if (m_kind.empty() && fitting.size() == 1) return fitting.front();
        if (std::find(fitting.begin(), fitting.end(), m_kind) != fitting.end()) return m_kind;
        throw geo::ConfigError(
            {m_action + "：--kind '" + m_kind + "' 不对。有：" + names + "。",
             m_action + ": --kind '" + m_kind + "' does not fit. There are: " + names + "."});
    }

    std::map<std::string, std::string> fields() const {
        std::map<std::string, std::string> fields;
        for (const auto& text : m_fields) {
            const auto mark = text.find('=');
            if (mark == std::string::npos || mark == 0)
                throw geo::ConfigError({"--set '" + text + "' 应为 NAME=VALUE。请改正。",
                                        "--set '" + text + "' has to be NAME=VALUE. Correct it."});
            if (!fields.emplace(text.substr(0, mark), text.substr(mark + 1)).second)
                throw geo::ConfigError(
                    {"--set '" + text + "'：字段出现两次。请去掉其一。",
                     "--set '" + text + "': the field stands twice. Take one away."});
        }
        return fields;
    }

    int record(const Session& session, std::map<std::string, std::string> fields) const {
        geo::ledger::WrittenEvent event;
        event.head.programme = m_programme;
        event.head.case_id = m_case;
        if (!m_recording.is_list()) event.head.kind = kind();
        event.fields = std::move(fields);
        Ledger ledger(m_ledger);
        m_recording.record(session, ledger, std::move(event), m_output);
        return done;
    }

    std::string m_action;
    std::string m_ledger;
    std::string m_case;
    std::string m_programme;
    std::string m_kind;
    std::vector<std::string> m_fields;
    std::vector<std::string> m_only;
    Recording m_recording;
    TableOutput m_output;
};

} // namespace

std::unique_ptr<Verb> make_case() {
    return std::make_unique<Case>();
}

} // namespace parkline

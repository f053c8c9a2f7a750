// SPDX-License-Identifier: Apache-2.0
#include "libgeo/core/error.hpp"
#include "libgeo/ledger/ledger.hpp"
#include "libgeo/ledger/views.hpp"
#include "tools/console.hpp"
#include "tools/ledger_lists.hpp"
#include "tools/recording.hpp"
#include "tools/verb.hpp"

namespace parkline {

namespace {

using geo::Text;
using geo::Value;
using geo::ledger::Ledger;
using geo::ledger::Verification;

/// What `verify` and `import` found, as one row.
geo::Table table_of(const Verification& found, geo::Language language) {
    geo::Table table{"verification",
                     {geo::whole_column("events"), geo::text_column("head"),
                      geo::text_column("state"), geo::whole_column("first_bad"),
                      geo::text_column("why")},
                     {}};
    std::vector<Value> row{found.events, found.head,
                           std::string(found.is_sound() ? "sound" : "bad"), Value{}, Value{}};
    if (found.bad) {
        if (found.bad->number > 0) row[3] = found.bad->number;
        row[4] = in(found.bad->why, language);
    }
    table.rows.push_back(std::move(row));
    return table;
}

/// `ledger`: the file or database in which every programme records its events.
class LedgerVerb : public Verb {
  public:
    std::string name() const override { return "ledger"; }
    Text summary() const override {
        return {"账本：init 建立，verify 校验，backup 备份，migrate 升级，rebuild 重建状态，events "
                "事件表，export 导出事件或清单，import 导入",
                "the ledger of all programmes: init, verify, backup, migrate, rebuild, events, "
                "export, import"};
    }
    std::string example() const override { return "parkline ledger init city.gpkg"; }

    std::vector<Option> options() override {
        auto all = m_output.options();
        all.insert(
            all.begin(),
            {{"ACTION",
              "ACTION",
              {"init：建立；verify：校验链条和状态表（不完好时退出码为 3）；backup：备份到 "
               "-o；migrate：升级结构（先备份）"
               "；rebuild：由事件重建状态表；events：全部事件的表；export：事件连同哈希导出到 "
               "-o（JSON 行），或 --list 的清单；import：由 --from 的 JSON 行导入空账本，"
               "或把填好的清单记入账本（有行被拒绝时退出码为 3）",
               "init: make one; verify: check chain and state tables (exit code 3: not sound); "
               "backup: copy to -o; "
               "migrate: to this program's schema, after a backup; rebuild: state tables from the "
               "events; events: a table of all events; export: events with their hashes to -o, as "
               "JSON lines, or the lists of --list; import: events of --from into an empty ledger, "
               "or lists that were filled in (exit code 3: rows were refused)"},
              &m_action,
              {"init", "verify", "backup", "migrate", "rebuild", "events", "export", "import"},
              true},
             {"LEDGER",
              "LEDGER",
              {"GeoPackage 的路径，或 postgresql:// 地址",
               "path of a GeoPackage, or an address postgresql://…"},
              &m_ledger,
              {},
              true}});
        all.push_back({"--backup",
                       "FILE",
                       {"migrate：升级前的备份（GeoPackage 缺省放在旁边）",
                        "migrate: the backup before it (default for a GeoPackage: beside it)"},
                       &m_backup});
        all.push_back({"--from",
                       "FILE",
                       {"import：export 写出的文件（.jsonl，或清单 .xlsx、.csv、.json）",
                        "import: a file that export wrote (.jsonl, or lists: .xlsx, .csv, .json)"},
                       &m_from});
        for (auto& more : m_lists.options()) all.push_back(std::move(more));
        return all;
    }

    int run(const Session& session) override {
        refuse_foreign_options();
        if (m_action == "init") return init(session);
        if (m_action == "migrate") return migrate(session);
        Ledger ledger(m_ledger);
        if (m_action == "events") return list(ledger);
        if (m_action == "verify") return tell(session, ledger.verify());
        if (m_action == "rebuild") return rebuild(session, ledger);
        if (m_action == "export" && m_lists.is_asked())
            return m_lists.write(session, ledger, m_output);
        if (m_action == "import" && is_list())
            return m_lists.read(session, ledger, m_from, m_output);
        if (m_action == "import") return tell(session, ledger.import_events(asked("--from")));
        const auto overwrite = m_output.overwrite ? geo::Overwrite::yes : geo::Overwrite::no;
        if (m_action == "backup")
            ledger.backup(asked("-o"), overwrite);
        else
            ledger.export_events(asked("-o"), overwrite);
        return done;
    }

  private:
    /// An option that the action has no use for would do something else than was asked.
    void refuse_foreign_options() const {
        const bool gives_lists = m_action == "export" && m_lists.is_asked();
        const bool is_table =
            m_action == "verify" || m_action == "events" || m_action == "import" || gives_lists;
        const bool is_file = m_action == "backup" || m_action == "export";
        const auto refuse = [&](const char* option, bool is_given, bool fits) {
            if (is_given && !fits) refuse_option(m_action, option);
        };
        refuse("-o", !m_output.output.empty(), is_table || is_file);
        refuse("--overwrite", m_output.overwrite, is_table || is_file);
        refuse("--format", !m_output.format.empty(), is_table);
        refuse("--backup", !m_backup.empty(), m_action == "migrate");
        refuse("--from", !m_from.empty(), m_action == "import");
        if (!gives_lists)
            refuse_option(m_action, m_lists.given_for_export(m_action == "import" ? m_from : ""));
        if (m_action != "import" || !is_list()) refuse_option(m_action, m_lists.given_for_import());
        if (m_action == "import") refuse_same_file("-o", m_output.output, m_from);
        if (is_table) m_output.require_writable();
    }

    /// Whether what is imported are lists that were filled in, and not the events of an export:
    /// those may be called .json too, and have no --list.
    bool is_list() const {
        const bool may_be_events = geo::ascii_lower(m_from).ends_with(".json");
        return is_workbook(m_from) ||
               (is_plain_list(m_from) && (m_lists.is_asked() || !may_be_events));
    }

    int list(const Ledger& ledger) const {
        m_output.deliver(geo::ledger::event_list(ledger));
        return done;
    }

    /// The file that the action needs.
    const std::string& asked(const std::string& option) const {
        const auto& file = option == "-o" ? m_output.output : m_from;
        if (file.empty())
            throw geo::ConfigError({m_action + " 需要 " + option + " FILE。请补上。",
                                    m_action + " needs " + option + " FILE. Give it."});
        return file;
    }

    int init(const Session& session) const {
        Ledger::create(m_ledger);
        say(session, {"已建立空账本。", "an empty ledger was made."});
        return done;
    }

    int migrate(const Session& session) const {
        const auto backup = geo::ledger::migrate(m_ledger, m_backup);
        say(session,
            backup.empty()
                ? Text{"结构已是最新，没有改动。", "the schema is the newest; nothing done."}
                : Text{"已升级；升级前的备份：" + backup + "。",
                       "brought up to this schema; the backup before it: " + backup + "."});
        return done;
    }

    static int rebuild(const Session& session, Ledger& ledger) {
        ledger.rebuild();
        say(session, {"状态表已由事件重建。", "the state tables were made anew from the events."});
        return done;
    }

    int tell(const Session& session, const Verification& found) const {
        for (const auto& note : found.notes) say(session, note);
        m_output.deliver(table_of(found, session.language));
        return found.is_sound() ? done : findings;
    }

    std::string m_action;
    std::string m_ledger;
    std::string m_backup;
    std::string m_from;
    LedgerLists m_lists;
    TableOutput m_output;
};

} // namespace

std::unique_ptr<Verb> make_ledger() {
    return std::make_unique<LedgerVerb>();
}

} // namespace parkline

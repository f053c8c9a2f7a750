// SPDX-License-Identifier: Apache-2.0
#include "libgeo/core/text.hpp"
#include "libgeo/io/database_source.hpp"
#include "libgeo/match.hpp"
#include "tools/console.hpp"
#include "tools/verb.hpp"

namespace parkline {

namespace {

/// One list as the command line names it.
struct ListInput {
    std::string path, id, name, place;

    geo::LayerSpec spec() const {
        geo::refuse_password(path);
        const auto source = geo::split_source(path);
        geo::LayerSpec spec;
        spec.role = geo::Role::sites;
        spec.path = source.path;
        spec.layer = source.layer;
        for (const auto& [word, field] : {std::pair{"id", id}, {"name", name}, {"place", place}})
            if (!field.empty()) spec.fields[word] = field;
        return spec;
    }
};

/// `match`: names of one list found in a register, with a review that people decide on.
class Match : public Verb {
  public:
    std::string name() const override { return "match"; }
    geo::Text summary() const override {
        return {"名称匹配：园区、乡镇、企业名单与登记表对照，输出可填写、可读回的审核表",
                "find the names of parks, townships or enterprises in a register; what is not sure "
                "waits for a decision"};
    }
    std::string example() const override {
        return "parkline match datasets/huaian/townships_2016.csv "
               "datasets/huaian/township_codes.csv -o review.xlsx";
    }

    std::vector<Option> options() override {
        std::vector<Option> all{{"LEFT",
                                 "FILE[:LAYER]",
                                 {"要匹配的名单", "the list whose names are looked up"},
                                 &m_left.path,
                                 {},
                                 true},
                                {"RIGHT",
                                 "FILE[:LAYER]",
                                 {"登记表", "the register to find them in"},
                                 &m_right.path,
                                 {},
                                 true}};
        const auto shared = m_output.options();
        all.insert(all.end(), shared.begin(), shared.end());
        for (auto* side : {&m_left, &m_right}) {
            const std::string flag = side == &m_left ? "--left-" : "--right-";
            all.push_back({flag + "name", "FIELD", {"名称字段", "field of the name"}, &side->name});
            all.push_back({flag + "id", "FIELD", {"编号字段", "field of the id"}, &side->id});
            all.push_back({flag + "place",
                           "FIELD",
                           {"所在县区字段：只与同一县区的比较",
                            "field of the county: only names of the same one are compared"},
                           &side->place});
        }
        all.push_back({"--aliases",
                       "FILE",
                       {"别名表，列为 name 和 alias", "a list with the columns name and alias"},
                       &m_aliases});
        all.push_back(
            {"--decisions",
             "FILE",
             {"填好的审核表（.xlsx 或 .csv）", "a review that was filled in (.xlsx, .csv)"},
             &m_decisions});
        all.push_back({"--fail-on",
                       "WHAT",
                       {"还有未定的行时退出码为 3", "exit code 3 while rows are undecided"},
                       &m_fail_on,
                       {"open"}});
        return all;
    }

    int run(const Session& session) override {
        m_output.require_writable();
        const auto review =
            geo::match_lists({m_left.spec(), m_right.spec(), m_aliases, m_decisions});
        for (const auto& note : review.notes)
            say(session,
                {note.layer + "：" + note.message.zh, note.layer + ": " + note.message.en});
        const auto open = std::to_string(review.open);
        say(session, {"未定 " + open + " 行。", open + " rows are undecided."});
        if (geo::ascii_lower(m_output.output).ends_with(".xlsx"))
            geo::write_match_workbook(review, m_output.output,
                                      m_output.overwrite ? geo::Overwrite::yes
                                                         : geo::Overwrite::no);
        else
            m_output.deliver(review.table);
        return m_fail_on == "open" && review.open > 0 ? findings : done;
    }

  private:
    ListInput m_left, m_right;
    std::string m_aliases;
    std::string m_decisions;
    std::string m_fail_on;
    TableOutput m_output;
};

} // namespace

std::unique_ptr<Verb> make_match() {
    return std::make_unique<Match>();
}

} // namespace parkline

// SPDX-License-Identifier: Apache-2.0
#include "tools/project_input.hpp"

#include "libgeo/core/error.hpp"
#include "libgeo/io/project_file.hpp"
#include "libgeo/rules/pack_choice.hpp"
#include "tools/console.hpp"

namespace parkline {

std::vector<Option> ProjectInput::options() {
    return {{"PROJECT", "PROJECT", {"项目文件（TOML）", "project file (TOML)"}, &path, {}, true},
            {"--pack",
             "FILE",
             {"规则包（缺省用项目文件中的）", "policy pack (default: the project's)"},
             &pack},
            {"--packs",
             "DIR",
             {"从文件夹中按主题、辖区和日期选规则包",
              "choose the pack from a folder, by topic, jurisdiction and date"},
             &packs},
            {"--topic",
             "TOPIC",
             {"与 --packs 同用：主题（缺省 park-screening）",
              "with --packs: what it decides (default park-screening)"},
             &topic},
            {"--jurisdiction",
             "CODE",
             {"与 --packs 同用：辖区代码，如 CN-JS-0800", "with --packs: place, e.g. CN-JS-0800"},
             &jurisdiction},
            {"--as-of",
             "DATE",
             {"评估日期（缺省用项目文件中的）", "day of the assessment (default: the project's)"},
             &as_of}};
}

geo::Project ProjectInput::read() const {
    auto project = geo::read_project(path);
    if (!as_of.empty()) {
        if (!geo::days_of_iso_date(as_of))
            throw geo::ConfigError(
                {"--as-of '" + as_of + "' 不是日期。请写成 2026-03-01。",
                 "--as-of '" + as_of + "' is no date. Write it like 2026-03-01."});
        project.as_of = as_of;
    }
    if (!packs.empty()) {
        if (jurisdiction.empty())
            throw geo::ConfigError(
                {"--packs 须与 --jurisdiction 同用。请给出辖区代码，如 CN-JS-0800。",
                 "--packs needs --jurisdiction. Give a code such as CN-JS-0800."});
        project.pack = geo::choose_pack(packs, topic, jurisdiction, project.as_of).files.front();
    }
    if (!pack.empty()) project.pack = pack;
    if (project.pack.empty())
        throw geo::ConfigError(
            {path + "：没有规则包，无法判定。请写 [policy] pack = \"…\" 或用 --pack。",
             path + ": there is no policy pack to decide by. Write [policy] pack = \"…\" "
                    "or use --pack."});
    return project;
}

geo::Screening ProjectInput::screen(const Session& session) const {
    auto screening = geo::screen(read(), {make_observer(session)});
    report_layers(session, screening.city.log);
    return screening;
}

namespace {

/// What a subject is called, and which verb lists them.
struct SubjectWords {
    geo::Text kind;
    std::string list;
};

std::size_t subject_named(const std::vector<std::string>& ids, const std::string& id,
                          const SubjectWords& words) {
    const auto found = std::find(ids.begin(), ids.end(), id);
    if (found != ids.end()) return static_cast<std::size_t>(found - ids.begin());
    const auto near = std::string(geo::nearest_word(id, ids));
    throw geo::ConfigError(
        {"没有编号为 '" + id + "' 的" + words.kind.zh + "。" +
             (near.empty() ? "请查看 " + words.list + " 的输出。" : "是否指 '" + near + "'？"),
         "there is no " + words.kind.en + " with the id '" + id + "'. " +
             (near.empty() ? "See the output of " + words.list + "."
                           : "Did you mean '" + near + "'?")});
}

} // namespace

std::size_t park_named(const geo::Screening& screening, const std::string& id) {
    return subject_named(screening.city.parks.features.ids, id, {{"园区", "park"}, "classify"});
}

const geo::Pack& enterprise_pack_of(const geo::Screening& screening, const std::string& asked) {
    if (screening.enterprise_pack) return *screening.enterprise_pack;
    throw geo::ConfigError(
        {asked + " 需要 [policy] enterprise_pack。请在项目文件中写上。",
         asked + " needs [policy] enterprise_pack. Write it into the project file."});
}

std::size_t enterprise_named(const geo::Screening& screening, const std::string& id) {
    (void)enterprise_pack_of(screening, "--enterprise");
    return subject_named(screening.city.sites.features.ids, id,
                         {{"企业", "enterprise"}, "classify --of enterprises"});
}

} // namespace parkline

// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "libgeo/replay.hpp"
#include "libgeo/version.hpp"
#include "tools/console.hpp"
#include "tools/passing_folder.hpp"
#include "tools/verb.hpp"

namespace parkline {

namespace {

/// `replay`: a folder of results made once more, and compared byte by byte.
class Replay : public Verb {
  public:
    std::string name() const override { return "replay"; }
    geo::Text summary() const override {
        return {"重放：按清单重新运行一次，逐字节比较（退出码 3：有不同；2：输入已变）",
                "run the project of a folder of results once more and compare every byte (exit "
                "code 3: something differs; 2: inputs have changed)"};
    }
    std::string example() const override { return "parkline replay out/huaian"; }

    std::vector<Option> options() override {
        std::vector<Option> all{
            {"DIR", "DIR", {"run 写出的文件夹", "folder that run wrote"}, &m_folder, {}, true},
            {"--project",
             "FILE",
             {"项目文件（缺省：文件夹中 run.json 所记的）",
              "project file (default: as run.json in the folder says)"},
             &m_project}};
        const auto more = m_output.options();
        all.insert(all.end(), more.begin(), more.end());
        return all;
    }

    int run(const Session& session) override {
        m_output.require_writable();
        const PassingFolder work("replay");
        const auto replay = geo::replay_results(
            {m_folder, m_project, work.path(), "parkline " + geo::versions().parkline},
            make_observer(session));
        for (const auto& text : replay.version_differences)
            say(session, {"版本不同：" + text.zh, "another version: " + text.en});
        for (const auto& text : replay.failures)
            say(session, {"未能重做：" + text.zh, "not made again: " + text.en});
        m_output.deliver(geo::replay_table(replay));
        const auto same =
            std::count_if(replay.files.begin(), replay.files.end(), [](const auto& file) {
                return file.state == geo::ReplayedFile::State::same;
            });
        const auto count = std::to_string(same) + "/" + std::to_string(replay.files.size());
        say(session, {"逐字节相同：" + count + " 个文件。", "same bytes: " + count + " files."});
        return replay.is_same() ? done : findings;
    }

  private:
    std::string m_folder;
    std::string m_project;
    TableOutput m_output;
};

} // namespace

std::unique_ptr<Verb> make_replay() {
    return std::make_unique<Replay>();
}

} // namespace parkline

// SPDX-License-Identifier: Apache-2.0
#include "libgeo/run_folder.hpp"

#include <algorithm>
#include <filesystem>

#include "libgeo/report/manifest.hpp"
#include "libgeo/report/manifest_file.hpp"

namespace geo {

namespace fs = std::filesystem;

bool RunFolder::has_manifest() const {
    return fs::is_regular_file(file("manifest.json"));
}

void RunFolder::read() {
    const auto manifest = read_manifest(m_folder);
    m_text = read_whole_file(file("manifest.json"));
    m_outputs = manifest.outputs;
    m_records.clear();
    for (const auto stage : all_stages()) m_records.push_back(manifest.record(stage));
}

const StageRecord& RunFolder::record(Stage stage) const {
    return m_records.at(static_cast<std::size_t>(stage));
}

std::string RunFolder::sha256_of_output(const std::string& name) const {
    for (const auto& output : m_outputs)
        if (output.path == name) return output.sha256;
    return {};
}

std::vector<FileHash> RunFolder::outputs_of(Stage stage) const {
    std::vector<FileHash> outputs;
    for (const auto& name : record(stage).outputs)
        outputs.push_back({name, sha256_of_output(name)});
    return outputs;
}

bool RunFolder::is_current(Stage stage, const std::string& key) const {
    const auto& have = record(stage);
    if (have.state != StageState::done || key.empty() || have.key != key) return false;
    const auto outputs = outputs_of(stage);
    return std::all_of(outputs.begin(), outputs.end(), [&](const FileHash& output) {
        return fs::is_regular_file(file(output.path)) &&
               sha256_of_file(file(output.path)) == output.sha256;
    });
}

void RunFolder::set(StageRecord now) {
    auto& have = m_records.at(static_cast<std::size_t>(now.stage));
    std::erase_if(m_outputs, [&](const FileHash& output) {
        return std::find(have.outputs.begin(), have.outputs.end(), output.path) !=
               have.outputs.end();
    });
    std::sort(now.outputs.begin(), now.outputs.end());
    for (const auto& name : now.outputs) m_outputs.push_back({name, sha256_of_file(file(name))});
    have = std::move(now);
}

/// Core outputs in the order in which they were published, then stage by stage.
std::vector<FileHash> RunFolder::ordered_outputs() const {
    std::vector<FileHash> ordered;
    for (const auto& output : m_outputs) {
        const auto is_of = [&](const StageRecord& one) {
            return !is_core(one.stage) && std::find(one.outputs.begin(), one.outputs.end(),
                                                    output.path) != one.outputs.end();
        };
        if (std::none_of(m_records.begin(), m_records.end(), is_of)) ordered.push_back(output);
    }
    for (const auto& one : m_records)
        if (!is_core(one.stage))
            for (const auto& output : outputs_of(one.stage)) ordered.push_back(output);
    return ordered;
}

void RunFolder::save(const Project& project, const std::vector<FileHash>& inputs,
                     const std::vector<FileHash>& programme_inputs) {
    const auto text =
        manifest_with(m_text, project, {inputs, programme_inputs, ordered_outputs(), m_records});
    if (text == m_text) return;
    StagedFile manifest(file("manifest.json"), Overwrite::yes);
    write_whole_file(manifest.temporary(), text);
    manifest.publish();
    m_text = text;
}

} // namespace geo

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "libgeo/core/project.hpp"
#include "libgeo/core/run_stage.hpp"
#include "libgeo/io/staging.hpp"

namespace geo {

/// The manifest of a folder of results while the stages of a run are made one by one: what each
/// has, and whether that still stands. Every change is written at once, whole, so that a run can
/// stop at any moment.
class RunFolder {
  public:
    explicit RunFolder(std::string folder) : m_folder(std::move(folder)) {}

    const std::string& path() const { return m_folder; }
    std::string file(const std::string& name) const { return m_folder + "/" + name; }
    bool has_manifest() const;

    /// Takes over what the manifest says. Throws InputError when there is none or it is damaged.
    void read();

    /// The record of a stage as the manifest has it.
    const StageRecord& record(Stage stage) const;

    /// True when the stage is done, has this key, and all its outputs have the bytes that they had.
    bool is_current(Stage stage, const std::string& key) const;

    /// SHA-256 of an output as the manifest has it; empty when it lists none of that name.
    std::string sha256_of_output(const std::string& name) const;

    /// All outputs of the stages, as the manifest has them.
    std::vector<FileHash> outputs_of(Stage stage) const;

    /// Puts a record in place of the stage's; outputs of a stage that is done are hashed now.
    void set(StageRecord record);

    /// Writes the manifest when it is another than the one that stands.
    void save(const Project& project, const std::vector<FileHash>& inputs,
              const std::vector<FileHash>& programme_inputs);

  private:
    std::vector<FileHash> ordered_outputs() const;

    std::string m_folder;
    std::string m_text; ///< of the manifest as it stands
    std::vector<StageRecord> m_records;
    std::vector<FileHash> m_outputs;
};

} // namespace geo

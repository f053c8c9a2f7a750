// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

namespace geo {

/// One name that a code of GB/T 2260 stood for.
struct AreaCodePeriod {
    std::string name;
    int from = 0;                        ///< first year
    int until = 0;                       ///< year in which it ended; 0: in use
    std::vector<std::string> successors; ///< codes that followed; the code itself after a rename
};

/// The codes of counties with their history. Several periods of one code in the order of time.
class AreaCodes {
  public:
    /// Reads a list with the columns 代码 (code), 名称 (name), 启用时间 (from), 变更/弃用时间
    /// (until), 新代码 (successors, `;` joined), as yescallop/areacodes publishes it. Throws
    /// ConfigError for missing columns and codes that are not six digits, errors as `read_layer`.
    static AreaCodes read(const std::string& path);

    void add(const std::string& code, AreaCodePeriod period);
    bool knows(const std::string& code) const { return m_codes.contains(code); }
    /// What the code stood for in `year`, or stands for now when that is 0; null when nothing.
    const AreaCodePeriod* in(const std::string& code, int year) const;
    /// The last thing that it stood for; null for a code that there is not.
    const AreaCodePeriod* last(const std::string& code) const;
    /// The codes in force in `year` that follow from it, through all steps, and those on the way
    /// that are in no list; sorted.
    std::vector<std::string> successors_in(const std::string& code, int year) const;

  private:
    std::map<std::string, std::vector<AreaCodePeriod>> m_codes;
};

} // namespace geo

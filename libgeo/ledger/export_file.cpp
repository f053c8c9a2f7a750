// SPDX-License-Identifier: Apache-2.0
#include "libgeo/ledger/export_file.hpp"

#include <sstream>

#include "libgeo/core/error.hpp"
#include "libgeo/ledger/canonical.hpp"
#include "libgeo/ledger/chain.hpp"

namespace geo::ledger {

namespace {

std::string seal_of(std::int64_t number, const std::string& hash) {
    return "{\"events\":" + std::to_string(number) + ",\"head\":\"" + hash + "\"}";
}

std::string bytes_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream bytes;
    if (!file || !(bytes << file.rdbuf() || file.peek() == std::ifstream::traits_type::eof()))
        throw InputError({path + "：无法读取。请检查路径和权限。",
                          path + ": cannot be read. Check path and permissions."});
    return bytes.str();
}

/// The lines of a file as they are taken one by one.
class Lines {
  public:
    explicit Lines(std::string_view rest) : m_rest(rest) {}

    /// The next line that has its end; nothing when none is left.
    std::optional<std::string_view> next() {
        const auto end = m_rest.find('\n');
        if (end == std::string_view::npos) return {};
        const auto line = m_rest.substr(0, end);
        m_rest.remove_prefix(end + 1);
        return line;
    }
    std::string_view rest() const { return m_rest; }

  private:
    std::string_view m_rest;
};

bool is_seal(std::string_view line) {
    return line.starts_with("{\"events\":");
}

void take_line(std::string_view line, Chain& chain, std::vector<Event>& events) {
    try {
        auto event = event_from(line);
        if (chain.take(event)) events.push_back(std::move(event));
    } catch (const InputError& error) {
        chain.refuse(chain.number() + 1, error.text());
    }
}

Text torn() {
    return {"最后一条记录不完整（写到一半），已丢弃。",
            "the last record is torn (half written) and was dropped."};
}

Text no_seal(std::int64_t number) {
    const auto n = std::to_string(number);
    return {"文件没有封条：在第 " + n + " 条之后被截断。",
            "the file has no seal: it was cut off after event " + n + "."};
}

} // namespace

ExportWriter::ExportWriter(const std::string& path)
    : m_path(path), m_file(path, std::ios::binary) {}

void ExportWriter::put(const Event& event) {
    m_file << line_of(event) << '\n';
    m_number = event.number;
    m_hash = event.hash;
}

void ExportWriter::finish() {
    m_file << seal_of(m_number, m_hash) << '\n';
    m_file.close();
    if (!m_file)
        throw OutputError({m_path + "：无法写入。请检查磁盘空间和权限。",
                           m_path + ": cannot be written. Check disk space and permissions."});
}

std::pair<Verification, std::vector<Event>> read_export(const std::string& path) {
    const auto bytes = bytes_of(path);
    Lines lines(bytes);
    Chain chain;
    std::vector<Event> events;
    Verification found;
    bool is_sealed = false;
    while (!is_sealed && !chain.bad()) {
        const auto line = lines.next();
        if (!line) break;
        if (!is_seal(*line)) {
            take_line(*line, chain, events);
            continue;
        }
        is_sealed = true;
        if (*line != seal_of(chain.number(), chain.hash()))
            found.bad = {chain.number() + 1,
                         {"封条与记录不符：末尾被改动。请用备份恢复。",
                          "the seal does not match the records: the tail was changed. Restore a "
                          "backup."}};
    }
    if (chain.bad()) found.bad = chain.bad();
    if (!found.bad && is_sealed && !lines.rest().empty())
        found.bad = {
            chain.number() + 1,
            {"封条之后还有内容。请用备份恢复。", "something follows the seal. Restore a backup."}};
    if (!is_sealed && !found.bad) {
        if (!lines.rest().empty()) found.notes.push_back(torn());
        found.notes.push_back(no_seal(chain.number()));
    }
    found.events = chain.number();
    found.head = chain.hash();
    return {std::move(found), std::move(events)};
}

} // namespace geo::ledger

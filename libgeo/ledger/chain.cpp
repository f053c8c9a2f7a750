// SPDX-License-Identifier: Apache-2.0
#include "libgeo/ledger/chain.hpp"

#include "libgeo/ledger/canonical.hpp"
#include "libgeo/ledger/now.hpp"

namespace geo::ledger {

bool Chain::take(const Event& event, std::string_view payload, std::string_view evidence) {
    if (m_bad) return false;
    const auto fail = [&](Text why) {
        m_bad = Verification::Bad{m_number + 1, std::move(why)};
        return false;
    };
    if (event.number != m_number + 1)
        return fail({"编号是 " + std::to_string(event.number) + "：中间缺少记录。请用备份恢复。",
                     "its number is " + std::to_string(event.number) +
                         ": records are missing. Restore a backup."});
    if (sha256_of_text(canonical_text(event, payload, evidence)) != event.hash)
        return fail({"内容与散列不符：记录被改动。请用备份恢复。",
                     "its content does not match its hash: it was changed. Restore a backup."});
    if (event.previous != m_hash)
        return fail({"与上一条记录接不上：链条断开。请用备份恢复。",
                     "it does not follow the record before: the chain is broken. Restore a "
                     "backup."});
    if (!is_utc_time(event.at) || event.at < m_at || event.local_date != shanghai_day(event.at))
        return fail({"时间 " + event.at + " 不对或早于上一条。请用备份恢复。",
                     "its time " + event.at +
                         " is wrong or before the last one. Restore a "
                         "backup."});
    m_number = event.number;
    m_hash = event.hash;
    m_at = event.at;
    return true;
}

bool Chain::take(const Event& event) {
    return take(event, payload_text(event.payload), evidence_text(event.evidence));
}

void Chain::refuse(std::int64_t number, const Text& why) {
    if (!m_bad) m_bad = Verification::Bad{number, why};
}

} // namespace geo::ledger

// SPDX-License-Identifier: Apache-2.0
#include "libgeo/ledger/column_titles.hpp"

#include <map>

namespace geo::ledger {

namespace {

using Titles = std::map<std::string_view, Text>;

/// Columns that every list or several programmes have.
const Titles& shared_titles() {
    static const Titles titles{{"row_key", {"行标识", "row key"}},
                               {"id", {"编号", "id"}},
                               {"event", {"本次办理", "event to record"}},
                               {"event_on", {"办理日期", "day of the event"}},
                               {"event_by", {"经办人", "who did it"}},
                               {"event_role", {"经办角色", "in which role"}},
                               {"event_reason", {"理由", "reason"}},
                               {"refusal", {"未记录的原因", "why it was not recorded"}},
                               {"programme", {"工作", "programme"}},
                               {"status", {"状态", "status"}},
                               {"opened_on", {"登记日", "opened on"}},
                               {"last_on", {"最近日期", "last event on"}},
                               {"last_kind", {"最近事件", "last event"}},
                               {"events", {"事件数", "events"}},
                               {"sort", {"种类", "sort"}},
                               {"name", {"名称", "name"}},
                               {"county", {"县区", "county"}},
                               {"park_id", {"园区编号", "id of the park"}},
                               {"due", {"时限", "deadline"}},
                               {"source", {"来源", "source"}},
                               {"document", {"文号", "number of the document"}},
                               {"amount", {"金额", "amount"}},
                               {"amount_yuan", {"金额（元）", "amount in CNY"}},
                               {"year", {"年度", "year"}},
                               {"closed_on", {"办结日", "closed on"}},
                               {"reopened", {"重新打开次数", "times reopened"}}};
    return titles;
}

/// Service of enterprises; petitions and inspections.
const Titles& case_titles() {
    static const Titles titles{{"officer", {"服务专员", "officer in charge"}},
                               {"assignee", {"责任人", "who is to solve it"}},
                               {"contact_days", {"联络周期（日）", "contact period in days"}},
                               {"last_contact", {"最近联络", "last contact"}},
                               {"next_due", {"下次联络", "next contact due"}},
                               {"contacts", {"联络次数", "contacts"}},
                               {"open_items", {"未办结问题", "open problems"}},
                               {"found_on", {"发现日", "found on"}},
                               {"assigned_on", {"交办日", "assigned on"}},
                               {"solved_on", {"解决日", "solved on"}},
                               {"received_on", {"收到日", "received on"}},
                               {"fine", {"罚款", "fine"}},
                               {"fine_yuan", {"罚款（元）", "fine in CNY"}},
                               {"fixed_on", {"整改完成日", "corrected on"}},
                               {"reviewed_on", {"复查通过日", "passed review on"}},
                               {"replied_on", {"答复日", "answered on"}},
                               {"failed_reviews", {"复查未过次数", "failed reviews"}},
                               {"helps", {"帮扶次数", "times helped"}}};
    return titles;
}

/// Permits; support of parks.
const Titles& permit_titles() {
    static const Titles titles{{"accepted_on", {"受理日", "accepted on"}},
                               {"corrections", {"补正次数", "times corrections were asked"}},
                               {"stops", {"停表次数", "stops of the clock"}},
                               {"decided_on", {"决定日", "decided on"}},
                               {"served_on", {"送达日", "served on"}},
                               {"reasons", {"核查理由", "reasons of the screening"}},
                               {"permit_id", {"项目编号", "id of the application"}},
                               {"cause", {"停表原因", "cause of the stop"}},
                               {"from_day", {"停表日", "stopped on"}},
                               {"to_day", {"恢复日", "resumed on"}},
                               {"notice", {"告知书文号", "number of the notice"}},
                               {"measure", {"措施编号", "id of the measure"}},
                               {"milestone", {"里程碑", "milestone"}},
                               {"milestones", {"里程碑数", "milestones"}},
                               {"reached", {"已达到", "reached"}},
                               {"reached_on", {"达到日", "reached on"}},
                               {"finished_on", {"完成日", "finished on"}},
                               {"experts", {"专家", "experts"}},
                               {"fact", {"事实名", "name of the fact"}},
                               {"value", {"值", "value"}},
                               {"unit", {"单位", "unit"}},
                               {"stated_on", {"形成日", "stated on"}}};
    return titles;
}

const Titles& fund_titles() {
    static const Titles titles{{"grant_id", {"资金编号", "id of the grant"}},
                               {"target_id", {"目标编号", "id of the target"}},
                               {"granted_on", {"下达日", "granted on"}},
                               {"granted_yuan", {"下达（元）", "granted, in CNY"}},
                               {"allocated_yuan", {"已分配（元）", "allocated, in CNY"}},
                               {"paid_yuan", {"已拨付（元）", "paid, in CNY"}},
                               {"returned_yuan", {"已退回（元）", "given back, in CNY"}},
                               {"carried_in_yuan", {"结转转入（元）", "carried in, in CNY"}},
                               {"carried_out_yuan", {"结转转出（元）", "carried out, in CNY"}},
                               {"project", {"项目编号", "id of the project"}},
                               {"recipient", {"承担单位", "enterprise that carries it out"}}};
    return titles;
}

/// Eco-townships; heavy-pollution emergencies.
const Titles& decision_titles() {
    static const Titles titles{{"case_id", {"案件编号", "id of the case"}},
                               {"applied_on", {"申报日", "applied on"}},
                               {"passed_on", {"通过核查日", "passed the check on"}},
                               {"announced_on", {"公示日", "publicised on"}},
                               {"named_on", {"命名日", "named on"}},
                               {"rechecked_on", {"复查日", "checked again on"}},
                               {"ended_on", {"终止日", "ended on"}},
                               {"changed_on", {"变更日", "changed on"}},
                               {"warning", {"预警编号", "id of the warning"}},
                               {"enterprise", {"企业编号", "id of the enterprise"}},
                               {"level", {"级别", "level"}},
                               {"highest", {"最高级别", "highest level"}},
                               {"declared_on", {"发布日", "declared on"}},
                               {"lifted_on", {"解除日", "lifted on"}},
                               {"assigned", {"已下达", "measures assigned"}},
                               {"confirmed", {"已落实", "measures confirmed"}},
                               {"confirmed_on", {"核实日", "checked on"}},
                               {"confirmed_by", {"核实人", "checked by"}},
                               {"since", {"起始日", "since"}}};
    return titles;
}

} // namespace

Text column_title(std::string_view name) {
    for (const auto* titles :
         {&shared_titles(), &case_titles(), &permit_titles(), &fund_titles(), &decision_titles()})
        if (const auto found = titles->find(name); found != titles->end()) return found->second;
    return {std::string(name), std::string(name)};
}

} // namespace geo::ledger

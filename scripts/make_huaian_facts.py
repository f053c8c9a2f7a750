# SPDX-License-Identifier: Apache-2.0
"""Facts about the enterprises of make_huaian.py that no layer holds. All of them are invented."""

FACT_COLUMNS = ["id", "subject", "fact", "value", "unit", "method", "evidence", "synthetic"]


def facts_of(number):
    """The facts of one enterprise; what the list does not name stays unknown."""
    yield "is_chemical", 0 if number % 17 == 0 else 1, "示例化工企业名单"
    if number % 23 != 5:  # for these nobody looked it up
        yield "in_elimination_list", 1 if number % 40 == 3 else 0, "示例淘汰目录核对"
    yield "is_key_point", 1 if number % 9 == 0 else 0, "示例重点监测点名单"


def make_enterprise_facts(total=240):
    return [{"id": f"QY{n:04d}", "subject": "enterprise", "fact": fact, "value": value, "unit": "bool", "method": "list",
             "evidence": evidence, "synthetic": 1} for n in range(1, total + 1) for fact, value, evidence in facts_of(n)]

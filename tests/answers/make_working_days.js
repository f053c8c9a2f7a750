// SPDX-License-Identifier: Apache-2.0
// Prints working_days.csv: what the npm package chinese-days says of every day from 2020 to 2026, independently of
// datasets/calendars. Run through scripts/make_working_days, which installs the pinned package.
// A due day of 2027 is left empty: no holiday notice for that year had been published.
const chineseDays = require("chinese-days");

const iso = (date) => date.toISOString().slice(0, 10);
const due = (count, day) => {
  const found = chineseDays.findWorkday(count, day);
  return found < "2027" ? found : "";
};

console.log("received,is_working,due_1,due_3,due_5");
for (let time = Date.UTC(2020, 0, 1); time <= Date.UTC(2026, 11, 31); time += 86400000) {
  const day = iso(new Date(time));
  const columns = [day, chineseDays.isWorkday(day) ? 1 : 0, due(1, day), due(3, day), due(5, day)];
  console.log(columns.join(","));
}

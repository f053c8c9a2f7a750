// SPDX-License-Identifier: Apache-2.0
// The first thing a reader sees: what came out, the worst conflicts, and what somebody has to look at.
import { data, el, replace } from './dom.js';
import { area, number } from './format.js';
import { isZh, on, rows, select, state } from './state.js';
import { ruleFor, swatch } from './symbols.js';
import { classWord, word } from './words.js';

const LEAVING = ['close', 'withdraw', 'convert', 'adjust_boundary'];
const MOST = 10;

function counted(list, key) {
  const counts = new Map();
  for (const row of list) if (row[key] !== null && row[key] !== undefined) counts.set(row[key], (counts.get(row[key]) ?? 0) + 1);
  return counts;
}

/** Classes in the order of the style pack, with their counts. */
export function byClass(source, key, list = rows(source)) {
  const counts = counted(list, key);
  const order = state.data.styles.find((style) => style.source === source)?.rules.map((rule) => rule.id) ?? [];
  return [...counts].sort((a, b) => (order.indexOf(a[0]) + 1 || 99) - (order.indexOf(b[0]) + 1 || 99));
}

function headline() {
  const parks = rows('parks');
  if (parks.some((row) => row.verdict)) {
    const of = (names) => parks.filter((row) => names.includes(row.verdict)).length;
    const [leave, mend, open] = [of(LEAVING), of(['rectify']), of(['review', 'insufficient_data'])];
    return isZh() ? `${parks.length} 个园区中，${leave} 个须关闭、退出、转型或调整边界，${mend} 个须限期整改，${open} 个待核查或资料不足。`
      : `Of ${parks.length} parks, ${leave} must close, withdraw, convert or redraw their boundary, ${mend} must rectify, and ${open} need review or data.`;
  }
  const sites = rows('sites');
  const inside = sites.filter((row) => row.status === 'inside').length;
  if (sites.length > 0) {
    const near = sites.filter((row) => row.status === 'near').length;
    return isZh() ? `${number(sites.length, 0)} 个点位中，${inside} 个位于管控区内，${number(near, 0)} 个邻近管控区。` : `Of ${number(sites.length, 0)} sites, ${inside} lie inside a control zone and ${number(near, 0)} near one.`;
  }
  return isZh() ? `${rows('zones').length} 个管控区。` : `${rows('zones').length} control zones.`;
}

function tiles(tables, source, key, kind) {
  return el('ul', { class: 'tiles' }, byClass(source, key).map(([value, count]) => {
    const rule = ruleFor(state.data.styles, source, value);
    return el('li', {}, el('button', { type: 'button', onclick: () => tables.filter(source, '', value) },
      el('span', { class: 'figure' }, number(count, 0)), el('span', { class: 'what' }, rule ? swatch(rule, 20, 13) : null, classWord(kind, value))));
  }));
}

function worst() {
  const gravity = (row) => (row.status === 'violation' ? 0 : 1);
  const list = rows('conflicts').filter((row) => row.statutory !== 0).sort((a, b) => gravity(a) - gravity(b) || b.area_m2 - a.area_m2 || a.index - b.index).slice(0, MOST);
  if (list.length === 0) return el('p', { class: 'quiet' }, word('nothing'));
  const most = Math.max(...list.map((row) => row.possible_m2));
  return el('ol', { class: 'worst' }, list.map((row) => {
    const rule = ruleFor(state.data.styles, 'conflicts', row.status);
    const width = (m2) => `${Math.max(m2 > 0 ? 0.4 : 0, 100 * m2 / most).toFixed(2)}%`;
    return el('li', {}, el('button', { type: 'button', onclick: () => select('conflicts', row.index, 'summary') },
      el('span', { class: 'names' }, el('b', {}, data(row.park_name || row.park_id)), ' × ', data(row.zone_name || row.zone_id)),
      el('span', { class: 'amount' }, area(row.area_m2, state.language)),
      el('span', { class: 'track', 'aria-hidden': 'true' }, el('span', { class: 'possible', css: { width: width(row.possible_m2) } }), el('span', { class: 'certain', css: { width: width(row.certain_m2), background: rule?.edgings?.[0]?.color ?? '#8d0f18' } })),
      el('span', { class: 'quiet' }, `${classWord('conflict', row.status)} · ${classWord('zone_class', row.zone_class)} · ${word('certain')} ${area(row.certain_m2, state.language)} · ${word('possible')} ${area(row.possible_m2, state.language)}`)));
  }));
}

function looks(tables) {
  const items = [];
  const add = (count, zh, en, act) => { if (count > 0) items.push(el('li', {}, el('button', { type: 'button', class: 'link', onclick: act }, isZh() ? zh : en))); };
  const of = (layer, key, value) => rows(layer).filter((row) => row[key] === value);
  const names = (list) => list.slice(0, 4).map((row) => row.park_id).join(', ') + (list.length > 4 ? ' …' : '');
  const poor = of('parks', 'verdict', 'insufficient_data');
  add(poor.length, `${poor.length} 个园区资料不足：${names(poor)}`, `${poor.length} parks lack data: ${names(poor)}`, () => tables.filter('parks', '', 'insufficient_data'));
  const doubt = of('parks', 'verdict', 'review');
  add(doubt.length, `${doubt.length} 个园区待核查（冲突在精度之内）：${names(doubt)}`, `${doubt.length} parks to review (conflict within the accuracy): ${names(doubt)}`, () => tables.filter('parks', '', 'review'));
  const thin = rows('conflicts').filter((row) => row.status === 'review' || row.status === 'sliver');
  add(thin.length, `${thin.length} 处冲突待核查或为碎图斑`, `${thin.length} conflicts to review, or slivers`, () => tables.filter('conflicts', '', thin[0].status));
  const datum = of('sites', 'status', 'doubtful_datum');
  add(datum.length, `${datum.length} 个点位坐标基准存疑`, `${datum.length} sites of a doubtful datum`, () => tables.filter('sites', '', 'doubtful_datum'));
  const inside = of('sites', 'status', 'inside');
  add(inside.length, `${inside.length} 个点位在管控区内`, `${inside.length} sites inside a control zone`, () => tables.filter('sites', '', 'inside'));
  for (const severity of ['error', 'warning']) {
    const list = of('problems', 'severity', severity);
    add(list.length, `数据问题：${number(list.length, 0)} 条${word(severity)}`, `problems in the data: ${number(list.length, 0)} × ${severity}`, () => tables.filter('problems', '', severity));
  }
  for (const layer of state.data.run.layers)
    if (layer.rejected + layer.review > 0)
      items.push(el('li', {}, data(layer.layer), isZh() ? `：拒绝 ${layer.rejected}，待核查 ${layer.review}（共读入 ${layer.read}）` : `: ${layer.rejected} rejected, ${layer.review} under review (${layer.read} read)`));
  // Without a declared accuracy nothing is in doubt by it: that is no certainty, so it is said.
  for (const layer of state.data.run.layers)
    if (['parks', 'zones'].includes(layer.role) && !(layer.accuracy_m > 0))
      items.push(el('li', {}, data(layer.layer), isZh() ? '：未声明位置精度，其“确定”“可能”面积等于量得面积' : ': no positional accuracy declared, so its certain and possible areas are the measured one'));
  return items.length ? el('ul', { class: 'looks' }, items) : el('p', { class: 'quiet' }, word('nothing'));
}

export function summary(place, tables) {
  const draw = () => {
    const judged = rows('parks').some((row) => row.verdict);
    replace(place, el('h2', { class: 'hidden' }, word('summary')), el('p', { class: 'headline' }, headline()),
      judged ? tiles(tables, 'parks', 'verdict', 'verdict') : tiles(tables, 'sites', 'status', 'site'),
      el('div', { class: 'two' },
        rows('parks').length ? el('section', {}, el('h3', {}, word('worst')), worst()) : null,
        el('section', {}, el('h3', {}, word('look')), looks(tables))));
  };
  on('language', draw);
  draw();
}

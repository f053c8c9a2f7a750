// SPDX-License-Identifier: Apache-2.0
// Charts as plain SVG. Every figure stands in a table, too.
import { el, replace, svg } from './dom.js';
import { area, clipped, number, percent } from './format.js';
import { on, rows, state } from './state.js';
import { byClass } from './summary.js';
import { ruleFor } from './symbols.js';
import { classWord, word } from './words.js';

const [NAMES, BARS, VALUES, ROW] = [170, 300, 130, 26];
const WIDTH = NAMES + BARS + VALUES;

/** Bars from left to right: items are { name, value, text, parts: [{ value, class, fill }], picture }. */
function bars(title, items, most, mark) {
  const x = (value) => (most > 0 ? BARS * Math.min(1, value / most) : 0);
  const height = items.length * ROW + (mark ? 18 : 4);
  const inside = items.map((item, at) => {
    const y = at * ROW;
    return svg('g', {}, svg('text', { x: NAMES - 10, y: y + 17, 'text-anchor': 'end' }, clipped(item.name, 13), svg('title', {}, item.name)),
      item.parts.map((part) => svg('rect', { x: NAMES, y: y + 6, width: Math.max(part.value > 0 ? 1 : 0, x(part.value)).toFixed(1), height: ROW - 12, class: part.class, fill: part.fill })),
      svg('text', { x: NAMES + x(item.value) + 8, y: y + 17 }, item.text));
  });
  const line = mark && svg('g', { class: 'mark' }, svg('line', { x1: NAMES + x(mark.value), x2: NAMES + x(mark.value), y1: 0, y2: items.length * ROW }), svg('text', { x: NAMES + x(mark.value), y: items.length * ROW + 13, 'text-anchor': 'middle' }, mark.text));
  return el('figure', {}, el('figcaption', {}, title), svg('svg', { viewBox: `0 0 ${WIDTH} ${height}`, role: 'img', 'aria-label': `${title}: ${items.map((item) => `${item.name} ${item.text}`).join('; ')}` }, inside, line));
}

function verdicts() {
  const items = byClass('parks', 'verdict').map(([value, count]) => ({ name: classWord('verdict', value), value: count, text: String(count),
    parts: [{ value: count, fill: ruleFor(state.data.styles, 'parks', value)?.fill?.color, class: 'edged' }] }));
  return items.length ? bars(word('chart_verdicts'), items, Math.max(...items.map((item) => item.value))) : null;
}

function conflicts() {
  const list = [...rows('conflicts')].filter((row) => row.statutory !== 0).sort((a, b) => b.area_m2 - a.area_m2 || a.index - b.index).slice(0, 12);
  const items = list.map((row) => ({ name: `${row.park_id} × ${row.zone_name || row.zone_id}`, value: row.possible_m2, text: area(row.area_m2, state.language),
    parts: [{ value: row.possible_m2, class: 'possible' }, { value: row.area_m2, class: 'measured' }, { value: row.certain_m2, class: 'certain' }] }));
  return items.length ? bars(word('chart_conflicts'), items, Math.max(...items.map((item) => item.value))) : null;
}

function classes() {
  const sums = new Map();
  for (const row of rows('conflicts')) sums.set(row.zone_class, (sums.get(row.zone_class) ?? 0) + row.area_m2);
  const items = [...sums].sort((a, b) => b[1] - a[1]).map(([name, sum]) => ({ name: classWord('zone_class', name), value: sum, text: area(sum, state.language),
    parts: [{ value: sum, class: 'edged', fill: ruleFor(state.data.styles, 'zones', name)?.fill?.color }] }));
  return items.length > 1 ? bars(word('chart_classes'), items, items[0].value) : null;
}

function distances() {
  const counts = new Map();
  for (const row of rows('sites')) if (row.distance_class) counts.set(row.distance_class, (counts.get(row.distance_class) ?? 0) + 1);
  const least = (name) => (name === 'inside' ? -1 : Number(name.replace('>', '').split('-')[0]));
  const items = [...counts].sort((a, b) => least(a[0]) - least(b[0])).map(([name, count]) => ({ name: name === 'inside' ? word('inside') : `${name} m`, value: count, text: number(count, 0), parts: [{ value: count, class: 'measured' }] }));
  return items.length ? bars(word('chart_distance'), items, Math.max(...items.map((item) => item.value))) : null;
}

/** Coverage by county: one title and denominator at a time, with a choice of both. */
function coverage() {
  const all = rows('coverage');
  if (all.length === 0) return null;
  const chosen = { title: all[0].title, denominator_kind: all[0].denominator_kind };
  const place = el('div', { class: 'figure-place' });
  const choice = (key, kind) => {
    const input = el('select', { 'aria-label': word(key), onchange: () => { chosen[key] = input.value; draw(); } }, [...new Set(all.map((row) => row[key]))].map((value) => el('option', { value }, classWord(kind, value))));
    input.value = chosen[key];
    return input;
  };
  const controls = el('div', { class: 'toolbar' }, choice('title', 'title'), choice('denominator_kind', 'denominator'));
  function draw() {
    const list = all.filter((row) => row.title === chosen.title && row.denominator_kind === chosen.denominator_kind);
    const items = list.map((row) => ({ name: String(row.county ?? row.county_code), value: row.rate_count ?? 0, text: `${row.named} / ${row.denominator} = ${percent(row.rate_count, 1)}`, parts: [{ value: row.rate_count ?? 0, class: 'measured' }] }));
    replace(place, controls, bars(`${word('chart_coverage')} · ${classWord('title', chosen.title)} · ${classWord('denominator', chosen.denominator_kind)}`, items, 1, { value: 0.8, text: word('line_80') }));
  }
  draw();
  return place;
}

export function charts(place) {
  const draw = () => {
    const figures = [verdicts(), conflicts(), classes(), coverage(), distances()].filter(Boolean);
    replace(place, figures.length ? [el('h2', {}, word('charts')), el('div', { class: 'figures' }, figures)] : []);
  };
  on('language', draw);
  draw();
}

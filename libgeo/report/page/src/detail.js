// SPDX-License-Identifier: Apache-2.0
// What is known about the selected feature: for a park its verdict, areas and the whole trace.
import { data, el, replace } from './dom.js';
import { UNKNOWN, area, distance, number, percent } from './format.js';
import { idOf, isZh, nameOf, on, rowOf, rows, say, select, state } from './state.js';
import { chip } from './table.js';
import { classWord, word } from './words.js';

const KINDS = { parks: 'park', zones: 'zone', sites: 'site', townships: 'township', counties: 'county', conflicts: 'conflict' };
const MOST_LISTED = 30;

function go(layer, row, ...inside) {
  return el('button', { type: 'button', class: 'link', onclick: () => select(layer, row.index, 'detail') }, inside.length ? inside : [data(idOf(layer, row)), ' ', data(nameOf(layer, row))]);
}

const fact = (title, ...value) => [el('dt', {}, title), el('dd', {}, value)];
const m2 = (value) => `${number(value, 4)} m²`;

/** The three areas of an overlap; the measured one with the bound of its error. */
function threeAreas(certain, measured, bound, possible) {
  const line = (key, value, more = '') => el('tr', { class: key }, el('th', { scope: 'row' }, word(key)), el('td', { class: 'number' }, m2(value), more), el('td', { class: 'number' }, area(value, state.language)));
  return el('table', { class: 'areas' }, el('tbody', {}, line('certain', certain), line('measured', measured, bound === undefined ? '' : ` ± ${number(bound, 4)}`), line('possible', possible)));
}

function conflictItem(row, other) {
  return el('li', {}, chip('conflicts', 'conflict', row.status), ' ', other, el('div', { class: 'quiet' }, [classWord('zone_class', row.zone_class), `${word('share_of_park')} ${percent(row.share_of_park)}`,
    `${word('width')} ${distance(row.width_m)}`, row.additive === 0 ? word('not_additive') : null].filter(Boolean).join(' · ')), threeAreas(row.certain_m2, row.area_m2, row.bound_m2, row.possible_m2));
}

const SIGNS = { passed: '✓', failed: '✗', unknown: '?', review: '?', not_applicable: '–' };

function criterion(line) {
  const plain = line.status === 'passed' || line.status === 'not_applicable';
  const required = line.op ? [' ', word('limit'), ' ', el('b', {}, line.op, ' ', data(say(line.limit)))] : null;
  const rest = [
    line.kind === 'score' ? `${line.points === null ? '?' : number(line.points, 1)} / ${number(line.weight, 1)} ${word('points')}` : classWord('', line.kind),
    line.margin ? `${word('margin')} ${say(line.margin)}` : null].filter(Boolean).join(' · ');
  const more = plain ? [] : [
    line.missing.length ? el('div', {}, `${word('missing')} `, data(line.missing.join(', '))) : null,
    line.evidence.length ? el('div', {}, `${word('evidence')} `, data(line.evidence.join(', '))) : null,
    say(line.change) ? el('div', {}, `${word('to_meet')}: `, data(say(line.change))) : null,
    say(line.note) ? el('div', {}, data(say(line.note))) : null];
  return el('li', { class: `criterion ${line.status}` }, el('span', { class: 'sign', 'aria-hidden': 'true' }, SIGNS[line.status] ?? '·'),
    el('div', {}, el('div', { class: 'title' }, data(line.id), ' ', data(say(line.title)), el('span', { class: 'status' }, classWord('criterion', line.status))),
      el('div', {}, word('value'), ' ', el('b', {}, data(say(line.value))), required, el('span', { class: 'quiet' }, rest ? ` · ${rest}` : '')), more,
      el('div', { class: 'quiet' }, `${word('source')} `, data(line.source), ` [${line.mark}${line.verified ? '' : `, ${word('not_verified')}`}]`)));
}

function trace(verdict) {
  const judged = verdict.trace.filter((line) => line.status !== 'disabled');
  const off = verdict.trace.filter((line) => line.status === 'disabled');
  const tables = verdict.tables.map((table) => el('li', {}, data(say(table.title)), ': ', data(say(table.text) || String(table.value ?? UNKNOWN))));
  return [el('h4', {}, word('trace')), tables.length ? el('ul', { class: 'plain-list' }, tables) : null, el('ol', { class: 'trace' }, judged.map(criterion)),
    off.length ? el('details', {}, el('summary', {}, `${word('off')} (${off.length})`), el('ul', { class: 'plain-list quiet' }, off.map((line) => el('li', {}, data(line.id), ' ', data(say(line.title)), ` [${line.mark}]`)))) : null];
}

function park(row) {
  const verdict = state.data.verdicts.find((one) => one.id === row.park_id);
  const mine = rows('conflicts').filter((one) => one.park_id === row.park_id);
  const score = verdict && verdict.score !== null ? fact(word('score'), `${number(verdict.score, 1)}${verdict.score_possible > verdict.score ? `–${number(verdict.score_possible, 1)}` : ''} (${word('line')} ${number(verdict.score_line, 0)})`) : null;
  return [
    verdict ? el('p', { class: 'verdict' }, chip('parks', 'verdict', verdict.outcome)) : null,
    el('dl', {}, verdict ? fact(word('reason'), data(say(verdict.reason))) : null, verdict && say(verdict.least_change) ? fact(word('least_change'), data(say(verdict.least_change))) : null, score,
      fact(word('area'), `${m2(row.area_m2)} ± ${number(row.bound_m2, 4)} (${area(row.area_m2, state.language)})`)),
    mine.length ? [el('h4', {}, `${word('conflict_area')} · ${percent(row.share)}`), threeAreas(row.certain_m2, row.conflict_m2, undefined, row.possible_m2),
      el('h4', {}, word('conflicts')), el('ul', { class: 'plain-list cards' }, mine.map((one) => conflictItem(one, rowOf('zones', one.zone_id) ? go('zones', rowOf('zones', one.zone_id)) : data(one.zone_id))))] : null,
    verdict ? trace(verdict) : null];
}

/** What the rules make of a conflict: the park's outcome, and the criteria that rest on its zone. */
function consequence(row) {
  const verdict = state.data.verdicts.find((one) => one.id === row.park_id);
  if (!verdict) return null;
  const lines = verdict.trace.filter((line) => line.status !== 'disabled' && line.evidence.join(';').split(';').includes(String(row.zone_id)));
  return [el('h4', {}, word('park_verdict')), el('p', { class: 'verdict' }, chip('parks', 'verdict', verdict.outcome)), el('p', {}, data(say(verdict.reason))),
    el('h4', {}, word('trace')), lines.length ? el('ol', { class: 'trace' }, lines.map(criterion)) : el('p', { class: 'quiet' }, word('no_criterion'))];
}

function conflict(row) {
  const [one, other] = [rowOf('parks', row.park_id), rowOf('zones', row.zone_id)];
  return [el('ul', { class: 'plain-list cards' }, conflictItem(row, el('span', {}, one ? go('parks', one) : data(row.park_id), ' × ', other ? go('zones', other) : data(row.zone_id)))), consequence(row)];
}

function zone(row) {
  const conflicts = rows('conflicts').filter((one) => one.zone_id === row.id);
  const sites = rows('sites').filter((one) => String(one.zone_ids ?? '').split(';').includes(String(row.id)));
  return [el('dl', {}, fact(word('class'), chip('zones', 'zone_class', row.class))),
    el('h4', {}, `${word('conflicts_of')} (${conflicts.length})`), conflicts.length ? el('ul', { class: 'plain-list cards' }, conflicts.map((one) => conflictItem(one, rowOf('parks', one.park_id) ? go('parks', rowOf('parks', one.park_id)) : data(one.park_id)))) : el('p', { class: 'quiet' }, word('none')),
    el('h4', {}, `${word('sites_in')} (${sites.length})`), el('ul', { class: 'plain-list' }, sites.slice(0, MOST_LISTED).map((one) => el('li', {}, go('sites', one)))), sites.length > MOST_LISTED ? el('p', { class: 'quiet' }, '…') : null];
}

function site(row) {
  const links = (layer, ids) => String(ids ?? '').split(';').filter(Boolean).map((id) => el('div', {}, rowOf(layer, id) ? go(layer, rowOf(layer, id)) : data(id)));
  const place = row.lon === undefined ? null : fact(`${word('lon')}, ${word('lat')}`, `${number(row.lon, 6)}°, ${number(row.lat, 6)}° CGCS2000`);
  return [el('dl', {}, fact(word('status'), chip('sites', 'site', row.status)), row.park_id ? fact(word('in_park'), links('parks', row.park_id)) : null, row.zone_ids ? fact(word('in_zones'), links('zones', row.zone_ids)) : null,
    row.nearest_zone_id ? fact(word('nearest'), links('zones', row.nearest_zone_id), distance(row.distance_m)) : null, place)];
}

function township(row) {
  return [el('dl', {}, fact(word('county'), data(row.county)), fact(word('title'), row.title ? String(row.title).split(';').map((one) => classWord('title', one)).join('；') : UNKNOWN), fact(word('named_on'), data(row.named_on ?? UNKNOWN)),
    fact(word('area'), `${m2(row.area_m2)} (${area(row.area_m2, state.language)})`), fact(word('redline_m2'), `${m2(row.redline_m2)} · ${percent(row.redline_share)}`))];
}

const SHEETS = { parks: park, conflicts: conflict, zones: zone, sites: site, townships: township, counties: () => [] };

export function detail(place) {
  let opener = null;
  const shut = () => { select(null, null, 'detail'); opener?.focus?.(); };
  const draw = () => {
    const { selected } = state;
    place.classList.toggle('empty', !selected);
    if (!selected) return replace(place, el('p', { class: 'quiet' }, word('nothing_selected')));
    const row = rows(selected.layer)[selected.index];
    replace(place, el('div', { class: 'sheet-head' }, el('div', {}, el('div', { class: 'quiet' }, word(KINDS[selected.layer]), row.synthetic ? (isZh() ? ' · 合成数据' : ' · synthetic') : ''), el('h3', { tabindex: -1 }, data(idOf(selected.layer, row)), ' ', selected.layer === 'conflicts' ? null : data(nameOf(selected.layer, row)))),
      el('button', { type: 'button', class: 'plain', 'aria-label': word('close'), onclick: shut }, '✕')),
    SHEETS[selected.layer](row),
    state.also?.length ? [el('h4', {}, word('also_here')), el('ul', { class: 'plain-list' }, state.also.map((one) => el('li', {}, word(KINDS[one.layer]), ' ', go(one.layer, rows(one.layer)[one.index]))))] : null);
  };
  on('select', ({ from }) => {
    if (from !== 'map') state.also = [];
    if (from !== 'detail') opener = document.activeElement;
    draw();
    place.scrollTop = 0;
    if (from === 'table' || from === 'search' || from === 'detail' || from === 'summary') place.querySelector('h3')?.focus({ preventScroll: from === 'table' });
  });
  on('language', draw);
  place.addEventListener('keydown', (event) => { if (event.key === 'Escape') shut(); });
  draw();
}

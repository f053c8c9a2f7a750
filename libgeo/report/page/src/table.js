// SPDX-License-Identifier: Apache-2.0
// A table that sorts and filters, tied to the map: a row selects its feature, a feature finds its row, and what the
// filter hides here is hidden there.
import { data, el, replace } from './dom.js';
import { UNKNOWN, number, percent } from './format.js';
import { idOf, on, rows, say, select, state, tell } from './state.js';
import { ruleFor, swatch } from './symbols.js';
import { classWord, word } from './words.js';

const PAGE = 100; // rows that are added at a time
const MOST_PRINTED = 400;
const collators = { zh: new Intl.Collator('zh', { numeric: true }), en: new Intl.Collator('en', { numeric: true }) };

/** A class with its picture from the style pack. */
export function chip(source, kind, value) {
  if (value === null || value === undefined || value === '') return UNKNOWN;
  const rule = ruleFor(state.data.styles, source, value);
  return el('span', { class: 'chip' }, rule ? swatch(rule, 18, 12) : null, classWord(kind, value));
}

/** The text of a cell as a reader sees it: what the filter looks in. */
function textOf(column, row) {
  const value = row[column.key];
  if (value === null || value === undefined || value === '') return '';
  if (column.kind) return String(value).split(';').map((one) => classWord(column.kind, one)).join('；');
  if (column.share) return percent(value);
  return column.decimals === undefined ? String(value) : number(value, column.decimals);
}

function cellOf(column, row) {
  const value = row[column.key];
  if (column.chip && value) return chip(column.chip, column.kind, value);
  const text = textOf(column, row);
  if (text === '') return UNKNOWN;
  return column.decimals !== undefined || column.share ? text : data(text);
}

export class Table {
  /** spec: { layer, columns: [{ key, title, decimals | share | kind, chip, print }], facet, links } */
  constructor(spec) {
    this.spec = spec;
    this.all = rows(spec.layer);
    this.query = '';
    this.class = '';
    this.sorting = null;
    this.most = PAGE;
    this.place = el('div', { class: 'table-part' });
    on('language', () => this.draw());
    on('select', (selection) => this.follow(selection));
    this.draw();
  }

  passes(row) {
    const { facet } = this.spec;
    if (this.class && !String(row[facet] ?? '').split(';').includes(this.class)) return false;
    if (!this.query) return true;
    return this.spec.columns.some((column) => `${textOf(column, row)}\n${row[column.key] ?? ''}`.normalize('NFKC').toLowerCase().includes(this.query));
  }

  sorted() {
    const list = this.all.filter((row) => this.passes(row));
    if (!this.sorting) return list;
    const { key, down } = this.sorting;
    const column = this.spec.columns.find((one) => one.key === key);
    const isNumber = column.decimals !== undefined || column.share;
    const compare = isNumber ? (a, b) => a[key] - b[key] : (a, b) => collators[state.language].compare(textOf(column, a), textOf(column, b));
    const known = list.filter((row) => row[key] !== null && row[key] !== '');
    return [...known.sort((a, b) => (down ? compare(b, a) : compare(a, b))), ...list.filter((row) => !known.includes(row))];
  }

  /** Lets only rows through that hold the text and the class; both may be empty. */
  filter(query, facet) {
    this.query = query.normalize('NFKC').trim().toLowerCase();
    this.typed = query;
    this.class = facet;
    this.most = PAGE;
    this.refresh();
    const isOpen = !this.query && !this.class;
    if (isOpen) delete state.shown[this.spec.layer];
    else state.shown[this.spec.layer] = new Set(this.list.map((row) => row.index));
    tell('filter', this.spec.layer);
  }

  toolbar() {
    const { facet, layer } = this.spec;
    this.input = el('input', { type: 'search', placeholder: word('filter'), 'aria-label': `${word('filter')}: ${word(layer)}`,
      oninput: () => this.filter(this.input.value, this.class) });
    this.input.value = this.typed ?? '';
    const column = this.spec.columns.find((one) => one.key === facet);
    const values = facet ? [...new Set(this.all.flatMap((row) => String(row[facet] ?? '').split(';')))].filter(Boolean).sort() : [];
    this.select = facet && values.length > 1 ? el('select', { 'aria-label': say(column.title) || word(column.title), onchange: () => this.filter(this.typed ?? '', this.select.value) },
      el('option', { value: '' }, `${word(column.title)}: ${word('all')}`),
      values.map((value) => el('option', { value }, column.kind ? classWord(column.kind, value) : value))) : null;
    if (this.select) this.select.value = this.class;
    this.count = el('span', { class: 'quiet', role: 'status' });
    return el('div', { class: 'toolbar' }, this.input, this.select, this.count);
  }

  header() {
    return el('tr', {}, this.spec.columns.map((column) => {
      const is = this.sorting?.key === column.key;
      const mark = is ? (this.sorting.down ? ' ↓' : ' ↑') : '';
      return el('th', { scope: 'col', class: this.classOf(column), 'aria-sort': is ? (this.sorting.down ? 'descending' : 'ascending') : 'none' },
        el('button', { type: 'button', class: 'sort', onclick: () => this.sort(column.key) }, word(column.title), el('span', { 'aria-hidden': 'true' }, mark)));
    }));
  }

  classOf(column) {
    return [column.decimals !== undefined || column.share ? 'number' : '', column.print === false ? 'screen-only' : '', column.wide ? 'wide' : ''].join(' ').trim() || null;
  }

  sort(key) {
    const isNumber = this.spec.columns.some((column) => column.key === key && (column.decimals !== undefined || column.share));
    this.sorting = this.sorting?.key === key ? { key, down: !this.sorting.down } : { key, down: isNumber };
    replace(this.head, this.header());
    this.refresh();
    [...this.head.querySelectorAll('button')].find((_, at) => this.spec.columns[at].key === key)?.focus();
  }

  rowElement(row) {
    const { layer, links = layer } = this.spec;
    const picked = state.selected?.layer === links && state.selected.index === row.index;
    const open = () => select(links, row.index, 'table');
    const cells = this.spec.columns.map((column, at) => {
      const inside = at === 0 && links ? el('button', { type: 'button', class: 'link', onclick: (event) => { event.stopPropagation(); open(); } }, cellOf(column, row)) : cellOf(column, row);
      return at === 0 ? el('th', { scope: 'row' }, inside) : el('td', { class: this.classOf(column) }, inside);
    });
    return el('tr', { 'data-row': row.index, 'aria-selected': picked ? 'true' : null, class: links ? 'linked' : null, onclick: links ? open : null }, cells);
  }

  draw() {
    this.head = el('thead', {}, this.header());
    this.body = el('tbody');
    this.rest = el('div', { class: 'rest' });
    const scroller = el('div', { class: 'scroller', tabindex: 0, role: 'region', 'aria-label': word(this.spec.layer) },
      el('table', {}, el('caption', { class: 'hidden' }, word(this.spec.layer)), this.head, this.body));
    replace(this.place, this.toolbar(), scroller, this.rest);
    this.refresh();
  }

  refresh() {
    this.list = this.sorted();
    replace(this.body, this.list.slice(0, this.most).map((row) => this.rowElement(row)));
    this.count.textContent = `${number(this.list.length, 0)} / ${number(this.all.length, 0)} ${word('shown_rows')}`;
    replace(this.rest, this.list.length > this.most ? el('button', { type: 'button', class: 'plain', onclick: () => { this.most += 5 * PAGE; this.refresh(); } },
      `${word('more')} (${number(this.most, 0)} / ${number(this.list.length, 0)})`) : null);
  }

  follow({ layer, index, from }) {
    for (const row of this.body.querySelectorAll('[aria-selected]')) row.removeAttribute('aria-selected');
    if (layer !== (this.spec.links ?? this.spec.layer)) return;
    const at = this.list.findIndex((row) => row.index === index);
    if (at < 0) return;
    if (at >= this.most) {
      this.most = at + PAGE;
      this.refresh();
    }
    const row = this.body.children[at];
    row.setAttribute('aria-selected', 'true');
    const scroller = row.closest('.scroller');
    if (from !== 'table') scroller.scrollTop = row.offsetTop - scroller.clientHeight / 2;
  }

  /** Puts all rows there before printing, and says so when there are too many for paper. */
  print() {
    this.before = this.most;
    this.most = MOST_PRINTED;
    this.refresh();
    replace(this.rest, this.list.length > MOST_PRINTED ? el('p', {}, word('first_rows', { n: MOST_PRINTED })) : null);
  }

  afterPrint() {
    this.most = this.before;
    this.refresh();
  }
}

export const labelOf = (layer, row) => idOf(layer, row);

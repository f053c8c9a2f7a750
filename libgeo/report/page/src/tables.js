// SPDX-License-Identifier: Apache-2.0
// Which tables there are, with which columns, in tabs.
import { el, replace } from './dom.js';
import { number } from './format.js';
import { isZh, on, rows, state } from './state.js';
import { Table } from './table.js';
import { word } from './words.js';

const text = (key, title = key, more = {}) => ({ key, title, ...more });
const real = (key, decimals, title = key, more = {}) => ({ key, title, decimals, ...more });
const share = (key, title = key, more = {}) => ({ key, title, share: true, ...more });

const SPECS = [
  { layer: 'parks', facet: 'verdict', columns: [
    text('park_id', 'id'), text('name', 'name', { wide: true }), text('verdict', 'verdict', { kind: 'verdict', chip: 'parks' }), real('score', 1),
    real('area_m2', 1), real('conflict_m2', 1), real('certain_m2', 1), real('possible_m2', 1), share('share'),
    text('vetoes'), text('failed'), text('unknown'), text('review')] },
  { layer: 'conflicts', facet: 'status', columns: [
    text('park_id', 'park'), text('park_name', 'name', { wide: true }), text('zone_id', 'zone'), text('zone_name', 'name', { wide: true }),
    text('zone_class', 'class', { kind: 'zone_class' }), text('status', 'status', { kind: 'conflict', chip: 'conflicts' }),
    real('area_m2', 1), real('bound_m2', 4, 'bound_m2', { print: false }), real('certain_m2', 1), real('possible_m2', 1),
    share('share_of_park'), share('share_of_zone', 'share_of_zone', { print: false }), real('width_m', 1, 'width', { print: false })] },
  { layer: 'sites', facet: 'status', columns: [
    text('site_id', 'id'), text('name', 'name', { wide: true }), text('status', 'status', { kind: 'site', chip: 'sites' }), text('park_id', 'in_park'), text('zone_ids', 'in_zones'),
    text('nearest_zone_id', 'nearest'), real('distance_m', 1, 'distance'), text('distance_class'),
    real('lon', 6, 'lon', { print: false }), real('lat', 6, 'lat', { print: false })] },
  { layer: 'townships', facet: 'county', columns: [
    text('code'), text('name', 'name', { wide: true }), text('county'), text('title', 'title', { kind: 'title' }), text('named_on'),
    real('area_m2', 1), real('redline_m2', 1), share('redline_share')] },
  { layer: 'coverage', facet: 'county', links: null, columns: [
    text('county'), text('title', 'title', { kind: 'title' }), text('denominator_kind', 'denominator_kind', { kind: 'denominator' }),
    real('denominator', 0), real('named', 0), share('rate_count'), share('rate_area'), real('still_needed', 0)] },
  { layer: 'problems', facet: 'severity', links: null, columns: [
    text('layer'), text('feature_id', 'id'), text('code', 'code'), text('severity', 'severity', { kind: 'severity' }), text('message', 'message', { wide: true }),
    real('lon', 6, 'lon', { print: false }), real('lat', 6, 'lat', { print: false })] },
];

/** Columns that these results have. A message is in the reader's language. */
function fitted(spec) {
  const list = rows(spec.layer);
  if (spec.layer === 'problems')
    for (const row of list)
      Object.defineProperty(row, 'message', { configurable: true, get: () => row[isZh() ? 'message_zh' : 'message_en'] ?? (state.data.redacted ? word('withheld') : null) });
  return { ...spec, columns: spec.columns.filter(({ key }) => key in list[0]) };
}

export class Tables {
  constructor(place) {
    this.place = place;
    this.tabs = SPECS.filter((spec) => rows(spec.layer).length > 0).map((spec) => ({ layer: spec.layer, table: new Table(fitted(spec)) }));
    this.open = this.tabs[0]?.layer;
    on('language', () => this.draw());
    on('select', ({ layer, from }) => { if (layer && from !== 'table' && this.tabs.some((tab) => tab.layer === layer)) this.show(layer); });
    window.addEventListener('beforeprint', () => this.tabs.forEach((tab) => tab.table.print()));
    window.addEventListener('afterprint', () => this.tabs.forEach((tab) => tab.table.afterPrint()));
    this.draw();
  }

  draw() {
    const tab = ({ layer }) => el('button', { type: 'button', role: 'tab', id: `tab-${layer}`, 'aria-controls': `panel-${layer}`,
      onclick: () => this.show(layer), onkeydown: (event) => this.key(event) }, word(layer), el('span', { class: 'count' }, number(rows(layer).length, 0)));
    replace(this.place, el('h2', {}, word('tables')), el('div', { class: 'tabs', role: 'tablist', 'aria-label': word('tables') }, this.tabs.map(tab)),
      this.tabs.map(({ layer, table }) => el('div', { role: 'tabpanel', id: `panel-${layer}`, 'aria-labelledby': `tab-${layer}` },
        el('h3', { class: 'print-only' }, word(layer)), table.place)));
    this.show(this.open);
  }

  show(layer) {
    this.open = layer;
    for (const tab of this.tabs) {
      const is = tab.layer === layer;
      const button = this.place.querySelector(`#tab-${tab.layer}`);
      button.setAttribute('aria-selected', String(is));
      button.tabIndex = is ? 0 : -1;
      this.place.querySelector(`#panel-${tab.layer}`).classList.toggle('closed', !is);
    }
  }

  /** Arrow keys move between the tabs, as readers of tabs expect. */
  key(event) {
    const at = this.tabs.findIndex((tab) => tab.layer === this.open);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: this.tabs.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.show(this.tabs[(to + this.tabs.length) % this.tabs.length].layer);
    this.place.querySelector(`#tab-${this.open}`).focus();
  }

  /** Opens a table with a filter, from elsewhere on the page. */
  filter(layer, query, facet) {
    const tab = this.tabs.find((one) => one.layer === layer);
    if (!tab) return;
    this.show(layer);
    tab.table.filter(query, facet);
    tab.table.draw();
    this.place.scrollIntoView({ block: 'start' });
    this.place.querySelector(`#tab-${layer}`).focus({ preventScroll: true });
  }
}

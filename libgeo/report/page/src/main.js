// SPDX-License-Identifier: Apache-2.0
// The report page: reads the data that stand in it and lays out its parts. It never asks the network for anything.
import { about } from './about.js';
import { charts } from './charts.js';
import { detail } from './detail.js';
import { data, el, replace } from './dom.js';
import { legend } from './legend.js';
import { PageMap, hasMap } from './map.js';
import { search } from './search.js';
import { read } from './source.js';
import { isZh, on, rows, setLanguage, state } from './state.js';
import { summary } from './summary.js';
import { Tables } from './tables.js';
import { word } from './words.js';

const section = (id, name = 'section') => el(name, { id });

function head(place) {
  const { run, redacted } = state.data;
  const finder = el('div', { class: 'finder', role: 'search' });
  search(finder);
  const title = el('div', { class: 'heading' });
  const controls = el('div', { class: 'controls' });
  const dark = () => (document.documentElement.dataset.theme ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark';
  const draw = () => {
    const synthetic = ['parks', 'zones', 'sites', 'townships'].some((layer) => rows(layer).some((row) => row.synthetic === 1));
    replace(title, el('h1', {}, data(run.project)), el('p', { class: 'quiet' }, `${word('as_of')} ${run.as_of} · `, run.pack.id ? [`${word('pack')} `, data(`${run.pack.id} ${run.pack.version}`)] : word('no_pack'), ` · parkline ${run.versions.parkline}`),
      synthetic ? el('p', { class: 'notice' }, word('synthetic')) : null, redacted ? el('p', { class: 'notice' }, word('redacted')) : null);
    replace(controls,
      el('button', { type: 'button', class: 'plain', lang: isZh() ? 'en' : 'zh-CN', id: 'switch-language', onclick: () => { setLanguage(isZh() ? 'en' : 'zh'); document.getElementById('switch-language').focus(); } }, word('language')),
      el('button', { type: 'button', class: 'plain', id: 'switch-theme', onclick: () => { document.documentElement.dataset.theme = dark() ? 'light' : 'dark'; draw(); document.getElementById('switch-theme').focus(); } }, word(dark() ? 'light' : 'dark')),
      el('button', { type: 'button', class: 'plain', onclick: () => window.print() }, word('print')));
  };
  on('language', draw);
  draw();
  replace(place, title, el('div', { class: 'tools' }, finder, controls));
}

function mapPart(place) {
  const sheet = el('article', { id: 'detail', 'aria-live': 'polite' });
  if (!hasMap()) {
    place.classList.add('no-map');
    replace(place, sheet);
    detail(sheet);
    return;
  }
  const ground = el('div', { class: 'ground' });
  const key = el('div', { class: 'legend' });
  const print = el('div', { class: 'print-only' });
  replace(place, ground, print, el('div', { class: 'side' }, sheet, key));
  const map = new PageMap(ground);
  legend(key, map);
  detail(sheet);
  window.addEventListener('beforeprint', () => { map.map.renderSync(); replace(print, map.picture()); });
  window.addEventListener('afterprint', () => replace(print));
}

async function start() {
  const page = document.getElementById('page');
  try {
    if (!('DecompressionStream' in window)) throw new Error('DecompressionStream');
    state.data = await read();
  } catch (error) {
    replace(page, el('h1', {}, 'parkline'), el('p', {}, '无法打开：请用较新的浏览器（Chrome/Edge 80、Firefox 113、Safari 16.4 或更新）。'), el('p', { lang: 'en' }, `Cannot be opened: use a newer browser (Chrome/Edge 80, Firefox 113, Safari 16.4 or later). ${error.message}`));
    return;
  }
  setLanguage(state.data.language);
  const parts = { top: section('top', 'header'), summary: section('summary'), explore: section('explore'), tables: section('tables'), charts: section('charts'), about: section('about', 'footer') };
  const skip = el('a', { class: 'skip', href: '#tables' });
  on('language', () => { skip.textContent = word('skip'); });
  skip.textContent = word('skip');
  replace(page, skip, Object.values(parts));
  head(parts.top);
  const tables = new Tables(parts.tables);
  summary(parts.summary, tables);
  mapPart(parts.explore);
  charts(parts.charts);
  about(parts.about);
  document.documentElement.dataset.ready = 'yes';
}

start();

// SPDX-License-Identifier: Apache-2.0
// Where the numbers come from: inputs, counts of every layer, versions, and what the page draws coarser.
import { data, el, replace } from './dom.js';
import { number } from './format.js';
import { on, state } from './state.js';
import { word } from './words.js';

/* global LIBRARIES */ // scripts/make_page puts the names, versions and licences of what is bundled here

function drawnNote() {
  if (!state.data.map) return word('redacted');
  const coarse = state.data.map.shapes.filter((shape) => shape.tolerance_m > 0);
  if (coarse.length === 0) return word('exact_note');
  return word('coarse_note') + coarse.map((shape) => word('points_of', { layer: word(shape.layer), drawn: number(shape.drawn, 0), source: number(shape.source, 0), m: number(shape.tolerance_m, shape.tolerance_m < 1 ? 1 : 0) })).join('; ') + word('coarse_rest');
}

function table(head, body) {
  return el('div', { class: 'scroller short', tabindex: 0, role: 'region', 'aria-label': head[0] }, el('table', {}, el('thead', {}, el('tr', {}, head.map((name) => el('th', { scope: 'col' }, name)))), el('tbody', {}, body)));
}

export function about(place) {
  const draw = () => {
    const { run } = state.data;
    const layers = run.layers.map((one) => el('tr', {}, el('th', { scope: 'row' }, data(one.layer)), el('td', {}, word(one.role)),
      [one.read, one.used, one.repaired, one.rejected, one.review].map((count) => el('td', { class: 'number' }, number(count, 0))), el('td', { class: 'number' }, one.accuracy_m > 0 ? number(one.accuracy_m, 1) : '—'), el('td', {}, data(`${one.crs.code || one.crs.source} (${one.datum})`))));
    const inputs = run.inputs.map((file) => el('tr', {}, el('th', { scope: 'row' }, data(file.path)), el('td', { class: 'hash' }, file.sha256)));
    replace(place, el('h2', {}, word('about')), el('p', {}, word('areas_note')), el('p', {}, drawnNote()),
      el('h3', {}, word('layers')), table([word('layer'), word('role'), word('read'), word('used'), word('repaired'), word('rejected'), word('under_review'), word('accuracy'), word('crs')], layers),
      el('h3', {}, word('inputs')), table([word('inputs'), 'SHA-256'], inputs),
      el('p', { class: 'quiet' }, `${word('pack')}: `, data([run.pack.id, run.pack.version, run.document].filter(Boolean).join(' · ') || word('no_pack')), ` · ${word('results')}: ${run.crs}, results.gpkg ${run.results_sha256}… · ${word('versions')}: parkline ${run.versions.parkline}, GDAL ${run.versions.gdal}, GEOS ${run.versions.geos}, PROJ ${run.versions.proj}`),
      el('details', {}, el('summary', {}, word('libraries')), LIBRARIES.map((library) => el('section', {}, el('h4', {}, `${library.name} ${library.version}`), el('pre', {}, library.text)))));
  };
  on('language', draw);
  draw();
}

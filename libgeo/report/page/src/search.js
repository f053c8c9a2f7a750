// SPDX-License-Identifier: Apache-2.0
// Finds features by id or by any part of their name, in any script. A combobox that the keyboard can use.
import { data, el, replace } from './dom.js';
import { clipped } from './format.js';
import { idOf, nameOf, on, rows, select } from './state.js';
import { word } from './words.js';

const LAYERS = ['parks', 'zones', 'sites', 'townships', 'counties'];
const KIND = { parks: 'park', zones: 'zone', sites: 'site', townships: 'township', counties: 'county' };
const MOST = 12;

const plain = (text) => String(text).normalize('NFKC').toLowerCase();

/** Hits, ids that begin with the words first, then names that do, then the rest, in the order of layers and ids. */
export function hits(query) {
  const wanted = plain(query).trim();
  if (!wanted) return [];
  const found = [];
  for (const layer of LAYERS)
    for (const row of rows(layer)) {
      const [id, name] = [plain(idOf(layer, row)), plain(nameOf(layer, row))];
      if (!id.includes(wanted) && !name.includes(wanted)) continue;
      found.push({ layer, row, rank: id === wanted ? 0 : id.startsWith(wanted) ? 1 : name.startsWith(wanted) ? 2 : 3 });
    }
  return found.sort((a, b) => a.rank - b.rank).slice(0, MOST);
}

export function search(place) {
  let list = [];
  let at = -1;
  const options = el('ul', { id: 'hits', role: 'listbox', hidden: true });
  const input = el('input', { type: 'search', role: 'combobox', 'aria-expanded': 'false', 'aria-controls': 'hits', 'aria-autocomplete': 'list', autocomplete: 'off', spellcheck: 'false' });
  const close = () => { options.hidden = true; input.setAttribute('aria-expanded', 'false'); input.removeAttribute('aria-activedescendant'); at = -1; };
  const choose = (hit) => { close(); select(hit.layer, hit.row.index, 'search'); };
  const mark = () => {
    [...options.children].forEach((option, i) => option.setAttribute('aria-selected', String(i === at)));
    if (at >= 0) input.setAttribute('aria-activedescendant', `hit-${at}`);
    options.children[at]?.scrollIntoView({ block: 'nearest' });
  };
  input.addEventListener('input', () => {
    list = hits(input.value);
    at = list.length ? 0 : -1;
    replace(options, list.length ? list.map((hit, i) => el('li', { id: `hit-${i}`, role: 'option', onpointerdown: (event) => { event.preventDefault(); choose(hit); } },
      el('b', {}, data(clipped(idOf(hit.layer, hit.row), 40))), ' ', data(clipped(nameOf(hit.layer, hit.row), 60)), el('span', { class: 'quiet' }, ` ${word(KIND[hit.layer])}`))) : el('li', { class: 'quiet' }, word('none_found')));
    options.hidden = !input.value.trim();
    input.setAttribute('aria-expanded', String(!options.hidden));
    mark();
  });
  input.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') close();
    else if (event.key === 'Enter' && list[at]) choose(list[at]);
    else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && list.length) {
      at = (at + (event.key === 'ArrowDown' ? 1 : -1) + list.length) % list.length;
      mark();
    } else return;
    event.preventDefault();
  });
  input.addEventListener('blur', close);
  const translate = () => { input.placeholder = word('search'); input.setAttribute('aria-label', word('search')); };
  on('language', translate);
  translate();
  replace(place, input, options);
}

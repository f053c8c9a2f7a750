// SPDX-License-Identifier: Apache-2.0
// Layer switch and legend in one: a box for each layer, with the classes that occur and how many are shown.
import { el, replace } from './dom.js';
import { on, rows, say, state } from './state.js';
import { swatch } from './symbols.js';
import { word } from './words.js';

function countsOf(style) {
  const counts = new Map();
  const shown = state.shown[style.source];
  state.data.map.features[style.id].rule_of.forEach((rule, index) => {
    if (rule === null) return;
    const count = counts.get(rule) ?? { all: 0, shown: 0 };
    ++count.all;
    if (!shown || shown.has(index)) ++count.shown;
    counts.set(rule, count);
  });
  return counts;
}

function classes(style) {
  const counts = countsOf(style);
  return style.rules.map((rule, index) => {
    const count = counts.get(index);
    if (!count || (!rule.title.zh && !rule.title.en)) return null;
    const text = count.shown === count.all ? String(count.all) : `${count.shown} / ${count.all}`;
    return el('li', {}, swatch(rule), el('span', {}, say(rule.title)), el('span', { class: 'count' }, text));
  });
}

/** The layer's title; of layers that share one (boundaries) that of its only rule, in every language. */
function titleOf(spec, specs) {
  const shared = specs.some((other) => other !== spec && ['zh', 'en'].some((language) => other.title[language] === spec.title[language]));
  return shared && spec.rules.length === 1 ? spec.rules[0].title : spec.title;
}

export function legend(place, map) {
  const on_off = new Map(map.layers.map((layer) => [layer.spec.id, layer.getVisible()]));
  on_off.set('graticule', true);
  const box = (id, title, inside) => {
    const input = el('input', { type: 'checkbox', checked: on_off.get(id), onchange: () => {
      on_off.set(id, input.checked);
      map.setVisible(id, input.checked);
    } });
    return el('section', {}, el('label', { class: 'switch' }, input, el('span', {}, title)), inside);
  };
  const draw = () => {
    const top_first = [...map.layers].reverse().filter((layer) => rows(layer.spec.source).length > 0);
    replace(place, el('h3', {}, word('legend')),
      top_first.map((layer) => box(layer.spec.id, say(titleOf(layer.spec, top_first.map((each) => each.spec))),
        layer.spec.rules.length > 1 ? el('ul', {}, classes(layer.spec)) : null)),
      box('graticule', word('graticule')),
      Object.keys(state.shown).length > 0 ? el('p', { class: 'quiet' }, word('only_filtered')) : null);
  };
  on('language', draw);
  on('filter', draw);
  draw();
}

// SPDX-License-Identifier: Apache-2.0
// What the parts of the page have in common: the data, the language, what is selected and what tables let through.
// A part subscribes to a topic; nothing else ties the parts together.

const listeners = new Map();

export const state = {
  data: null,
  language: 'zh',
  selected: null, // { layer, index }
  shown: {}, // layer -> Set of row numbers that its table lets through; absent: all
};

export function on(topic, listener) {
  listeners.set(topic, [...(listeners.get(topic) ?? []), listener]);
}

export function tell(topic, detail) {
  for (const listener of listeners.get(topic) ?? []) listener(detail);
}

/** Selects a feature. `from` is the part that did it, so that it need not follow itself. */
export function select(layer, index, from) {
  state.selected = layer === null ? null : { layer, index };
  tell('select', { ...state.selected, from });
}

export function setLanguage(language) {
  state.language = language;
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  tell('language');
}

export const rows = (layer) => state.data.tables[layer] ?? [];
export const say = (text) => text?.[state.language] ?? '';
export const isZh = () => state.language === 'zh';

const keys = { parks: 'park_id', zones: 'id', sites: 'site_id', townships: 'code', counties: 'id' };
const names = { conflicts: 'park_name' };

export function idOf(layer, row) {
  return layer === 'conflicts' ? `${row.park_id} × ${row.zone_id}` : String(row[keys[layer]] ?? '');
}

export const nameOf = (layer, row) => String(row[names[layer] ?? 'name'] ?? '');

const found = new Map();
/** The row of that id, or undefined. */
export function rowOf(layer, id) {
  if (!found.has(layer)) found.set(layer, new Map(rows(layer).map((row) => [idOf(layer, row), row])));
  return found.get(layer).get(String(id));
}

// SPDX-License-Identifier: Apache-2.0
// Numbers for people: grouped by thousands, decimals as the results have them or fewer.

export const UNKNOWN = '—';

export function number(value, decimals) {
  if (value === null || value === undefined || value === '' || !Number.isFinite(Number(value))) return UNKNOWN;
  const text = Number(value).toFixed(decimals);
  const [whole, rest] = text.replace('-', '').split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return (Number(text) < 0 ? '−' : '') + grouped + (rest ? '.' + rest : '');
}

export const percent = (share, decimals = 2) => (share === null || share === undefined ? UNKNOWN : number(share * 100, decimals) + ' %');

/** Square metres as hectares, in the reader's language; small ones stay square metres. */
export function area(m2, language) {
  if (m2 === null || m2 === undefined) return UNKNOWN;
  if (m2 > 0 && m2 < 1000) return number(m2, 1) + ' m²';
  return number(m2 / 1e4, 2) + (language === 'zh' ? ' 公顷' : ' ha');
}

export function distance(m) {
  if (m === null || m === undefined) return UNKNOWN;
  return m < 10000 ? number(m, 1) + ' m' : number(m / 1000, 1) + ' km';
}

/** A text that is longer than fits beside others. */
const breadth = (letter) => (letter.codePointAt(0) < 0x2e80 ? 0.6 : 1);

/** The text cut to a breadth of so many Chinese characters; Latin letters are about half as broad. */
export function clipped(text, most) {
  const letters = [...String(text ?? '')];
  let taken = 0;
  const fits = letters.findIndex((letter) => (taken += breadth(letter)) > most);
  return fits < 0 ? letters.join('') : letters.slice(0, fits).join('') + '…';
}

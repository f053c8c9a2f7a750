// SPDX-License-Identifier: Apache-2.0
// A small city whose every name and id is hostile, and the same city with plain ones.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const HOSTILE = [
  '<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', '</script><script>alert(2)</script>', '<svg/onload=alert(3)>', "'-alert(4)-'",
  '=cmd|\' /C calc\'!A0', '@SUM(1+1)', '../../etc/passwd', 'javascript:alert(5)', '{{7*7}}${7*7}', '&lt;b&gt;&amp;', '\u202Eeman desrever\u2066 mixed', 'الاسم العربي שלום',
  'x'.repeat(10240), '长'.repeat(3400), 'e\u0301\u0302\u0303\u0304\u0305'.repeat(40), '👩‍👩‍👧‍👦🏴‍☠️🇨🇳', '𠮷𡈽㐀龘𰻝', '__proto__', 'constructor', 'line\nbreak\ttab', 'null', 'NaN',
];

const square = (x, y, size, properties) => ({ type: 'Feature', properties, geometry: { type: 'Polygon', coordinates: [[[x, y], [x + size, y], [x + size, y + size], [x, y + size], [x, y]]] } });
const point = (x, y, properties) => ({ type: 'Feature', properties, geometry: { type: 'Point', coordinates: [x, y] } });
const two = (n) => String(n).padStart(2, '0');

/** Writes the project and gives its path. `plain`: the same shapes with harmless names. */
export function hostileProject(folder, plain = false) {
  mkdirSync(folder, { recursive: true });
  const text = (kind, i) => (plain ? `${kind} name ${two(i)}` : HOSTILE[i]);
  const id = (kind, i) => (plain ? `${kind}${two(i)}` : `${kind}${two(i)} ${HOSTILE[i]}`);
  const layers = { parks: [], zones: [], sites: [], townships: [], counties: [] };
  HOSTILE.forEach((_, i) => {
    const [x, y] = [118.5 + (i % 6) * 0.1, 33 + Math.floor(i / 6) * 0.1];
    layers.parks.push(square(x, y, 0.03, { id: id('P', i), name: text('park', i) }));
    layers.zones.push(square(x + 0.02, y + 0.02, 0.03, { id: id('Z', i), name: text('zone', i), class: i % 2 ? 'redline_national' : plain ? `name ${50 + i}` : HOSTILE[i] }));
    layers.sites.push(point(x + 0.025, y + 0.025, { id: id('S', i), name: text('site', i) }));
    layers.townships.push(square(x, y, 0.09, { id: id('T', i), name: text('township', i), county: text('county', i), county_code: id('C', i) }));
    layers.counties.push(square(x, y, 0.09, { id: id('C', i), name: text('county', i) }));
  });
  let project = `[project]\nname = ${JSON.stringify(plain ? 'plain' : HOSTILE[2])}\nextent = [118, 32.5, 120, 34.5]\nas_of = 2026-11-23\n`;
  for (const [role, features] of Object.entries(layers)) {
    writeFileSync(join(folder, `${role}.geojson`), JSON.stringify({ type: 'FeatureCollection', features }));
    project += `\n[[layer]]\nrole = "${role}"\npath = "${role}.geojson"\naccuracy_m = 2.0\nfields = { id = "id", name = "name"${role === 'zones' ? ', class = "class"' : ''}${role === 'townships' ? ', county = "county", county_code = "county_code"' : ''} }\n`;
  }
  const path = join(folder, 'project.toml');
  writeFileSync(path, `${project}\n[policy]\npack = ${JSON.stringify(resolve('datasets/policies/huaian-demo.toml'))}\n`);
  return path;
}

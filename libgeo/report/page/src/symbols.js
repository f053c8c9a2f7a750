// SPDX-License-Identifier: Apache-2.0
// Rules of the style pack as OpenLayers styles, and as small pictures for legends. Lengths are millimetres.
import CircleStyle from 'ol/style/Circle.js';
import Fill from 'ol/style/Fill.js';
import RegularShape from 'ol/style/RegularShape.js';
import Stroke from 'ol/style/Stroke.js';
import Style from 'ol/style/Style.js';
import Text from 'ol/style/Text.js';
import { svg } from './dom.js';
import { clipped } from './format.js';

export const PX_PER_MM = 96 / 25.4;
const FONT = '"Noto Sans CJK SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",sans-serif';

function rgba({ color, opacity }) {
  const part = (at) => parseInt(color.slice(at, at + 2), 16);
  return `rgba(${part(1)},${part(3)},${part(5)},${opacity})`;
}

/** A tile of parallel lines that repeats without a seam. */
function pattern(hatch) {
  const spacing = hatch.spacing * PX_PER_MM;
  const radians = hatch.angle * Math.PI / 180;
  const [sin, cos] = [Math.abs(Math.sin(radians)), Math.abs(Math.cos(radians))];
  const width = sin < 0.01 ? 8 : Math.max(2, Math.round(spacing / sin));
  const height = cos < 0.01 ? 8 : Math.max(2, Math.round(spacing / cos));
  const tile = document.createElement('canvas');
  [tile.width, tile.height] = [width, height];
  const context = tile.getContext('2d');
  context.strokeStyle = rgba(hatch);
  context.lineWidth = Math.max(0.7, hatch.width * PX_PER_MM);
  context.beginPath();
  const line = (x1, y1, x2, y2) => { context.moveTo(x1, y1); context.lineTo(x2, y2); };
  if (sin < 0.01) line(0, height / 2, width, height / 2);
  else if (cos < 0.01) line(width / 2, 0, width / 2, height);
  else {
    const rises = Math.cos(radians) * Math.sin(radians) > 0;
    for (const shift of [-width, 0, width]) {
      if (rises) line(shift - width, 2 * height, shift + width * 2, -height);
      else line(shift - width, -height, shift + width * 2, 2 * height);
    }
  }
  context.stroke();
  return context.createPattern(tile, 'repeat');
}

function stroke(edging) {
  const dash = edging.dash?.map((length) => length * PX_PER_MM);
  return new Stroke({ color: rgba(edging), width: edging.width * PX_PER_MM, lineDash: dash, lineCap: dash ? 'butt' : 'round' });
}

const POINTS = { square: [4, Math.PI / 4], diamond: [4, 0], triangle: [3, 0], star: [5, 0], cross: [4, 0] };

function marker(spec) {
  const look = { fill: new Fill({ color: rgba(spec) }), stroke: spec.edging && stroke(spec.edging), radius: spec.size * PX_PER_MM / 2 };
  if (!POINTS[spec.shape]) return new CircleStyle(look);
  const [points, angle] = POINTS[spec.shape];
  const radius = look.radius * (spec.shape === 'square' ? Math.SQRT2 : 1.2);
  const radius2 = { star: radius * 0.45, cross: 0 }[spec.shape];
  return new RegularShape({ ...look, points, angle, radius, radius2 });
}

/** The styles that paint a rule, without its label. */
export function stylesOf(rule) {
  const styles = [];
  if (rule.fill) styles.push(new Style({ fill: new Fill({ color: rgba(rule.fill) }) }));
  for (const hatch of rule.hatches ?? []) styles.push(new Style({ fill: new Fill({ color: pattern(hatch) }) }));
  for (const edging of rule.edgings ?? []) styles.push(new Style({ stroke: stroke(edging) }));
  if (rule.marker) styles.push(new Style({ image: marker(rule.marker) }));
  return styles;
}

export function labelStyle(label, text) {
  const size = Math.max(11, label.size * PX_PER_MM);
  return new Style({
    zIndex: label.priority,
    text: new Text({
      text: clipped(text, 24), font: `${label.bold ? '600 ' : ''}${size}px ${FONT}`, fill: new Fill({ color: rgba(label) }),
      stroke: label.halo && new Stroke({ color: rgba({ ...label.halo, opacity: 1 }), width: 2 * label.halo_width * PX_PER_MM }),
      overflow: true,
    }),
  });
}

function hatchLines(hatch, width, height) {
  const spacing = hatch.spacing * PX_PER_MM;
  const radians = -hatch.angle * Math.PI / 180;
  const [dx, dy] = [Math.cos(radians), Math.sin(radians)];
  const far = width + height;
  const lines = [];
  for (let step = -far; step <= far; step += spacing) {
    const [x, y] = [width / 2 - dy * step, height / 2 + dx * step];
    lines.push(svg('line', { x1: x - dx * far, y1: y - dy * far, x2: x + dx * far, y2: y + dy * far, stroke: hatch.color,
      'stroke-width': Math.max(0.7, hatch.width * PX_PER_MM), 'stroke-opacity': hatch.opacity }));
  }
  return lines;
}

function markerShape(spec, x, y) {
  const r = spec.size * PX_PER_MM / 2 * 1.15;
  const look = { fill: spec.color, stroke: spec.edging?.color, 'stroke-width': spec.edging ? 1 : null };
  if (!POINTS[spec.shape]) return svg('circle', { cx: x, cy: y, r, ...look });
  const count = { triangle: 3, star: 10 }[spec.shape] ?? 4;
  const turn = spec.shape === 'square' ? Math.PI / 4 : 0;
  const corner = (i) => {
    const radius = spec.shape === 'star' && i % 2 ? r * 0.45 : spec.shape === 'square' ? r * 1.2 : r * 1.25;
    const angle = turn - Math.PI / 2 + 2 * Math.PI * i / count;
    return `${(x + radius * Math.cos(angle)).toFixed(2)},${(y + radius * Math.sin(angle)).toFixed(2)}`;
  };
  return svg('polygon', { points: Array.from({ length: count }, (_, i) => corner(i)).join(' '), ...look });
}

/** A rule as a small picture. */
export function swatch(rule, width = 26, height = 16) {
  const inside = [svg('rect', { width, height, fill: '#fdfcf8' })];
  if (rule.fill) inside.push(svg('rect', { width, height, fill: rule.fill.color, 'fill-opacity': rule.fill.opacity }));
  for (const hatch of rule.hatches ?? []) inside.push(...hatchLines(hatch, width, height));
  const areal = rule.fill || rule.hatches;
  for (const edging of rule.edgings ?? []) {
    const look = { fill: 'none', stroke: edging.color, 'stroke-width': Math.max(1, edging.width * PX_PER_MM),
      'stroke-dasharray': edging.dash?.map((length) => length * PX_PER_MM * 0.8).join(' ') };
    inside.push(areal ? svg('rect', { x: 0.5, y: 0.5, width: width - 1, height: height - 1, ...look })
      : svg('line', { x1: 0, y1: height / 2, x2: width, y2: height / 2, ...look }));
  }
  if (rule.marker) inside.push(markerShape(rule.marker, width / 2, height / 2));
  return svg('svg', { class: 'swatch', width, height, viewBox: `0 0 ${width} ${height}`, 'aria-hidden': 'true' }, inside);
}

/** The rule of the style pack for a class of a layer; undefined when there is none. */
export function ruleFor(styles, source, id) {
  return styles.find((style) => style.source === source)?.rules.find((rule) => rule.id === id);
}

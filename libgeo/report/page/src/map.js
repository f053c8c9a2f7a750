// SPDX-License-Identifier: Apache-2.0
// The map: layers of the style pack from the bottom to the top, no ground but what the results hold.
import Feature from 'ol/Feature.js';
import OlMap from 'ol/Map.js';
import View from 'ol/View.js';
import Zoom from 'ol/control/Zoom.js';
import { boundingExtent, buffer, createEmpty, extend, getWidth, isEmpty } from 'ol/extent.js';
import MultiPolygon from 'ol/geom/MultiPolygon.js';
import Point from 'ol/geom/Point.js';
import { defaults as defaultInteractions } from 'ol/interaction/defaults.js';
import Graticule from 'ol/layer/Graticule.js';
import VectorLayer from 'ol/layer/Vector.js';
import VectorSource from 'ol/source/Vector.js';
import Fill from 'ol/style/Fill.js';
import Stroke from 'ol/style/Stroke.js';
import Style from 'ol/style/Style.js';
import CircleStyle from 'ol/style/Circle.js';
import Text from 'ol/style/Text.js';
import { el, replace } from './dom.js';
import { number } from './format.js';
import { on, rows, select, state } from './state.js';
import { PX_PER_MM, labelStyle, stylesOf } from './symbols.js';
import { word } from './words.js';

const SELECTABLE = ['sites', 'conflicts', 'parks', 'zones', 'townships', 'counties']; // what a click means, first of all
const HIT_PX = 9;

function geometryOf({ flat, parts }, points) {
  if (parts.length === 0) return null;
  return points ? new Point(flat.slice(0, 2)) : new MultiPolygon(flat, 'XY', parts);
}

function sourceOf(name, features, points) {
  const list = [];
  features.forEach((shape, index) => {
    const geometry = geometryOf(shape, points);
    if (!geometry) return;
    const feature = new Feature(geometry);
    feature.row = index;
    feature.layer = name;
    list.push(feature);
  });
  return new VectorSource({ features: list, wrapX: false });
}

export class PageMap {
  constructor(place) {
    this.place = place;
    const { map, styles } = state.data;
    this.sources = new Map();
    for (const shape of map.shapes)
      this.sources.set(shape.layer, sourceOf(shape.layer, map.features_of[shape.layer], shape.points));
    this.layers = styles.filter((style) => this.sources.has(style.source)).map((style) => this.styledLayer(style));
    this.graticule = this.makeGraticule();
    this.focus = this.makeFocus();
    this.target = el('div', { class: 'map', tabindex: 0, role: 'application' });
    this.scale = el('div', { class: 'scale' });
    replace(place, this.target, this.scale);
    this.map = new OlMap({
      target: this.target, controls: [], layers: [this.graticule, ...this.layers, this.focus],
      interactions: defaultInteractions({ altShiftDragRotate: false, pinchRotate: false, onFocusOnly: true }),
      view: new View({ maxZoom: 20, showFullExtent: true, padding: [10, 10, 10, 10] }),
    });
    this.showAll();
    this.map.on('singleclick', (event) => this.click(event));
    this.map.on('moveend', () => this.drawScale());
    on('language', () => this.translate());
    on('select', (selection) => this.follow(selection));
    on('filter', () => this.layers.forEach((layer) => layer.changed()));
    this.translate();
  }

  styledLayer(style) {
    const drawn = state.data.map.features[style.id];
    const painted = style.rules.map(stylesOf);
    const labels = new Map();
    const layer = new VectorLayer({
      source: this.sources.get(style.source), declutter: style.source, visible: style.shown, updateWhileInteracting: false,
      style: (feature, resolution) => {
        const index = feature.row;
        const rule = style.rules[drawn.rule_of[index]];
        const shown = state.shown[style.source];
        if (!rule || (shown && !shown.has(index))) return null;
        const scale = this.denominator(resolution);
        if (scale < rule.min_scale || scale > rule.max_scale) return null;
        const paint = painted[drawn.rule_of[index]];
        const label = rule.label;
        if (!label || scale < label.min_scale || scale > label.max_scale) return paint;
        if (!labels.has(index)) labels.set(index, labelStyle(label, drawn.labels[index]));
        return [...paint, labels.get(index)];
      },
    });
    layer.spec = style;
    return layer;
  }

  makeGraticule() {
    const line = new Stroke({ color: 'rgba(90,100,106,0.28)', width: 0.8 });
    const label = (align, baseline) => new Text({ font: '11px sans-serif', textAlign: align, textBaseline: baseline,
      fill: new Fill({ color: '#5a646a' }), stroke: new Stroke({ color: '#fdfcf8', width: 3 }) });
    const degrees = (value, positive, negative) => `${number(Math.abs(value), 3).replace(/\.?0+$/, '')}° ${value < 0 ? negative : positive}`;
    return new Graticule({
      strokeStyle: line, showLabels: true, wrapX: false, lonLabelPosition: 0.01, latLabelPosition: 0.998, targetSize: 140,
      lonLabelStyle: label('center', 'bottom'), latLabelStyle: label('end', 'middle'),
      lonLabelFormatter: (value) => degrees(value, 'E', 'W'), latLabelFormatter: (value) => degrees(value, 'N', 'S'),
    });
  }

  makeFocus() {
    const halo = (width, color) => new Style({ stroke: new Stroke({ color, width }), image: new CircleStyle({ radius: 9, stroke: new Stroke({ color, width }) }) });
    return new VectorLayer({ source: new VectorSource({ wrapX: false }), style: [halo(6, 'rgba(255,255,255,0.85)'), halo(2.6, '#22282c')] });
  }

  /** Denominator of the scale on a screen of 96 dots an inch, at the middle of the map. */
  denominator(resolution) {
    const centre = this.map?.getView().getCenter() ?? [0, 0];
    return resolution / Math.cosh(centre[1] / 6378137) * PX_PER_MM * 1000;
  }

  extentOf(names) {
    const all = createEmpty();
    for (const name of names) {
      const source = this.sources.get(name);
      if (source && !source.isEmpty()) extend(all, source.getExtent());
    }
    return all;
  }

  showAll() {
    let extent = this.extentOf(['counties', 'townships', 'parks']);
    if (isEmpty(extent)) extent = this.extentOf([...this.sources.keys()]);
    if (!isEmpty(extent)) this.map.getView().fit(extent, { padding: [14, 14, 14, 14] });
  }

  zoomTo(extent) {
    const least = Math.max(getWidth(extent) * 0.25, 400);
    this.map.getView().fit(buffer(extent, least), { duration: matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 250, maxZoom: 16 });
  }

  featureOf(layer, index) {
    return this.sources.get(layer)?.getFeatures().find((feature) => feature.row === index);
  }

  /** Follows a selection that was made elsewhere, or marks the one made here. */
  follow({ layer, index, from }) {
    const source = this.focus.getSource();
    source.clear();
    if (!layer) return;
    const feature = this.featureOf(layer, index);
    if (!feature) return;
    source.addFeature(new Feature(feature.getGeometry()));
    if (from !== 'map') this.zoomTo(feature.getGeometry().getExtent());
  }

  isDrawn(feature) {
    const shown = state.shown[feature.layer];
    return (!shown || shown.has(feature.row)) && this.layers.some((layer) => layer.spec.source === feature.layer && layer.getVisible());
  }

  /** Everything at a place, what a click means first. */
  featuresAt(coordinate) {
    const reach = HIT_PX * this.map.getView().getResolution();
    const found = [];
    for (const name of SELECTABLE) {
      const source = this.sources.get(name);
      if (!source) continue;
      const hits = name === 'sites'
        ? source.getFeaturesInExtent(buffer(boundingExtent([coordinate]), reach)).sort((a, b) => this.away(a, coordinate) - this.away(b, coordinate)).slice(0, 5)
        : source.getFeaturesAtCoordinate(coordinate);
      found.push(...hits.filter((feature) => this.isDrawn(feature)).map((feature) => ({ layer: name, index: feature.row })));
    }
    return found;
  }

  away(feature, [x, y]) {
    const [a, b] = feature.getGeometry().getCoordinates();
    return Math.hypot(a - x, b - y);
  }

  click(event) {
    const found = this.featuresAt(event.coordinate);
    const park = found.find((hit) => hit.layer === 'parks');
    const first = found[0]?.layer === 'conflicts' && park ? park : found[0];
    state.also = found.filter((hit) => hit !== first);
    select(first?.layer ?? null, first?.index ?? null, 'map');
  }

  setVisible(id, visible) {
    (id === 'graticule' ? this.graticule : this.layers.find((layer) => layer.spec.id === id)).setVisible(visible);
  }

  translate() {
    if (this.zoom) this.map.removeControl(this.zoom);
    this.zoom = new Zoom({ zoomInTipLabel: word('zoom_in'), zoomOutTipLabel: word('zoom_out') });
    this.map.addControl(this.zoom);
    this.target.setAttribute('aria-label', word('map_help'));
    this.drawScale();
  }

  /** A scale line of a round length, and the scale as a number. */
  drawScale() {
    const resolution = this.map.getView().getResolution();
    if (!resolution) return;
    const metres = this.denominator(resolution) / PX_PER_MM / 1000;
    const power = 10 ** Math.floor(Math.log10(metres * 150));
    const length = [5, 2, 1].map((step) => step * power).find((step) => step <= metres * 150);
    const text = length < 1000 ? `${length} m` : `${length / 1000} km`;
    replace(this.scale, el('span', { class: 'bar', css: { width: `${Math.round(length / metres)}px` } }), el('span', {}, text),
      el('span', { class: 'ratio' }, `1 : ${number(Number((metres * 1000 * PX_PER_MM).toPrecision(2)), 0)}`));
  }

  /** The map as a picture that can be scaled, for print. */
  picture() {
    const canvas = el('canvas', { class: 'print-map' });
    const drawn = [...this.target.querySelectorAll('canvas')].filter((one) => one.width > 0);
    if (drawn.length === 0) return canvas;
    [canvas.width, canvas.height] = [drawn[0].width, drawn[0].height];
    const context = canvas.getContext('2d');
    context.fillStyle = '#fdfcf8';
    context.fillRect(0, 0, canvas.width, canvas.height);
    for (const one of drawn) context.drawImage(one, 0, 0, canvas.width, canvas.height);
    return canvas;
  }
}

export const hasMap = () => Boolean(state.data.map) && state.data.map.shapes.some((shape) => rows(shape.layer).length > 0);

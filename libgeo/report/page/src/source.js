// SPDX-License-Identifier: Apache-2.0
// What stands in the page: blocks of base64 and zlib. See libgeo/report/page_shapes.hpp for the shapes.

async function bytesOf(id) {
  const block = document.getElementById(id);
  if (!block) return null;
  const text = atob(block.textContent);
  block.remove();
  const packed = new Uint8Array(text.length);
  for (let i = 0; i < text.length; ++i) packed[i] = text.charCodeAt(i);
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Rows as objects; `index` is the row's number, by which map and tables know it. */
function rowsOf(table) {
  return table.rows.map((cells, index) => {
    const row = { index };
    table.columns.forEach((name, c) => { row[name] = cells[c]; });
    return row;
  });
}

const RADIUS = 6378137;

export function toMercator(lon, lat) {
  return [RADIUS * lon * Math.PI / 180, RADIUS * Math.log(Math.tan(Math.PI / 4 + lat * Math.PI / 360))];
}

/** The features of each layer: flat web-map coordinates with the ends of their rings, by part. */
function shapesOf(bytes, layers) {
  const shapes = {};
  let at = 0;
  const number = () => {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = bytes[at++];
      value += (byte % 128) * factor;
      if (byte < 128) return value;
    }
  };
  const step = () => {
    const value = number();
    return value % 2 ? -(value + 1) / 2 : value / 2;
  };
  for (const layer of layers) {
    const features = [];
    let x = 0;
    let y = 0;
    for (let count = number(); count > 0; --count) {
      const flat = [];
      const parts = [];
      for (let left = number(); left > 0; --left) {
        const ends = [];
        for (let rings = number(); rings > 0; --rings) {
          const first = flat.length;
          for (let points = number(); points > 0; --points) {
            x += step();
            y += step();
            flat.push(...toMercator(x / 1e7, y / 1e7));
          }
          if (!layer.points) flat.push(flat[first], flat[first + 1]);
          ends.push(flat.length);
        }
        parts.push(ends);
      }
      features.push({ flat, parts });
    }
    shapes[layer.layer] = features;
  }
  return shapes;
}

export async function read() {
  const data = JSON.parse(new TextDecoder().decode(await bytesOf('data')));
  for (const name of Object.keys(data.tables)) data.tables[name] = rowsOf(data.tables[name]);
  if (data.map) data.map.features_of = shapesOf(await bytesOf('shapes'), data.map.shapes);
  return data;
}

// SPDX-License-Identifier: Apache-2.0
// The report page as its readers meet it: node test_page.mjs PACKAGES CHROMIUM PARKLINE [PICTURES]
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { hostileProject, HOSTILE } from './hostile.mjs';
import { Reader, dataOf } from './reader.mjs';

const [packages, chromium, parkline, pictures] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'parkline-page-'));
const at = (name) => join(folder, name);
const run = (...args) => execFileSync(parkline, [...args, '-q'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
let reader;
let city; // Huai'an on a screen of 1280

before(async () => {
  if (pictures) mkdirSync(pictures, { recursive: true });
  run('run', 'datasets/huaian/project.toml', '-o', at('huaian'));
  run('report', at('huaian'), '--html', at('city.html'));
  run('report', at('huaian'), '--html', at('redacted.html'), '--redact');
  run('report', 'datasets/nl-natura2000/project.toml', '--html', at('nl.html'), '--page-lang', 'en');
  run('report', hostileProject(at('hostile')), '--html', at('hostile.html'), '--page-lang', 'en');
  reader = await Reader.start(packages, chromium);
  city = await reader.open(at('city.html'));
});

after(async () => {
  await reader?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const picture = async (page, name, options = {}) => { if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`), ...options }); };
const quiet = (page) => { assert.deepEqual(page.complaints, []); assert.deepEqual(page.requests, []); };
const visible = (page, tab) => page.locator(`#panel-${tab} tbody tr`);
const english = async (page) => { if (await page.locator('html').getAttribute('lang') !== 'en') await page.click('#switch-language'); };
const chinese = async (page) => { if (await page.locator('html').getAttribute('lang') === 'en') await page.click('#switch-language'); };
const noSidewaysScroll = (page) => page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);

test('the page opens from disk with every part, and asks for nothing', async () => {
  quiet(city);
  for (const part of ['#summary', '.map canvas', '.legend', '#tables table', '#charts figure', '#about table']) assert.ok(await city.locator(part).first().isVisible(), part);
  assert.match(await city.locator('.headline').innerText(), /14 个园区中，4 个须关闭/);
  assert.equal(await visible(city, 'parks').count(), 14);
  assert.ok(await noSidewaysScroll(city));
  await picture(city, 'desktop-zh', { fullPage: true });
});

test('the map is painted: many colours, and other pixels when a layer is switched off', async () => {
  const colours = () => city.evaluate(() => {
    const canvas = document.querySelector('.map canvas');
    const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
    const seen = new Set();
    let sum = 0;
    for (let i = 0; i < pixels.length; i += 4) { seen.add((pixels[i] << 16) | (pixels[i + 1] << 8) | pixels[i + 2]); sum = (sum * 31 + pixels[i]) % 1000003; }
    return [seen.size, sum];
  });
  const [many, with_zones] = await colours();
  assert.ok(many > 200, `${many} colours`);
  const zones = city.locator('.legend .switch', { hasText: '管控区' }).locator('input');
  await zones.uncheck();
  await city.waitForTimeout(300);
  assert.notEqual((await colours())[1], with_zones);
  await zones.check();
});

test('the worst conflicts are violations by area, then the largest of the rest, with none of the tables missing', async () => {
  const { columns, rows } = (await dataOf(readFileSync(at('city.html'), 'utf8'))).tables.conflicts;
  const of = (row, name) => row[columns.indexOf(name)];
  const wanted = rows.filter((row) => of(row, 'statutory') !== 0).sort((a, b) => (of(b, 'status') === 'violation') - (of(a, 'status') === 'violation') || of(b, 'area_m2') - of(a, 'area_m2'));
  const shown = await city.locator('.worst .names').allInnerTexts();
  assert.deepEqual(shown, wanted.slice(0, 10).map((row) => `${of(row, 'park_name')} × ${of(row, 'zone_name')}`));
  assert.ok(shown.some((names) => names.includes('运南清水') || names.includes('清水通道')), 'a certain overlap of 156 ha stands before slivers');
});

test('a click on one of the worst conflicts says why: verdict, criterion with limit and source', async () => {
  await chinese(city);
  await city.locator('.worst button').first().click();
  const text = await city.locator('#detail').innerText();
  for (const words of ['HG06 × 3208HX005', '确定', '量得', '可能', '关闭', '一票否决', 'P1', '不占国家级生态保护红线', '不符合', '依据', '工信部联原']) assert.ok(text.includes(words), `${words} in ${text}`);
  assert.equal(await city.locator('#detail .trace .failed').count(), 1, 'only what rests on this zone');
  await picture(city, 'conflict-zh');
  await city.keyboard.press('Escape');
  await city.locator('#tab-parks').click();
});

test('a layer that declares no accuracy is said to have certain areas by default only', async () => {
  assert.ok(!(await city.locator('.looks').innerText()).includes('位置精度'), 'all layers of the demo declare theirs');
  const project = hostileProject(at('silent'), true);
  writeFileSync(project, readFileSync(project, 'utf8').replace('path = "zones.geojson"\naccuracy_m = 2.0', 'path = "zones.geojson"'));
  run('report', project, '--html', at('silent.html'), '--page-lang', 'en');
  const page = await reader.open(at('silent.html'));
  const said = (await page.locator('.looks').innerText()).split('\n').filter((line) => line.includes('accuracy declared'));
  assert.equal(said.length, 1);
  assert.match(said[0], /zones/);
  quiet(page);
  await page.close();
});

test('no two layers of the legend have one name, in either language', async () => {
  for (const language of [chinese, english]) {
    await language(city);
    const titles = await city.locator('.legend .switch').allInnerTexts();
    assert.equal(new Set(titles).size, titles.length, titles.join());
  }
  await chinese(city);
});

test('names in charts are whole where they fit, in either language', async () => {
  await english(city);
  const names = await city.locator('#charts figure').first().locator('g > text:first-child').evaluateAll((all) => all.map((text) => [text.firstChild.data, text.getBBox().x]));
  for (const [name, left] of names) { assert.ok(!name.includes('…') || name.length > 20, name); assert.ok(left >= 0, `${name} begins at ${left}`); }
  await chinese(city);
});

test('a click on a park shows its verdict, three areas and the trace with sources', async () => {
  await city.locator('#panel-parks tbody tr', { hasText: 'HG06' }).locator('button').click(); // the map goes there
  await city.keyboard.press('Escape');
  assert.ok((await city.locator('#detail').getAttribute('class')).includes('empty'));
  await city.locator('.map').scrollIntoViewIfNeeded();
  const box = await city.locator('.map').boundingBox();
  await city.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await city.waitForSelector('#detail h3');
  const text = await city.locator('#detail').innerText();
  for (const words of ['HG06', '关闭', '确定', '量得', '可能', '4,331,4', '一票否决', '依据', '最小改动', '国家级生态保护红线', '不符合']) assert.ok(text.includes(words), `${words} in ${text}`);
  assert.equal(await city.locator('#panel-parks tr[aria-selected]').getAttribute('data-row'), '5');
  assert.ok(await city.locator('.trace .failed').count() >= 1);
  await city.locator('#explore').scrollIntoViewIfNeeded();
  await picture(city, 'park-zh');
});

test('the areas on the page are those of the published tables', async () => {
  const csv = readFileSync(join(at('huaian'), 'parks.csv'), 'utf8').split('\n').find((line) => line.startsWith('HG06,')).split(',');
  const shown = (await city.locator('#detail .areas').first().innerText()).replace(/,/g, '');
  assert.ok(shown.includes(`${csv[3]} m²`) && shown.includes(`${csv[4]} m²`), `${csv[3]}, ${csv[4]} in ${shown}`);
});

test('a table filters by text and by class, and the map follows', async () => {
  await chinese(city);
  await city.fill('#panel-parks input[type=search]', '维桥');
  assert.equal(await visible(city, 'parks').count(), 1);
  assert.ok((await city.locator('.legend').innerText()).includes('0 / 3'), 'the legend counts what is shown');
  await city.fill('#panel-parks input[type=search]', '');
  await city.selectOption('#panel-parks select', 'review');
  assert.equal(await visible(city, 'parks').count(), 2);
  await city.selectOption('#panel-parks select', '');
  assert.equal(await visible(city, 'parks').count(), 14);
});

test('a table sorts by numbers, both ways, and says so', async () => {
  const header = city.locator('#panel-parks th', { hasText: '冲突 m²' });
  await header.locator('button').click();
  assert.equal(await header.getAttribute('aria-sort'), 'descending');
  assert.ok((await visible(city, 'parks').first().innerText()).includes('HG06'));
  await header.locator('button').click();
  assert.equal(await header.getAttribute('aria-sort'), 'ascending');
  assert.ok((await visible(city, 'parks').last().innerText()).includes('HG06'));
});

test('the search finds ids and parts of Chinese names, by keyboard alone', async () => {
  const input = city.locator('.finder input');
  await input.focus();
  await city.keyboard.type('盐化');
  assert.equal(await city.locator('#hits li').count(), 2);
  await city.keyboard.press('ArrowDown');
  assert.equal(await input.getAttribute('aria-activedescendant'), 'hit-1');
  await city.keyboard.press('Enter');
  assert.match(await city.locator('#detail h3').innerText(), /HG03/);
  await input.fill('qy0178');
  await input.press('Enter');
  assert.match(await city.locator('#detail h3').innerText(), /QY0178/);
  assert.equal(await city.locator('#tab-sites').getAttribute('aria-selected'), 'true');
  await input.fill('没有这个');
  assert.match(await city.locator('#hits').innerText(), /没有找到/);
  await city.keyboard.press('Escape');
});

test('the keyboard reaches everything: skip link, tabs, rows, map', async () => {
  await city.evaluate(() => { document.activeElement.blur(); window.scrollTo(0, 0); });
  await city.locator('.skip').focus();
  assert.ok(await city.locator('.skip').isVisible());
  await city.locator('#tab-parks').click();
  await city.keyboard.press('ArrowRight');
  assert.equal(await city.evaluate(() => document.activeElement.id), 'tab-conflicts');
  await city.keyboard.press('End');
  assert.equal(await city.evaluate(() => document.activeElement.id), 'tab-problems');
  await city.keyboard.press('Home');
  for (let i = 0; i < 40 && !(await city.evaluate(() => document.activeElement.closest('tbody'))); ++i) await city.keyboard.press('Tab');
  await city.keyboard.press('Enter');
  assert.equal(await city.evaluate(() => document.activeElement.closest('#detail') !== null), true, 'focus goes to the sheet');
  await city.keyboard.press('Escape');
  assert.equal(await city.evaluate(() => document.activeElement.closest('tbody') !== null), true, 'and back to the row');
  await city.locator('.map').focus();
  const before_move = await city.locator('.scale').innerText();
  await city.keyboard.press('+');
  await city.waitForTimeout(400);
  assert.notEqual(await city.locator('.scale').innerText(), before_move);
  const named = await city.evaluate(() => [...document.querySelectorAll('button, input, select')].filter((node) => !(node.textContent.trim() || node.getAttribute('aria-label') || node.title || node.closest('label'))).length);
  assert.equal(named, 0, 'every control has a name');
});

test('the language switches everywhere, and back', async () => {
  await english(city);
  assert.match(await city.locator('.headline').innerText(), /Of 14 parks, 4 must close/);
  assert.equal(await city.locator('html').getAttribute('lang'), 'en');
  for (const words of ['Worst conflicts', 'Layers and legend', 'Charts', 'Provenance']) assert.ok((await city.locator('#page').innerText()).includes(words), words);
  const own = await city.evaluate(() => [...document.querySelectorAll('th button, h2, h4, .tabs button, dt')].map((node) => node.innerText).filter((text) => /[\u4e00-\u9fff]/.test(text)));
  assert.deepEqual(own, []);
  await picture(city, 'desktop-en', { fullPage: true });
  await chinese(city);
  assert.match(await city.locator('.headline').innerText(), /14 个园区中/);
});

/** Texts whose contrast with what is behind them is below WCAG AA. */
const lowContrast = (page) => page.evaluate(() => {
  const channel = (value) => (value / 255 <= 0.03928 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const parse = (text) => { const parts = text.match(/[\d.]+/g).map(Number); return { rgb: parts.slice(0, 3), alpha: parts[3] ?? 1 }; };
  const behind = (node) => { for (let at = node; at; at = at.parentElement) { const colour = parse(getComputedStyle(at).backgroundColor); if (colour.alpha > 0.8) return colour.rgb; } return [255, 255, 255]; };
  const bad = [];
  for (const node of document.querySelectorAll('#page *')) {
    if (![...node.childNodes].some((child) => child.nodeType === 3 && child.textContent.trim()) || node.closest('.hidden, .skip') || node.getClientRects().length === 0) continue;
    const style = getComputedStyle(node);
    const ink = node.closest('svg') ? parse(style.fill).rgb : parse(style.color).rgb;
    const [a, b] = [light(ink), light(behind(node))].sort((x, y) => y - x);
    const large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && Number(style.fontWeight) >= 700);
    if ((a + 0.05) / (b + 0.05) < (large ? 3 : 4.5)) bad.push(`${node.tagName}.${node.className} "${node.textContent.slice(0, 30)}" ${((a + 0.05) / (b + 0.05)).toFixed(2)}`);
  }
  return bad;
});

test('all texts have the contrast of WCAG AA, light and dark', async () => {
  assert.deepEqual(await lowContrast(city), []);
  await city.click('#switch-theme');
  assert.deepEqual(await lowContrast(city), []);
  await city.evaluate(() => window.scrollTo(0, 0));
  await picture(city, 'dark-zh');
  await city.click('#switch-theme');
});

test('printing gives whole tables and a picture of the map on A4', async () => {
  await city.keyboard.press('Escape');
  const pdf = await city.pdf({ preferCSSPageSize: true });
  const path = at('city.pdf');
  writeFileSync(path, pdf);
  if (pictures) writeFileSync(join(pictures, 'print.pdf'), pdf);
  const text = execFileSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8', maxBuffer: 1e8 });
  for (const words of ['HG01', 'HG14', '3208HX036', '最严重的冲突']) assert.ok(text.includes(words), words);
  assert.match(execFileSync('pdfinfo', [path], { encoding: 'utf8' }), /Page size: +59[45]\.\d+ x 84[12]/);
  const boxes = execFileSync('pdftotext', ['-bbox', path, '-'], { encoding: 'utf8', maxBuffer: 1e8 });
  const beyond = [...boxes.matchAll(/xMin="([\d.-]+)"[^>]*xMax="([\d.]+)"[^>]*>([^<]*)/g)].filter(([, left, right]) => Number(left) < 20 || Number(right) > 575);
  assert.deepEqual(beyond.map((match) => match[3]), [], 'texts beyond the margins');
  const images = execFileSync('pdfimages', ['-list', path], { encoding: 'utf8' });
  assert.ok(images.split('\n').some((line) => /^\s+\d+\s+\d+\s+(image|smask)\s+[5-9]\d\d|^\s+\d+\s+\d+\s+image\s+1\d\d\d/.test(line)), `the map is on paper\n${images}`);
  quiet(city);
});

test('on a telephone everything fits its width', async () => {
  const page = await reader.open(at('city.html'), { width: 390, height: 844 });
  assert.ok(await noSidewaysScroll(page));
  await picture(page, 'phone-zh');
  await page.locator('.worst button').first().click();
  assert.ok((await page.locator('#detail').innerText()).includes('HG06'));
  await picture(page, 'phone-detail');
  quiet(page);
  await page.close();
});

test('the redacted page has no map, no shape and no coordinate', async () => {
  const html = readFileSync(at('redacted.html'), 'utf8');
  assert.ok(!html.includes('id="shapes"'));
  const full = await dataOf(readFileSync(at('city.html'), 'utf8'));
  const data = await dataOf(html);
  assert.equal(data.map, undefined);
  const text = JSON.stringify(data);
  for (const table of ['sites', 'problems'])
    for (const row of full.tables[table].rows)
      for (const name of ['lon', 'lat']) {
        const value = row[full.tables[table].columns.indexOf(name)];
        if (value !== null) assert.ok(!text.includes(Number(value).toFixed(4)), `${table} ${value}`);
      }
  assert.ok(full.tables.sites.columns.includes('lon'));
  for (const table of Object.values(data.tables)) for (const name of ['lon', 'lat', 'message_zh', 'message_en']) assert.ok(!table.columns.includes(name));
  assert.deepEqual(text.match(/\b1(1[789]|20)\.\d{5,}/g), null);
  const page = await reader.open(at('redacted.html'));
  assert.equal(await page.locator('.map, canvas').count(), 0);
  assert.ok((await page.locator('#page').innerText()).includes('脱敏版'));
  await page.locator('#panel-parks button.link').first().click();
  assert.ok((await page.locator('#detail').innerText()).includes('依据'));
  await picture(page, 'redacted');
  quiet(page);
  await page.close();
});

test('the Dutch set stays below 20 MB and fluid', async () => {
  const bytes = statSync(at('nl.html')).size;
  assert.ok(bytes < 20e6, `${bytes} bytes`);
  const page = await reader.open(at('nl.html'));
  const box = await page.locator('.map').boundingBox();
  await page.mouse.move(box.x + 300, box.y + 300);
  const frames = page.evaluate(() => new Promise((done) => { const times = []; const tick = (now) => { times.push(now); if (times.length < 40) requestAnimationFrame(tick); else done(times); }; requestAnimationFrame(tick); }));
  await page.locator('.map').focus();
  await page.mouse.down();
  for (let i = 0; i < 20; ++i) await page.mouse.move(box.x + 300 + 8 * i, box.y + 300 + 5 * i);
  await page.mouse.up();
  const times = await frames;
  const steps = times.slice(1).map((time, i) => time - times[i]).sort((a, b) => a - b);
  console.log(`nl: ${(bytes / 1e6).toFixed(2)} MB, opens in ${page.milliseconds} ms, frame ${steps[Math.floor(steps.length / 2)].toFixed(0)} ms in the median; city: ${(statSync(at('city.html')).size / 1e6).toFixed(2)} MB, ${city.milliseconds} ms`);
  assert.ok(steps[Math.floor(steps.length / 2)] < 250, `${steps}`);
  assert.match(await page.locator('#about').innerText(), /zones|Control zones \d/);
  assert.equal(await visible(page, 'sites').count(), 100);
  await page.locator('#panel-sites .rest button').click();
  assert.equal(await visible(page, 'sites').count(), 600);
  await page.evaluate(() => window.scrollTo(0, 0));
  await picture(page, 'nl-en', { fullPage: true });
  quiet(page);
  await page.close();
});

/** Every cell of every table, by table, row and column. */
const cells = (page) => page.evaluate(() => Object.fromEntries([...document.querySelectorAll('#tables tbody tr')].flatMap((row) => [...row.children].map((cell, c) => [`${row.closest('[role=tabpanel]').id} ${row.dataset.row} ${c}`, cell.textContent]))));

test('hostile texts change nothing but their own cell', async () => {
  run('report', hostileProject(at('plain'), true), '--html', at('plain.html'), '--page-lang', 'en');
  const plain = await reader.open(at('plain.html'));
  const page = await reader.open(at('hostile.html'));
  const [good, bad] = [await cells(plain), await cells(page)];
  const rest = (all) => Object.keys(all).filter((key) => !key.startsWith('panel-problems'));
  assert.deepEqual(rest(bad), rest(good));
  const own = /[PZSTC]\d\d|name \d\d|redline|red line/; // cells that hold an id, a name or a class
  const changed = rest(good).filter((key) => good[key] !== bad[key] && !own.test(good[key]));
  assert.deepEqual(changed.map((key) => [key, good[key], bad[key]]), []);
  const texts = await page.locator('#panel-parks tbody tr td:nth-child(2)').allTextContents();
  assert.deepEqual(texts, HOSTILE);
  for (const [name, most] of [['img, iframe, object, embed, form, base, link, meta[http-equiv=refresh]', 0], ['script', 1], ['a', 1]]) assert.equal(await page.locator(name).count(), most, name);
  assert.equal(await page.evaluate(() => [...document.querySelectorAll('*')].filter((node) => [...node.attributes].some(({ name, value }) => name.startsWith('on') || (/^(href|src|action|formaction|xlink:href|data)$/i.test(name) && /^\s*javascript:/i.test(value)))).length), 0);
  assert.ok(await noSidewaysScroll(page));
  for (const row of await page.locator('#panel-parks tbody tr').all()) assert.ok((await row.boundingBox()).height < 130, 'a long name stays in its cell');
  for (const i of [0, 2, 11, 13, 15]) {
    await page.locator('#panel-parks tbody button.link').nth(i).click();
    assert.ok((await page.locator('#detail h3').textContent()).includes(HOSTILE[i]));
  }
  await page.fill('.finder input', '<script>');
  assert.ok(await page.locator('#hits li').count() >= 4);
  await page.keyboard.press('Enter');
  await picture(page, 'hostile', { fullPage: true });
  quiet(page);
  quiet(plain);
  await plain.close();
  await page.close();
});

test('a browser that would run a foreign script is told not to', async () => {
  const html = readFileSync(at('hostile.html'), 'utf8');
  const policy = /Content-Security-Policy" content="([^"]+)"/.exec(html)[1];
  assert.match(policy, /^default-src &apos;none&apos;; script-src &apos;sha256-/);
  assert.ok(!/unsafe|https?:|\*/.test(policy));
  const broken = html.replace('</body>', '<script>document.title = "taken"</script></body>');
  writeFileSync(at('broken.html'), broken);
  const page = await reader.open(at('broken.html'));
  assert.notEqual(await page.title(), 'taken');
  assert.ok(page.complaints.some((text) => text.includes('Content Security Policy')));
  await page.close();
});

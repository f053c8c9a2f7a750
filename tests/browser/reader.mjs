// SPDX-License-Identifier: Apache-2.0
// A reader of report pages: opens them from disk in Chromium and notes every request and every complaint.
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const FLAGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];

export class Reader {
  static async start(packages, chromium) {
    const { chromium: driver } = createRequire(join(packages, 'package.json'))('playwright-core');
    const reader = new Reader();
    reader.profile = mkdtempSync(join(tmpdir(), 'parkline-chromium-'));
    reader.browser = await driver.launchPersistentContext(reader.profile, { executablePath: chromium, args: FLAGS, headless: true,
      viewport: { width: 1280, height: 900 }, locale: 'en-US', colorScheme: 'light', reducedMotion: 'reduce' });
    return reader;
  }

  async stop() {
    await this.browser.close();
    rmSync(this.profile, { recursive: true, force: true });
  }

  /** Opens a file and waits until the page says that it is ready. */
  async open(path, size = { width: 1280, height: 900 }) {
    const page = await this.browser.newPage();
    await page.setViewportSize(size);
    const url = pathToFileURL(path).href;
    page.complaints = [];
    page.requests = [];
    page.on('console', (message) => { if (['error', 'warning'].includes(message.type()) && !message.text().includes('willReadFrequently')) page.complaints.push(message.text()); }); // printing reads the canvas; Chromium's advice on speed is no fault
    page.on('pageerror', (error) => page.complaints.push(String(error)));
    page.on('dialog', (dialog) => { page.complaints.push(`dialog ${dialog.message()}`); dialog.dismiss(); });
    page.on('request', (request) => { if (request.url() !== url && !request.url().startsWith('data:')) page.requests.push(request.url()); });
    const start = Date.now();
    await page.goto(url);
    await page.waitForSelector('html[data-ready="yes"]', { timeout: 60000 });
    page.milliseconds = Date.now() - start;
    return page;
  }
}

/** What stands in a page's block of data, read without a browser. */
export async function dataOf(html) {
  const { inflateSync } = await import('node:zlib');
  const block = /id="data">([A-Za-z0-9+/=]+)</.exec(html)[1];
  return JSON.parse(inflateSync(Buffer.from(block, 'base64')).toString('utf8'));
}

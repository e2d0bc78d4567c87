/** How long the built playground takes from its address to the first prediction, in a page that has never seen it. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'puppeteer';
import { build } from 'vite';
import { serveFolder } from '../ui/static-server.js';
import type { Figure } from './alone.js';
import { summarise } from './statistics.js';

const configFile = fileURLToPath(new URL('../../vite.config.ts', import.meta.url));

/** The median of `rounds` visits, each without a cache. */
export async function timeFirstPrediction(browser: Browser, rounds: number): Promise<Figure> {
  const folder = await mkdtemp(join(tmpdir(), 'thaw-bench-'));
  try {
    await build({ configFile, logLevel: 'silent', build: { outDir: folder, emptyOutDir: true } });
    const site = await serveFolder(folder, '/thaw/');
    const times: number[] = [];
    for (let round = 0; round < rounds; round++) times.push(await visit(browser, site.url));
    site.close();
    return { name: 'from the address to the first prediction', value: summarise(times).median, unit: 'ms' };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function visit(browser: Browser, url: string): Promise<number> {
  const context = await browser.createBrowserContext();
  try {
    const page = await context.newPage();
    const started = performance.now();
    await page.goto(url);
    await page.waitForSelector('>>> thaw-predictions >>> li ::-p-text(%)', { timeout: 120_000 });
    return performance.now() - started;
  } finally {
    await context.close();
  }
}

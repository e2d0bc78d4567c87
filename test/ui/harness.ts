/** The playground in a headless browser: opened, listened to, and held against accessibility rules. */

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'puppeteer';
import { startBrowser } from '../../playground/headless/browser.js';
import { startServer } from '../../playground/headless/server.js';

export interface Playground {
  /** Where it is served. */
  readonly origin: string;
  /** Opens it in a page of its own. */
  open(options?: OpenOptions): Promise<OpenedPlayground>;
  close(): Promise<void>;
}

export interface OpenOptions {
  /** Relative to the playground, or a whole address. */
  readonly url?: string;
  readonly width?: number;
  readonly height?: number;
  readonly colours?: 'light' | 'dark';
}

export interface OpenedPlayground {
  readonly page: Page;
  /** What went wrong so far: console errors, uncaught errors, failed requests, and requests to other hosts. */
  readonly faults: readonly string[];
}

/** Starts a server and a browser, with flags of its own, for all tests of a file. */
export async function startPlayground(flags: readonly string[] = []): Promise<Playground> {
  const server = await startServer();
  const { browser } = await startBrowser({ flags });
  return {
    origin: server.origin,
    async open({ url = '/', width = 1440, height = 900, colours = 'light' } = {}) {
      const page = await browser.newPage();
      const faults = listen(page);
      await page.setViewport({ width, height });
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: colours }]);
      await page.goto(new URL(url, server.origin).href);
      return { page, faults };
    },
    async close() {
      await browser.close();
      await server.close();
    },
  };
}

function listen(page: Page): readonly string[] {
  const faults: string[] = [];
  page.on('console', (message) => {
    // Lit says so itself, wherever it is not built for production.
    const isExpected = message.text().startsWith('Lit is in dev mode');
    if (['error', 'warn'].includes(message.type()) && !isExpected) faults.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => faults.push(`uncaught: ${String(error)}`));
  page.on('requestfailed', (request) => faults.push(`failed: ${request.url()} ${request.failure()?.errorText ?? ''}`));
  page.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (/^(https?|wss?):$/.test(protocol) && hostname !== '127.0.0.1') faults.push(`another host: ${request.url()}`);
  });
  return faults;
}

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/**
 * What axe-core finds in the page as it is, one line for each rule that is broken and its first place.
 * @param more rules that it does not follow by itself.
 */
export async function accessibilityFaults(page: Page, more: readonly string[] = []): Promise<string[]> {
  await page.evaluate(await readFile(axePath, 'utf8'));
  const rules = Object.fromEntries(more.map((rule) => [rule, { enabled: true }]));
  const results = (await page.evaluate(`axe.run(${JSON.stringify({ rules })})`)) as AxeResults;
  return results.violations.map(
    ({ id, help, nodes }) => `${id}: ${help}: ${String(nodes[0]?.target)} (${nodes.length})`,
  );
}

/** What it finds in either theme, once its colours have arrived. */
export async function faultsInBothThemes(page: Page): Promise<string[]> {
  const faults: string[] = [];
  for (const value of ['dark', 'light']) {
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value }]);
    await new Promise((resolve) => setTimeout(resolve, 300));
    faults.push(...(await accessibilityFaults(page)).map((fault) => `${value}: ${fault}`));
  }
  return faults;
}

/** The text of every element that a selector finds; `>>>` looks into shadow roots. */
export function textsOf(page: Page, selector: string): Promise<string[]> {
  return page.$$eval(selector, (elements) => elements.map((element) => element.textContent.trim()));
}

/** Waits until `probe` gives a value that `isDone`, and gives it. Throws with the last value after `seconds`. */
export async function until<T>(probe: () => Promise<T>, isDone: (value: T) => boolean, seconds = 60): Promise<T> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const value = await probe();
    if (isDone(value)) return value;
    if (Date.now() > deadline) throw new Error(`after ${seconds} s still ${JSON.stringify(value)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

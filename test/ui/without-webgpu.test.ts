/** The playground where it cannot run: it says so in words, with what to do. */

import puppeteer, { type Browser } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findBrowser } from '../../playground/headless/find-browser.js';
import { startServer, type PlaygroundServer } from '../../playground/headless/server.js';
import { accessibilityFaults, textsOf, until } from './harness.js';

let server: PlaygroundServer;

beforeAll(async () => {
  server = await startServer();
});

afterAll(() => server.close());

/** An address of this machine that no browser trusts as it does localhost. */
const untrusted = '192.0.2.1';

async function launch(flag: string): Promise<Browser> {
  const { executablePath, environment } = await findBrowser();
  // The sandbox does not work everywhere, and nothing but our own page is opened.
  return puppeteer.launch({ executablePath, args: ['--no-sandbox', flag], env: { ...process.env, ...environment } });
}

test.each([
  ['a page that is not secure', `--host-resolver-rules=MAP ${untrusted} 127.0.0.1`, untrusted, 'no navigator.gpu'],
  ['a machine without an adapter', '--disable-gpu', '127.0.0.1', 'no adapter'],
])('%s: an alert says what is missing and what helps', async (_, flag, host, found) => {
  const browser = await launch(flag);
  const page = await browser.newPage();
  await page.goto(server.origin.replace('127.0.0.1', host));
  const [alert = ''] = await until(
    () => textsOf(page, '>>> thaw-no-engine >>> [role="alert"]'),
    (alerts) => alerts.length > 0,
  );
  expect(alert).toContain('Thaw cannot run here');
  expect(alert).toContain(found);
  for (const help of ['a current Chrome, Edge, Safari or Firefox', 'https:// or localhost', 'Try again']) {
    expect(alert).toContain(help);
  }
  expect(await accessibilityFaults(page)).toEqual([]);
  await browser.close();
});

/**
 * Runs every `*.gpu.ts` of this folder in a headless browser. The cases are listed here, in Node, so that each is a
 * test with a name; what a case computes, it computes in a page of its file, on one device.
 */

import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startBrowser, type StartedBrowser } from '../../playground/headless/browser.js';
import { startServer, type PlaygroundServer } from '../../playground/headless/server.js';
import type { GpuCases } from './harness.js';
import type { CaseFailure } from './page.js';
import { sourceStack } from './source-stack.js';

const modules = import.meta.glob<{ cases: GpuCases }>('./*.gpu.ts');

let server: PlaygroundServer;
let started: StartedBrowser;

beforeAll(async () => {
  [server, started] = await Promise.all([startServer(), startBrowser()]);
  console.info(`GPU tests run on ${started.adapter.name}.`);
});

afterAll(async () => {
  await Promise.all([started.browser.close(), server.close()]);
});

for (const [path, load] of Object.entries(modules)) {
  const file = path.replace('./', '');
  // A file that cannot be loaded fails one test of its own and leaves the other files alone.
  const names = await load().then(
    ({ cases }) => Object.keys(cases),
    () => undefined,
  );
  describe(file, () => {
    if (names === undefined) {
      test('loads', load);
      return;
    }
    let page: Page;
    const consoleErrors: string[] = [];

    beforeAll(async () => {
      page = await openPage(consoleErrors);
      await page.evaluate((url) => gpuTestPage?.open(url), server.urlOf(`test/gpu/${file}`));
      return () => page.close();
    });

    test.each(names)('%s', async (name) => {
      consoleErrors.length = 0;
      const failure = (await page.evaluate((wanted) => gpuTestPage?.run(wanted), name)) ?? null;
      if (failure !== null) throw await toError(failure);
      expect(consoleErrors).toEqual([]);
    });
  });
}

async function openPage(consoleErrors: string[]): Promise<Page> {
  const page = await started.browser.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error') consoleErrors.push(message.text());
  });
  page.on('pageerror', (error) => consoleErrors.push(String(error)));
  await exposeHeap(page);
  await page.goto(server.urlOf('test/gpu/page.html'));
  await page.addScriptTag({ type: 'module', url: server.urlOf('test/gpu/page.ts') });
  return page;
}

/** Gives the page `heapBytes()`. */
async function exposeHeap(page: Page): Promise<void> {
  const debug = await page.createCDPSession();
  await page.exposeFunction('heapBytes', async () => {
    await debug.send('HeapProfiler.collectGarbage');
    return (await debug.send('Runtime.getHeapUsage')).usedSize;
  });
}

/** The page's error, with the stack that shows where in the case it was thrown. */
async function toError({ message, stack }: CaseFailure): Promise<Error> {
  const error = new Error(message);
  if (stack !== '') error.stack = await sourceStack(stack);
  return error;
}

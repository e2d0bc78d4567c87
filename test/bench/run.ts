/**
 * The bench: `npm run bench [-- --json --only NAME]`. Thaw beside the engines that people would use instead, in one
 * page, on one adapter, with the same inputs; results are checked to be equal before anything is timed. A whole run
 * writes docs/bench.json and docs/bench.svg.
 */

import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'puppeteer';
import { messageOf } from '../../engine/core/errors.js';
import { startBrowser } from '../../playground/headless/browser.js';
import { parseOptions } from '../../playground/headless/options.js';
import { startServer, type PlaygroundServer } from '../../playground/headless/server.js';
import type { Figure } from './alone.js';
import { chartOf } from './chart.js';
import { timeFirstPrediction } from './first-prediction.js';
import { lineOf, linesOf, resultOf, type Report, type Result } from './report.js';
import type { Timing } from './page.js';
import { workloads, type Workload } from './workloads.js';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const options = parseOptions(
  {
    json: { kind: 'flag', help: 'print one JSON object on standard output' },
    only: { kind: 'text', value: 'NAME', help: 'workloads whose name contains this; writes no file' },
    rounds: { kind: 'number', isInteger: true, least: 1, fallback: 7, help: 'timed rounds' },
  },
  process.argv.slice(2),
);

installPeers();
const report = await bench();
if (options.json) process.stdout.write(`${JSON.stringify(report)}\n`);
if (options.only === undefined) {
  await writeFile(at('../../docs/bench.json'), `${JSON.stringify(report, null, 2)}\n`);
  await writeFile(at('../../docs/bench.svg'), chartOf(report));
}

/** The other engines are large and only for this: they are installed when they are needed first. */
function installPeers(): void {
  if (existsSync(at('node_modules/.package-lock.json'))) return;
  process.stderr.write('Installing the other engines into test/bench, once.\n');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  execFileSync(npm, ['ci', '--ignore-scripts'], { cwd: at('.'), stdio: 'inherit' });
}

async function bench(): Promise<Report> {
  const [server, started] = await Promise.all([startServer(), startBrowser()]);
  try {
    const page = await started.browser.newPage();
    page.on('console', (message) => {
      if (message.type() === 'error') process.stderr.write(`${message.text()}\n`);
    });
    await exposeProcessorTime(page, started.browser);
    const opened = await openPage(page, server);
    const results: Result[] = [];
    for (const workload of workloads.filter(({ name }) => name.includes(options.only ?? ''))) {
      const timings = await timesOf(page, workload);
      if (timings.length === 0) continue;
      const result = resultOf(workload, timings, started.adapter.isSoftware);
      results.push(result);
      if (!options.json) process.stdout.write(`${linesOf(result).join('\n')}\n`);
    }
    const figures = options.only === undefined ? await figuresOf(page, started.browser) : [];
    return { ...opened, browser: await started.browser.version(), rounds: options.rounds, results, figures };
  } finally {
    await Promise.all([started.browser.close(), server.close()]);
  }
}

async function figuresOf(page: Page, browser: Browser): Promise<readonly Figure[]> {
  const figures = [...((await page.evaluate(() => benchPage?.figures())) ?? []), await timeFirstPrediction(browser, 3)];
  if (!options.json) process.stdout.write(`${figures.map(lineOf).join('\n')}\n`);
  return figures;
}

/** None where it fails, which is told and makes the whole run fail in the end. */
async function timesOf(page: Page, { name }: Workload): Promise<readonly Timing[]> {
  try {
    return (await page.evaluate((wanted, rounds) => benchPage?.run(wanted, rounds), name, options.rounds)) ?? [];
  } catch (error) {
    process.stderr.write(`${messageOf(error)}\n`);
    process.exitCode = 1;
    return [];
  }
}

/** Gives the page `gpuProcessMs()`. */
async function exposeProcessorTime(page: Page, browser: Browser): Promise<void> {
  const debug = await browser.target().createCDPSession();
  await page.exposeFunction('gpuProcessMs', async () => {
    const { processInfo } = await debug.send('SystemInfo.getProcessInfo');
    return 1000 * processInfo.reduce((sum, { type, cpuTime }) => sum + (type === 'GPU' ? cpuTime : 0), 0);
  });
}

async function openPage(page: Page, server: PlaygroundServer): Promise<Pick<Report, 'adapter' | 'contenders'>> {
  page.setDefaultTimeout(0);
  await page.goto(server.urlOf('test/gpu/page.html'));
  await page.addScriptTag({ type: 'module', url: server.urlOf('test/bench/page.ts') });
  const bundle = (path: string) => server.urlOf(`test/bench/node_modules/${path}`);
  const jaxPackage = await readFile(at('node_modules/@jax-js/jax/package.json'), 'utf8');
  const opened = await page.evaluate((peers) => benchPage?.open(peers), {
    tfjs: [
      bundle('@tensorflow/tfjs/dist/tf.min.js'),
      bundle('@tensorflow/tfjs-backend-webgpu/dist/tf-backend-webgpu.min.js'),
    ],
    onnxRuntime: bundle('onnxruntime-web/dist/'),
    jaxVersion: (JSON.parse(jaxPackage) as { version: string }).version,
  });
  if (!opened) throw new Error('the page of the bench did not open');
  return opened;
}

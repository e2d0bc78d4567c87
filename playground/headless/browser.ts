/**
 * Starts a headless browser with WebGPU, for the tests and the command line: on the real GPU where there is one, else
 * on Chromium's software adapter (SwiftShader), which computes the same, slowly.
 */

import { readdirSync } from 'node:fs';
import puppeteer, { type Browser } from 'puppeteer';
import { messageOf, ThawError } from '../../engine/core/errors.js';
import { findBrowser, type FoundBrowser } from './find-browser.js';

export interface StartedBrowser {
  readonly browser: Browser;
  /** The adapter that WebGPU offers there. */
  readonly adapter: FoundAdapter;
}

export interface FoundAdapter {
  /** `google swiftshader` */
  readonly name: string;
  readonly isSoftware: boolean;
}

export interface StartOptions {
  /** Whether Ctrl+C ends the browser and the process at once; the command line does it itself, after cancelling. */
  readonly handlesInterrupt?: boolean;
  /** More flags, a made camera say. */
  readonly flags?: readonly string[];
  /** Told, once in the life of a machine, before a browser is unpacked. */
  readonly onUnpack?: (folder: string) => void;
}

const quietFlags = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

const softwareFlags = [
  '--enable-unsafe-webgpu',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--enable-features=Vulkan',
  '--use-vulkan=swiftshader',
  '--ignore-gpu-blocklist',
];

/** On macOS and Windows Chrome finds the GPU by itself; on Linux, WebGPU has to be asked for. */
const hardwareFlags =
  process.platform === 'linux' ? ['--enable-unsafe-webgpu', '--enable-features=Vulkan', '--ignore-gpu-blocklist'] : [];

/** Finds and starts a browser. Throws a `ThawError` where there is no browser, or none with a WebGPU adapter. */
export async function startBrowser(options: StartOptions = {}): Promise<StartedBrowser> {
  const found = await findBrowser(options.onUnpack);
  const attempts = hasGpuDevice() ? [hardwareFlags, softwareFlags] : [softwareFlags];
  const failures: string[] = [];
  for (const flags of attempts) {
    const started = await attempt(found, flags, options);
    if (typeof started === 'object') return started;
    failures.push(started);
  }
  throw new ThawError({
    operation: `WebGPU in ${found.executablePath}`,
    got: failures.join('; then '),
    expected: 'a browser that starts and has an adapter, at least the software one',
    remedy: 'Set PUPPETEER_EXECUTABLE_PATH to a current Chrome or Chromium.',
  });
}

/** A browser with an adapter, or why there is none. */
async function attempt(found: FoundBrowser, flags: readonly string[], options: StartOptions) {
  let browser: Browser | undefined;
  try {
    browser = await launch(found, flags, options);
    const adapter = await probe(browser);
    // A software adapter that came by itself is given up for the flags under which canvases work too.
    if (!adapter.isSoftware || flags === softwareFlags) return { browser, adapter };
    await browser.close();
    return `only ${adapter.name}`;
  } catch (error) {
    await browser?.close();
    return messageOf(error).split('\n').filter(Boolean).slice(0, 3).join(' ');
  }
}

/** Whether there may be a GPU: without a device file, starting a browser on one would only cost time. */
function hasGpuDevice(): boolean {
  if (process.platform !== 'linux') return true;
  const names = [...list('/dev'), ...list('/dev/dri')];
  return names.some((name) => /^(renderD\d+|nvidia\d+|dxg)$/.test(name));
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Launches with the browser's own sandbox, and without it only where that cannot work (root, some containers). */
async function launch(found: FoundBrowser, flags: readonly string[], options: StartOptions): Promise<Browser> {
  const start = (more: readonly string[]) =>
    puppeteer.launch({
      executablePath: found.executablePath,
      headless: true,
      args: [...flags, ...quietFlags, ...(options.flags ?? []), ...more],
      env: { ...process.env, ...found.environment },
      handleSIGINT: options.handlesInterrupt ?? true,
      protocolTimeout: 0, // a training run is one call that may take hours
    });
  const isLinux = process.platform === 'linux';
  if (isLinux && process.getuid?.() === 0) return start(['--no-sandbox']);
  return start([]).catch((error: unknown) => {
    if (isLinux && /sandbox|namespace/i.test(messageOf(error))) return start(['--no-sandbox']);
    throw error;
  });
}

const probeMilliseconds = 30_000;

/** Asks for an adapter on a page of a secure context, which needs no server: the request is answered here. */
async function probe(browser: Browser): Promise<FoundAdapter> {
  const page = await browser.newPage();
  await page.setRequestInterception(true);
  page.on('request', (request) => void request.respond({ contentType: 'text/html', body: '<!doctype html>' }));
  await page.goto('http://localhost/');
  const adapter = await Promise.race([page.evaluate(requestAdapter), timeout(probeMilliseconds)]);
  await page.close();
  return adapter;
}

/** Runs in the page. */
async function requestAdapter(): Promise<FoundAdapter> {
  const adapter = await (navigator.gpu as GPU | undefined)?.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) throw new Error('no adapter');
  const { vendor, architecture, description, isFallbackAdapter } = adapter.info;
  const name = description || [vendor, architecture].filter(Boolean).join(' ');
  const isSoftware =
    isFallbackAdapter || /swiftshader|llvmpipe|lavapipe|warp|basic render/i.test(`${architecture} ${name}`);
  return { name, isSoftware };
}

function timeout(milliseconds: number): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(() => reject(new Error(`no adapter within ${milliseconds / 1000} s`)), milliseconds).unref();
  });
}

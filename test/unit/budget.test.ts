/** Sizes: what a browser has to fetch before the engine, and before the playground, can begin. */

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { expect, test } from 'vitest';
import { useFolder } from '../use-folder.js';

const at = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const kilobytes = (text: string | Uint8Array) => gzipSync(text, { level: 9 }).length / 1000;
const inFolder = useFolder();

/** What a page fetches for these modules before they can begin, in kB, bundled and minified: nothing that is loaded lazily. */
async function bundled(modules: readonly string[], isWhole = false): Promise<number> {
  const input = modules.map((module) => at(`engine/${module}`));
  const outDir = inFolder(modules.join('+').replaceAll('/', '-'));
  const rolldownOptions = { input, preserveEntrySignatures: 'strict', output: { codeSplitting: true } } as const;
  // Built as for a server, because what vite adds to fetch chunks ahead in a page is not the engine's.
  const options = { lib: false, ssr: true, minify: true, outDir, rolldownOptions } as const;
  const bundledWhole = { noExternal: true } as const;
  await build({
    configFile: at('vite.config.ts'),
    mode: 'engine',
    logLevel: 'silent',
    build: options,
    ssr: bundledWhole,
  });
  const scripts = (await readdir(outDir, { recursive: true })).filter((name) => name.endsWith('.js'));
  const entries = scripts.filter((name) => modules.some((module) => baseName(name).startsWith(stem(module))));
  const wanted = isWhole ? scripts.filter((name) => !isLeftOut(name)) : await reachable(outDir, scripts, entries);
  const texts = await Promise.all(wanted.map((name) => readFile(join(outDir, name), 'utf8')));
  return kilobytes(texts.join('\n'));
}

/** ImageNet's classes are data, not code; and the other engine reads no files of other programs. */
const isLeftOut = (name: string) => /^(?:outline|read-onnx|onnx-model|read-torch|keras)-/.test(baseName(name));

const stem = (module: string) => baseName(module).replace('.ts', '');

test('forward passes and training steps with all their kernels stay under 40 kB', { timeout: 60_000 }, async () => {
  expect(await bundled(['forward.ts', 'train/run.ts', 'gpu/device.ts'])).toBeLessThan(40);
});

test('what loads a model and looks at a picture stays under 40 kB', { timeout: 60_000 }, async () => {
  expect(await bundled(['engine.ts'])).toBeLessThan(40);
});

test(
  'the whole engine, data and experiments included, without readers of others’ files, stays smaller than jax-js',
  { timeout: 60_000 },
  async () => {
    // @jax-js/jax 0.1.25, minified: all chunks together.
    expect(await bundled(['index.ts'], true)).toBeLessThan(105.8);
  },
);

test('the playground’s first load, model and data aside, stays under 150 kB', { timeout: 60_000 }, async () => {
  const outDir = inFolder('playground');
  await build({ configFile: at('vite.config.ts'), logLevel: 'silent', build: { outDir, copyPublicDir: false } });
  const first = await firstFiles(outDir);
  const sizes = await Promise.all(first.map(async (name) => kilobytes(await readFile(join(outDir, name)))));
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(150);
});

/** The page, what it and its scripts import without being asked to, and the worker that starts with it. */
async function firstFiles(outDir: string): Promise<string[]> {
  return reachable(outDir, await readdir(outDir, { recursive: true }), ['index.html']);
}

/** Files that lead to each other by name, other than by `import()`. */
async function reachable(outDir: string, all: readonly string[], from: readonly string[]): Promise<string[]> {
  const first = new Set(from);
  // A set that grows while it is walked is walked to its new end.
  for (const name of first) {
    if (!/\.(html|js)$/.test(name)) continue;
    // What `import()` asks for later, and the list of what it will need then.
    const lazy = /import\([^)]*\)|m\.f=\[[^\]]*\]/g;
    const text = (await readFile(join(outDir, name), 'utf8')).replaceAll(lazy, '');
    for (const other of all) if (/\.(js|css)$/.test(other) && text.includes(baseName(other))) first.add(other);
  }
  return [...first];
}

function baseName(path: string): string {
  return path.split(/[/\\]/).at(-1) ?? path;
}

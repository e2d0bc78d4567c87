/** The engine as a library: one file that needs nothing else, with type declarations; and those of the elements. */

import { execFile } from 'node:child_process';
import { readFile, symlink, writeFile } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'vite';
import { beforeAll, expect, test } from 'vitest';
import { useFolder } from '../use-folder.js';

const run = promisify(execFile);
const at = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const inFolder = useFolder();
let library = '';

beforeAll(async () => {
  await build({ configFile: at('vite.config.ts'), mode: 'engine', logLevel: 'silent', build: { outDir: inFolder() } });
  library = inFolder('thaw.js');
}, 60_000);

test('it can be imported, and exports the engine', async () => {
  const exported = (await import(/* @vite-ignore */ pathToFileURL(library).href)) as Record<string, unknown>;
  expect(exported.ThawError).toBeTypeOf('function');
  expect(exported.Device).toBeTypeOf('function');
  expect(Object.keys(exported).sort()).toEqual(Object.keys(await import('../../engine/index.js')).sort());
});

test('it imports nothing', async () => {
  expect(await readFile(library, 'utf8')).not.toMatch(/^import |\bimport\(|\brequire\(/m);
});

const strict = '--strict --noEmit --target es2022 --module esnext --moduleResolution bundler --ignoreConfig'.split(' ');
const compile = (...args: string[]) => run(process.execPath, [at('node_modules/typescript/bin/tsc'), ...args]);

test('its declarations are enough for a strict program without any other types', { timeout: 60_000 }, async () => {
  await compile('-p', at('tsconfig.engine.json'), '--outDir', inFolder());
  const program = inFolder('program.ts');
  await writeFile(
    program,
    `import { Device, ThawError } from './engine/index.js';
     export const open: (gpu: GPU) => Promise<Device> = (gpu) => Device.open(gpu);
     export const remedyOf = (error: ThawError): string | undefined => error.complaint.remedy;`,
  );
  await expect(compile(program, ...strict)).resolves.toMatchObject({ stdout: '' });
});

test('the elements have declarations too, their events included', { timeout: 180_000 }, async () => {
  const outDir = inFolder('elements');
  await build({
    configFile: at('vite.config.ts'),
    mode: 'elements',
    logLevel: 'silent',
    build: { outDir, copyPublicDir: false },
  });
  await compile('-p', at('tsconfig.elements.json'), '--outDir', outDir);
  await symlink(at('node_modules'), inFolder('node_modules'), 'junction');
  const program = inFolder('page.ts');
  await writeFile(
    program,
    `import type { ThawFeatureMaps } from './elements/thaw-elements.js';
     const maps: ThawFeatureMaps = document.createElement('thaw-feature-maps');
     maps.addEventListener('thaw-place', ({ detail }) => console.log(detail.place?.channel.toFixed(), maps.layer?.name));
     // @ts-expect-error a place has no such thing
     maps.addEventListener('thaw-place', ({ detail }) => detail.elsewhere);`,
  );
  await expect(compile(program, ...strict)).resolves.toMatchObject({ stdout: '' });
});

/**
 * The Chromium that comes inside the npm package `@sparticuz/chromium`, for Linux machines with no browser: unpacked
 * once into the user's cache. The package itself unpacks into a shared temporary folder, file by file, where two
 * processes that start at once see each other's halves; here it unpacks into a private folder, and one rename makes
 * the whole visible.
 */

import { execFile } from 'node:child_process';
import { constants, existsSync } from 'node:fs';
import { access, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { messageOf, ThawError } from '../../engine/core/errors.js';
import { cacheFolder } from './cache-folder.js';

const run = promisify(execFile);

export interface BundledChromium {
  readonly executablePath: string;
  /** What its process needs beside the usual environment. */
  readonly environment: Readonly<Record<string, string>>;
}

/** True where the package's Chromium can run: it is built for Linux on x86-64. */
export function hasBundledChromium(platform: string = process.platform, architecture: string = process.arch): boolean {
  return platform === 'linux' && architecture === 'x64';
}

/** Where Chromium is unpacked: the user's cache, or beside the packages where that cannot be written. */
const cacheDirectories = [cacheFolder(), join(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'thaw')];

/**
 * Unpacks Chromium under the first of the directories that can be written, unless it is there already; `onUnpack` is
 * told before the seconds that this takes. Throws a `ThawError` where it fails.
 */
export async function bundledChromium(
  onUnpack: (folder: string) => void = () => undefined,
  directories: readonly string[] = cacheDirectories,
): Promise<BundledChromium> {
  const name = `chromium-${await packageVersion()}`;
  const known = directories.map((directory) => join(directory, name)).find(existsSync);
  if (known !== undefined) return describe(known);
  const folder = join(await firstWritable(directories), name);
  onUnpack(folder);
  await unpack(folder);
  return describe(folder);
}

async function describe(folder: string): Promise<BundledChromium> {
  const executablePath = join(folder, 'chromium');
  const fonts = { FONTCONFIG_FILE: join(folder, 'fonts', 'fonts.conf') };
  if (!(await lacksLibraries(executablePath))) return { executablePath, environment: fonts };
  const libraries = [join(folder, 'al2023', 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':');
  return { executablePath, environment: { ...fonts, LD_LIBRARY_PATH: libraries } };
}

async function packageVersion(): Promise<string> {
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  const manifest = await readFile(join(dirname(entry), '..', '..', 'package.json'), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}

async function firstWritable(directories: readonly string[]): Promise<string> {
  const refusals: string[] = [];
  for (const directory of directories) {
    try {
      await mkdir(directory, { recursive: true });
      await access(directory, constants.W_OK);
      return directory;
    } catch (error) {
      refusals.push(messageOf(error));
    }
  }
  throw cannotUnpack(refusals.join('; '));
}

async function unpack(folder: string): Promise<void> {
  await removeAbandoned(dirname(folder));
  const staging = await mkdtemp(join(dirname(folder), stagingPrefix));
  try {
    await unpackInto(staging);
    await rename(staging, folder);
  } catch (error) {
    await rm(staging, { recursive: true, force: true });
    // Another process may have been first: its folder is as good.
    if (!existsSync(folder)) throw cannotUnpack(messageOf(error));
  }
}

const stagingPrefix = 'unpacking-';
const abandonedAfterMilliseconds = 10 * 60_000;

/** A process that was killed while it unpacked has left 220 MB behind. */
async function removeAbandoned(directory: string): Promise<void> {
  for (const name of await readdir(directory)) {
    if (!name.startsWith(stagingPrefix)) continue;
    const path = join(directory, name);
    const modified = (await stat(path).catch(() => undefined))?.mtimeMs ?? Date.now();
    if (Date.now() - modified > abandonedAfterMilliseconds) await rm(path, { recursive: true, force: true });
  }
}

/** The package writes where TMPDIR points, and its NSS libraries only where it believes to be on AWS Lambda. */
async function unpackInto(staging: string): Promise<void> {
  const script = "const { default: chromium } = await import('@sparticuz/chromium'); await chromium.executablePath();";
  await run(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: import.meta.dirname,
    env: { ...process.env, TMPDIR: staging, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' },
  });
  await writeFile(join(staging, 'fonts', 'fonts.conf'), fontConfiguration);
}

/** The system's fonts where it has some, and the package's Open Sans for machines with none. */
const fontConfiguration = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir prefix="relative">fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`;

/** Whether the dynamic linker misses a library; also true where it cannot be asked. */
async function lacksLibraries(executablePath: string): Promise<boolean> {
  try {
    return (await run('ldd', [executablePath])).stdout.includes('not found');
  } catch {
    return true;
  }
}

function cannotUnpack(got: string): ThawError {
  return new ThawError({
    operation: 'unpack the bundled Chromium',
    got,
    expected: 'a cache folder with 220 MB of room',
    remedy: 'Make room, set XDG_CACHE_HOME to a folder that can be written, or PUPPETEER_EXECUTABLE_PATH to a browser.',
  });
}

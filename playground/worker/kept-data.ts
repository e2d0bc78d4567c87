/**
 * The data that this browser keeps: a person's own pictures with what was edited of them, and what was open last. In one
 * folder of its private files:
 *
 *     1732780800000.bin   the pictures, packed
 *     own.json            what they are, and which of the files above has them
 *     own-edits.json      what is changed of them
 *     opened.json         the data that come with the page by name, with their edits; or that the own ones were open
 *
 * Pictures are written whole before they are described, so that what is cut off leaves what was there before.
 */

import { pack, unpack, type PackedSource } from './packed-source.js';
import { checkRoom, openSyncFile, privateFolder } from './private-files.js';
import type { DataEdit, DataSource, KeptData, OpenedData, OwnData, Progress } from './protocol.js';

interface DescribedData {
  readonly name: string;
  readonly bytes: number;
  /** The file that has the pictures. */
  readonly file: string;
  readonly source: PackedSource;
}

const packEnding = '.bin';
/** How often it is told how far the writing is, in bytes. */
const tellEvery = 4e6;

const dataFolder = () => privateFolder('data');

let hasTidied = false;

/**
 * What is kept. Nothing where it was cut off, or where there are no private files. Pictures that were given up may still
 * be open until the page is closed: they go when the next one asks.
 */
export async function findKeptData(): Promise<KeptData> {
  try {
    const folder = await dataFolder();
    const described = await readJson<DescribedData>(folder, 'own.json');
    if (!hasTidied) await removePacks(folder, described?.file);
    hasTidied = true;
    const own = described && (await open(folder, described));
    return { own, opened: await readJson<OpenedData>(folder, 'opened.json') };
  } catch {
    return { own: undefined, opened: undefined };
  }
}

/**
 * Keeps a person's own data, instead of those before.
 * @throws ThawError where there is no room; what was kept before then stays.
 */
export async function keepData(source: DataSource, name: string, tell: (progress: Progress) => void): Promise<void> {
  const packing = pack(source);
  await checkRoom(
    'keep the data',
    packing.bytes,
    'The data are open, and gone after a reload. Use fewer or smaller pictures.',
  );
  const folder = await dataFolder();
  const file = `${Date.now()}${packEnding}`;
  try {
    await write(folder, file, packing.blobs, (done) =>
      tell({ stage: `Keeping ${name}`, done, total: packing.bytes, unit: 'bytes' }),
    );
    await writeJson(folder, 'own-edits.json', source.edits ?? []);
    const { bytes } = packing;
    await writeJson(folder, 'own.json', { name, bytes, file, source: packing.source } satisfies DescribedData);
  } catch (error) {
    await remove(folder, file);
    throw error;
  }
}

/** Notes what is open, and what is changed of it. */
export async function noteOpened(opened: OpenedData): Promise<void> {
  const folder = await dataFolder();
  await writeJson(folder, 'opened.json', opened);
  if (opened.embedded === undefined) await writeJson(folder, 'own-edits.json', opened.edits);
}

export async function forgetKeptData(): Promise<void> {
  const folder = await dataFolder();
  for (const name of ['own.json', 'own-edits.json', 'opened.json']) await remove(folder, name);
  await removePacks(folder, undefined);
}

async function open(folder: FileSystemDirectoryHandle, { name, bytes, file, source }: DescribedData): Promise<OwnData> {
  const packed = await (await folder.getFileHandle(file)).getFile();
  const edits = await readJson<readonly DataEdit[]>(folder, 'own-edits.json');
  return { name, bytes, source: { ...unpack(source, packed), edits } };
}

/** One picture after the other, and to the disk before it is described. */
async function write(
  folder: FileSystemDirectoryHandle,
  name: string,
  blobs: readonly Blob[],
  tell: (done: number) => void,
): Promise<void> {
  const file = await openSyncFile(folder, name);
  try {
    let [at, told] = [0, 0];
    for (const blob of blobs) {
      at += file.write(new Uint8Array(await blob.arrayBuffer()), { at });
      if (at - told < tellEvery) continue;
      tell(at);
      told = at;
    }
    file.flush();
  } finally {
    file.close();
  }
}

async function writeJson(folder: FileSystemDirectoryHandle, name: string, value: unknown): Promise<void> {
  const file = await openSyncFile(folder, name);
  try {
    file.truncate(0);
    file.write(new TextEncoder().encode(JSON.stringify(value)));
    file.flush();
  } finally {
    file.close();
  }
}

/** A file that is not there, or was not written to its end, says nothing. */
async function readJson<Value>(folder: FileSystemDirectoryHandle, name: string): Promise<Value | undefined> {
  try {
    const file = await (await folder.getFileHandle(name)).getFile();
    return JSON.parse(await file.text()) as Value;
  } catch {
    return undefined;
  }
}

async function remove(folder: FileSystemDirectoryHandle, name: string): Promise<void> {
  await folder.removeEntry(name).catch(() => undefined); // it may not be there
}

/** Packs that nothing describes any more. */
async function removePacks(folder: FileSystemDirectoryHandle, kept: string | undefined): Promise<void> {
  for await (const name of folder.keys()) if (name.endsWith(packEnding) && name !== kept) await remove(folder, name);
}

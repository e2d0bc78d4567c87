/** Zip archives: what is read from them, and what is refused. */

import { zipSync, type Zippable } from 'fflate';
import { describe, expect, it } from 'vitest';
import { openZip } from '../../engine/data/zip.js';

const text = (content: string) => new TextEncoder().encode(content);
const pets: Zippable = {
  'cats/tom.png': text('tom '.repeat(100)),
  'dogs/': new Uint8Array(),
  'dogs/rex.png': text('rex'),
};

/** Where an entry stands in the archive's directory, the last place where its path is written. */
function entryOf(archive: Uint8Array, path: string): { view: DataView; at: number } {
  const at = Buffer.from(archive).lastIndexOf(path) - 46;
  return { view: new DataView(archive.buffer, archive.byteOffset), at };
}

function read(archive: Uint8Array, path: string): Promise<Uint8Array> {
  const entry = openZip(archive, 'pets.zip').find((candidate) => candidate.path === path);
  return entry ? entry.bytes() : Promise.reject(new Error(`no ${path}`));
}

describe('a zip archive', () => {
  it('is a list of files and folders, in its own order', () => {
    const paths = openZip(zipSync(pets), 'pets.zip').map(({ path }) => path);
    expect(paths).toEqual(['cats/tom.png', 'dogs/', 'dogs/rex.png']);
  });

  it.each([0, 6] as const)('gives the bytes of an entry (compression level %i)', async (level) => {
    const bytes = await read(zipSync(pets, { level }), 'cats/tom.png');
    expect(new TextDecoder().decode(bytes)).toBe('tom '.repeat(100));
  });

  it('may be a part of a larger buffer', async () => {
    const archive = zipSync(pets);
    const larger = new Uint8Array(archive.length + 20);
    larger.set(archive, 13);
    expect(await read(larger.subarray(13, 13 + archive.length), 'dogs/rex.png')).toEqual(text('rex'));
  });

  it('may end with a comment', async () => {
    expect(await read(zipSync(pets, { comment: 'made for a test' }), 'dogs/rex.png')).toEqual(text('rex'));
  });

  it('has paths in UTF-8, flagged or not', () => {
    const archive = zipSync({ 'köter/привет🐕.png': text('x') });
    const { view, at } = entryOf(archive, 'köter');
    view.setUint16(at + 8, 0, true);
    expect(openZip(archive, 'pets.zip')[0]?.path).toBe('köter/привет🐕.png');
  });
});

describe('a Zip64 archive', () => {
  const ones = 0xffffffff;

  /** The archive with the numbers of its only entry and of its end where Zip64 has them. */
  function widen(archive: Uint8Array, path: string): Uint8Array {
    const { view, at } = entryOf(archive, path);
    const end = archive.length - 22;
    const fields = [24, 20, 42].map((field) => BigInt(view.getUint32(at + field, true)));
    const wide = new Uint8Array(end + 28 + 56 + 20 + 22);
    wide.set(archive.subarray(0, end));
    wide.set(archive.subarray(end), end + 28 + 56 + 20);
    const out = new DataView(wide.buffer);
    for (const field of [24, 20, 42]) out.setUint32(at + field, ones, true);
    out.setUint16(at + 30, 28, true);
    out.setUint16(end, 1, true);
    out.setUint16(end + 2, 24, true);
    fields.forEach((value, index) => out.setBigUint64(end + 4 + 8 * index, value, true));
    out.setUint32(end + 28, 0x06064b50, true);
    out.setBigUint64(end + 28 + 32, 1n, true);
    out.setBigUint64(end + 28 + 48, BigInt(at), true);
    out.setUint32(end + 84, 0x07064b50, true);
    out.setBigUint64(end + 84 + 8, BigInt(end + 28), true);
    out.setUint16(end + 104 + 10, 0xffff, true);
    out.setUint32(end + 104 + 16, ones, true);
    return wide;
  }

  it('has its sizes and places in wider fields', async () => {
    const archive = widen(zipSync({ 'tom.png': text('tom '.repeat(100)) }), 'tom.png');
    expect(new TextDecoder().decode(await read(archive, 'tom.png'))).toBe('tom '.repeat(100));
  });

  it('is refused where those lead nowhere', () => {
    const archive = widen(zipSync({ 'tom.png': text('tom') }), 'tom.png');
    const lost = archive.slice();
    new DataView(lost.buffer).setBigUint64(lost.length - 22 - 20 + 8, 2n ** 60n, true);
    expect(() => openZip(lost, 'pets.zip')).toThrow('got an archive that is cut short or damaged');
    const far = archive.slice();
    new DataView(far.buffer).setBigUint64(far.length - 22 - 20 - 56 + 48, 2n ** 60n, true);
    expect(() => openZip(far, 'pets.zip')).toThrow('got an archive that is cut short or damaged');
  });
});

describe('a bad archive', () => {
  it.each([
    ['empty', new Uint8Array(), /pets\.zip: got an empty file, expected a zip archive/],
    ['cut short', zipSync(pets).subarray(0, 150), /got an archive that is cut short or damaged/],
    ['gzip', Uint8Array.of(0x1f, 0x8b, 8, ...new Uint8Array(40)), /got a gzip archive, expected a zip archive/],
    ['a web page', text('<!doctype html><title>404</title>'), /got an HTML page/],
  ])('is refused: %s', (_, archive, message) => {
    expect(() => openZip(archive, 'pets.zip')).toThrow(message);
  });

  it('is refused before anything is inflated where it would fill the memory', () => {
    const bomb = zipSync({ 'zeros.png': new Uint8Array(1e6) });
    expect(() => openZip(bomb, 'bomb.zip', 1e5)).toThrow(
      /bomb\.zip: got \d+ bytes that inflate to 1000000, expected at most 100000/,
    );
  });

  it('never inflates more than an entry declares', async () => {
    const archive = zipSync({ 'zeros.png': new Uint8Array(1e6) });
    const { view, at } = entryOf(archive, 'zeros.png');
    view.setUint32(at + 24, 10, true);
    await expect(read(archive, 'zeros.png')).rejects.toThrow(/zeros\.png: got .*expected 10 undamaged bytes/);
  });

  it('fails in its damaged entry alone', async () => {
    const archive = zipSync(pets, { level: 0 });
    archive[Buffer.from(archive).indexOf('tom tom')] = 0;
    await expect(read(archive, 'cats/tom.png')).rejects.toThrow(
      /cats\/tom\.png: got data that differ from their checksum/,
    );
    expect(await read(archive, 'dogs/rex.png')).toEqual(text('rex'));
  });

  it.each([
    ['a password', 8, 1, /got an encrypted entry, expected one without a password/],
    ['another compression', 10, 14, /got compression method 14, expected stored or deflate/],
  ])('fails in an entry with %s', async (_, field, value, message) => {
    const archive = zipSync(pets);
    const { view, at } = entryOf(archive, 'dogs/rex.png');
    view.setUint16(at + field, value, true);
    await expect(read(archive, 'dogs/rex.png')).rejects.toThrow(message);
  });
});

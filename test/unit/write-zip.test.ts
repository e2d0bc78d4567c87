/** Writing zip archives: they are read again as they were, and what takes Zip64 is refused. */

import { unzipSync } from 'fflate';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concatenate } from '../../engine/core/concatenate.js';
import { ZipWriter } from '../../engine/data/write-zip.js';
import { openZip } from '../../engine/data/zip.js';

type Files = readonly (readonly [path: string, bytes: Uint8Array])[];

function write(files: Files): Uint8Array<ArrayBuffer> {
  const zip = new ZipWriter('pets.zip', files.length);
  return concatenate([...files.flatMap(([path, bytes]) => [zip.header(path, bytes), bytes]), zip.end()]);
}

function read(archive: Uint8Array): Promise<Files> {
  return Promise.all(openZip(archive, 'pets.zip').map(async (file) => [file.path, await file.bytes()] as const));
}

const text = (content: string) => new TextEncoder().encode(content);

describe('an archive that is written', () => {
  it('is read again: any paths, in their order, and any bytes, held against their checksums', async () => {
    const path = fc.string({ unit: 'grapheme', minLength: 1 }).filter((name) => !/[/\\]$/.test(name));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(path, fc.uint8Array({ maxLength: 300 }))), async (files) => {
        expect(await read(write(files))).toEqual(files);
      }),
    );
  });

  it('is read by others too', () => {
    const files = { 'train/köter/привет🐕.png': text('rex'), 'test/cat/empty.png': text('') };
    expect(unzipSync(write(Object.entries(files)))).toEqual(files);
  });

  it('is the same whenever it is written, and grows by no more than two headers a file', () => {
    const files: Files = [['cat/tom.png', text('tom')]];
    expect(write(files)).toEqual(write(files));
    expect(write(files).length).toBe(3 + (30 + 11) + (46 + 11) + 22);
  });
});

describe('what takes Zip64', () => {
  it('is refused before anything is written where there are too many files', () => {
    expect(() => new ZipWriter('pets.zip', 65_535)).not.toThrow();
    expect(() => new ZipWriter('pets.zip', 65_536)).toThrow(
      'pets.zip: got 65536 files, expected at most 65535 in a zip archive',
    );
  });

  it('is refused at the file with which it would be too large', () => {
    // Only its length counts here, and so much memory is not to be had.
    const huge = Object.defineProperty(new Uint8Array(), 'length', { value: 2 ** 31 });
    const zip = new ZipWriter('films.zip', 2);
    zip.header('1.png', huge);
    expect(() => zip.header('2.png', huge)).toThrow('films.zip: got more than 4 GB, expected at most 4294967295 bytes');
  });
});

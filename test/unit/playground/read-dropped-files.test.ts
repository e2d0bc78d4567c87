/** Reading dropped and chosen files: every file of every folder, with its path, and a limit. */

import { describe, expect, it } from 'vitest';
import { chosenFiles, readDroppedFiles } from '../../../playground/elements/read-dropped-files.js';

interface FakeEntry {
  readonly name: string;
  readonly fullPath: string;
  readonly isFile: boolean;
  readonly isDirectory: boolean;
}

type Fail = (error: DOMException) => void;

/** A file as browsers hand it over; `error` is what reading it ends with. */
function file(fullPath: string, error?: DOMException): FakeEntry {
  const name = fullPath.split('/').at(-1) ?? '';
  const give = (resolve: (file: File) => void, reject: Fail) => (error ? reject(error) : resolve(new File([], name)));
  return { name, fullPath, isFile: true, isDirectory: false, file: give } as FakeEntry;
}

/** A folder whose entries come a hundred at a time, as Chromium gives them. */
function folder(fullPath: string, children: readonly FakeEntry[]): FakeEntry {
  const createReader = () => {
    let next = 0;
    return {
      readEntries: (resolve: (entries: readonly FakeEntry[]) => void) => resolve(children.slice(next, (next += 100))),
    };
  };
  const name = fullPath.split('/').at(-1) ?? '';
  return { name, fullPath, isFile: false, isDirectory: true, createReader } as FakeEntry;
}

function files(folderPath: string, count: number): FakeEntry[] {
  return Array.from({ length: count }, (_, index) => file(`${folderPath}/${index}.png`));
}

async function pathsOf(...entries: readonly FakeEntry[]): Promise<string[]> {
  const items = entries.map((entry) => ({ webkitGetAsEntry: () => entry }));
  const found = await readDroppedFiles({ items, files: [] } as unknown as DataTransfer);
  return found.map(({ path }) => path);
}

describe('readDroppedFiles', () => {
  it('gives the files of nested folders with their paths, as a zip has them', async () => {
    const pets = folder('/pets', [folder('/pets/cat', [file('/pets/cat/tom.png')]), file('/pets/read.me')]);
    expect(await pathsOf(pets, file('/alone.png'))).toEqual(['pets/cat/tom.png', 'pets/read.me', 'alone.png']);
  });

  it('reads folders of more entries than a reader gives at once', async () => {
    expect(await pathsOf(folder('/many', files('/many', 250)))).toHaveLength(250);
  });

  it('tells of an empty folder, so that an empty class can be named', async () => {
    expect(await pathsOf(folder('/pets', [folder('/pets/dog', [])]))).toEqual(['pets/dog/']);
  });

  it('takes the plain files of a drop that has no entries', async () => {
    const items = [{ webkitGetAsEntry: () => null }];
    const dropped = { items, files: [new File([], 'photo.jpg')] } as unknown as DataTransfer;
    expect((await readDroppedFiles(dropped)).map(({ path }) => path)).toEqual(['photo.jpg']);
  });

  it('refuses more files than anybody means to drop, counted over all folders', async () => {
    const half = (name: string) => folder(name, files(name, 10_001));
    await expect(pathsOf(half('/a'), half('/b'))).rejects.toThrow('more than 20,000 files, expected 20,000 at most');
  });

  it('names the file that cannot be read', async () => {
    const secret = file('/pets/secret.png', new DOMException('', 'NotReadableError'));
    await expect(pathsOf(folder('/pets', [secret]))).rejects.toThrow('read "pets/secret.png": got NotReadableError');
  });
});

describe('chosenFiles', () => {
  it('keeps the path that a file has in a chosen folder, and else its name', () => {
    const inFolder = Object.assign(new File([], '1.png'), { webkitRelativePath: 'pets/cat/1.png' });
    expect(chosenFiles([inFolder, new File([], 'pets.zip')]).map(({ path }) => path)).toEqual([
      'pets/cat/1.png',
      'pets.zip',
    ]);
  });
});

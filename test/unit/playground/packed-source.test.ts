/** A person's own data as one file, and back. */

import { expect, it } from 'vitest';
import { pack, unpack } from '../../../playground/worker/packed-source.js';
import type { DataSource } from '../../../playground/worker/protocol.js';

const file = (text: string) => new Blob([text], { type: 'image/png' });
const pets: DataSource = {
  kind: 'files',
  files: [
    { path: 'pets/cat/1.png', file: file('tom') },
    { path: 'pets/dog/', file: new Blob([]) },
  ],
};
const recorded: DataSource = {
  kind: 'files',
  files: [{ path: 'camera/mug/001.png', file: file('a mug'), film: '0:0' }],
};
const source: DataSource = {
  kind: 'joined',
  parts: [
    { kind: 'embedded', name: 'emoji12' },
    { ...pets, edits: [{ kind: 'rename class', className: 'cat', to: 'tabby' }] },
    recorded,
  ],
  edits: [{ kind: 'delete class', className: 'dog' }],
};

/** With texts for files, to be compared. */
async function read(own: DataSource): Promise<unknown> {
  if (own.kind === 'joined') return { ...own, parts: await Promise.all(own.parts.map(read)) };
  if (own.kind === 'embedded') return own;
  const texts = own.files.map(async ({ path, film, file: { type } }, index) => {
    return { path, film, type, text: await own.files[index]?.file.text() };
  });
  return { ...own, files: await Promise.all(texts) };
}

it('is the same again: every file in its part, with its edits and its film', async () => {
  const packing = pack(source);
  expect(packing.bytes).toBe('toma mug'.length);
  const description = JSON.parse(JSON.stringify(packing.source)) as typeof packing.source;
  const again = unpack(description, new Blob([...packing.blobs]));
  expect(await read(again)).toEqual(await read(source));
});

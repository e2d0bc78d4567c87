/** Data sets small enough for the software adapter: drawings of three classes of emoji12, or any number of tiny pictures. */

import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { unzipSync, zipSync } from 'fflate';
import { plainPicture } from '../cli/pictures.js';

export const smallClasses = ['bird', 'building', 'clothing'] as const;
/** Of each class. */
export const smallCounts = { train: 8, test: 4 } as const;

const embedded = fileURLToPath(new URL('../../playground/public/datasets/emoji12.zip', import.meta.url));

/** `train/bird/….png` and so on: the first drawings of each class, 24 to train on and 12 to test with. */
export async function smallZip(): Promise<Uint8Array> {
  const room = new Map<string, number>();
  for (const className of smallClasses) {
    for (const [part, count] of Object.entries(smallCounts)) room.set(`${part}/${className}`, count);
  }
  const taken = ({ name }: { readonly name: string }): boolean => {
    const folder = name.split('/').slice(0, -1).join('/');
    const left = room.get(folder) ?? 0;
    room.set(folder, left - 1);
    return left > 0 && name.endsWith('.png');
  };
  return zipSync(unzipSync(await readFile(embedded), { filter: taken }), { level: 0 });
}

/** Two classes of so many pictures each, every one of its own colour. */
export function manyPictures(ofEach = 1500): Uint8Array {
  const paths = ['cold', 'warm'].flatMap((name) =>
    Array.from({ length: ofEach }, (_, index) => `${name}/${String(index).padStart(5, '0')}.png`),
  );
  return zipSync(Object.fromEntries(paths.map((path, index) => [path, plainPicture(index * 997)])), { level: 0 });
}

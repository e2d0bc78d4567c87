/** Small data sets made on the spot: folders and zips of plain pictures, good and bad. */

import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { zipSync } from 'fflate';
import { encodePng } from '../../playground/headless/png.js';

export type Files = Readonly<Record<string, Uint8Array>>;

/** A PNG of 32 x 32 pixels in one colour, `0xbbggrr`. */
export function plainPicture(colour: number): Uint8Array {
  const pixels = new Uint32Array(32 * 32).fill((0xff000000 | colour) >>> 0);
  return encodePng({ width: 32, height: 32, pixels });
}

/** `perClass` reddish cats and bluish dogs: class folders whose names resnet20-cifar10 knows. */
export function catsAndDogs(perClass: number): Files {
  const numbers = Array.from({ length: perClass }, (_, index) => index);
  const cats = numbers.map((index) => [`cat/${index}.png`, plainPicture(0x0000ff - index)] as const);
  const dogs = numbers.map((index) => [`dog/${index}.png`, plainPicture(0xff0000 - (index << 16))] as const);
  return Object.fromEntries([...cats, ...dogs]);
}

export async function writeFolder(folder: string, files: Files): Promise<void> {
  for (const [path, bytes] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), bytes);
  }
}

export async function writeZip(path: string, files: Files): Promise<void> {
  await writeFile(path, zipSync(files));
}

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
  return { ...shades('cat', 0x0000ff, 1, perClass), ...shades('dog', 0xff0000, 1 << 16, perClass) };
}

/** Greenish trucks and yellowish ships. */
export function trucksAndShips(perClass: number): Files {
  return { ...shades('truck', 0x00ff00, 1 << 8, perClass), ...shades('ship', 0x00ffff, 1 << 8, perClass) };
}

/** Each picture of a class a little darker than the one before it. */
function shades(className: string, colour: number, darker: number, count: number): Files {
  const numbers = Array.from({ length: count }, (_, index) => index);
  return Object.fromEntries(
    numbers.map((index) => [`${className}/${index}.png`, plainPicture(colour - index * darker)]),
  );
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

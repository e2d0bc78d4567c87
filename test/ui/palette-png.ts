/**
 * Pictures as PNG files of at most 256 colours: a third of the bytes of a screenshot, and hardly a difference for the eye.
 * The palette is chosen by median cut (P. Heckbert, "Color image quantization for frame buffer display", 1982).
 */

import { deflateSync } from 'node:zlib';
import { crc32 } from '../../engine/data/crc32.js';

export interface Rgba {
  readonly width: number;
  readonly height: number;
  /** [height, width, 4], opaque. */
  readonly data: Uint8Array;
}

/** A colour as 0xrrggbb. */
type Colour = number;

type Counts = ReadonlyMap<Colour, number>;

interface Box {
  readonly colours: readonly Colour[];
  /** The channel in which they differ most, as the shift of its bits. */
  readonly shift: number;
  /** How much would be gained by cutting it: how far they differ, times the root of the pixels that have them. */
  readonly weight: number;
}

const shifts = [16, 8, 0] as const;

export function encodePalettePng({ width, height, data }: Rgba, most = 256): Uint8Array {
  const colourAt = (pixel: number): Colour =>
    ((data[4 * pixel] ?? 0) << 16) | ((data[4 * pixel + 1] ?? 0) << 8) | (data[4 * pixel + 2] ?? 0);
  const counts = new Map<Colour, number>();
  for (let pixel = 0; pixel < width * height; pixel++) {
    const colour = colourAt(pixel);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const boxes = cut(counts, most);
  const palette = boxes.map(({ colours }) => meanOf(colours, counts));
  const places = new Map(boxes.flatMap(({ colours }, place) => colours.map((colour) => [colour, place] as const)));
  const rows = new Uint8Array(height * (width + 1));
  for (let pixel = 0; pixel < width * height; pixel++) {
    const y = Math.floor(pixel / width);
    // Every row begins with the number of its filter: 0, none.
    rows[pixel + y + 1] = places.get(colourAt(pixel)) ?? 0;
  }
  return png(width, height, palette, deflateSync(rows, { level: 9 }));
}

/** Boxes of colours: the one with the largest weight is cut in half at its median until there are `most`. */
function cut(counts: Counts, most: number): Box[] {
  const boxes = [boxOf([...counts.keys()], counts)];
  while (boxes.length < most) {
    const heaviest = boxes.reduce((best, box) => (box.weight > best.weight ? box : best));
    if (heaviest.weight === 0) break;
    const sorted = heaviest.colours.toSorted((a, b) => channel(a, heaviest.shift) - channel(b, heaviest.shift));
    const middle = sorted.length >> 1;
    boxes.splice(
      boxes.indexOf(heaviest),
      1,
      boxOf(sorted.slice(0, middle), counts),
      boxOf(sorted.slice(middle), counts),
    );
  }
  return boxes;
}

function boxOf(colours: readonly Colour[], counts: Counts): Box {
  const spreads = shifts.map((shift) => {
    const values = colours.map((colour) => channel(colour, shift));
    const low = values.reduce((least, value) => Math.min(least, value), 255);
    const high = values.reduce((greatest, value) => Math.max(greatest, value), 0);
    return { shift, spread: high - low };
  });
  const { shift, spread } = spreads.reduce((best, own) => (own.spread > best.spread ? own : best));
  return { colours, shift, weight: spread * Math.sqrt(pixelsOf(colours, counts)) };
}

function pixelsOf(colours: readonly Colour[], counts: Counts): number {
  return colours.reduce((sum, colour) => sum + (counts.get(colour) ?? 0), 0);
}

function channel(colour: Colour, shift: number): number {
  return (colour >> shift) & 255;
}

/** The mean of a box; each colour counts as often as it is there, so that large surfaces keep theirs. */
function meanOf(colours: readonly Colour[], counts: Counts): readonly number[] {
  const total = pixelsOf(colours, counts);
  return shifts.map((shift) =>
    Math.round(colours.reduce((sum, colour) => sum + channel(colour, shift) * (counts.get(colour) ?? 0), 0) / total),
  );
}

/** Source: PNG specification, third edition, https://www.w3.org/TR/png-3/ */
function png(width: number, height: number, palette: readonly (readonly number[])[], data: Uint8Array): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // 8 bits a pixel, colours from a palette.
  header.set([8, 3], 8);
  return Buffer.concat([
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk('IHDR', header),
    chunk('PLTE', Uint8Array.from(palette.flat())),
    chunk('IDAT', data),
    chunk('IEND', new Uint8Array()),
  ]);
}

/** Length, type, data, and the checksum of the two. */
function chunk(type: string, data: Uint8Array): Uint8Array {
  const body = Buffer.concat([Buffer.from(type), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}

/** Pictures on their way to the network, held against Pillow and torchvision: resizing, cropping and decoding. */

import { decodeImage } from '../../engine/data/image.js';
import { prepare } from '../../engine/data/pixels.js';
import { sameFraming, type Framing, type Interpolation } from '../../engine/data/resample.js';
import type { RgbaImage, Sample } from '../../engine/data/sample.js';
import { ImageResizer } from '../../engine/gpu/image-resizer.js';
import { baselineTarget, type Target } from '../../engine/graph/dispatch.js';
import { assert } from '../assert.js';
import fixtures from '../fixtures/resize.json' with { type: 'json' };
import type { GpuCase, GpuCases } from './harness.js';

interface Expectation {
  readonly crop: number;
  /** RGB bytes [crop, crop, 3] in base64. */
  readonly expected: string;
}

/** A square of that side, of all of a square picture. */
const square = (side: number): Framing => ({ resize: side, crop: side, interpolation: 'bilinear' });

/** As the fixtures have it: JSON knows no other type than text for an interpolation. */
function framingOf({ resize, crop, interpolation }: { resize: number; crop: number; interpolation: string }): Framing {
  return { resize, crop, interpolation: interpolation as Interpolation };
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

/** The picture of the fixtures' formula. */
function noise(width: number, height: number): RgbaImage {
  const rgba = new Uint8Array(width * height * 4);
  for (let i = 0; i < width * height * 3; i++) {
    rgba[Math.floor(i / 3) * 4 + (i % 3)] = Math.floor((31 * i * i + 17 * i) / 8) % 256;
  }
  return { width, height, rgba };
}

/** The largest difference of a colour; alpha must be 255. */
function largestDifference(rgba: Uint8Array, { expected, crop }: Expectation): number {
  const rgb = bytesOf(expected);
  assert(rgba.length === crop * crop * 4, `got ${rgba.length} bytes, expected ${crop * crop * 4}`);
  let largest = 0;
  rgba.forEach((byte, index) => {
    const channel = index % 4;
    const wanted = channel === 3 ? 255 : (rgb[((index - channel) / 4) * 3 + channel] ?? NaN);
    largest = Math.max(largest, Math.abs(byte - wanted));
  });
  return largest;
}

function expectEqual(rgba: Uint8Array, expectation: Expectation, tolerance = 0): void {
  const difference = largestDifference(rgba, expectation);
  assert(difference <= tolerance, `a byte differs by ${difference} from Pillow's, expected at most ${tolerance}`);
}

function sample(name: string, label: number, content: Uint8Array<ArrayBuffer> | RgbaImage): Sample {
  return { name, label, index: 0, read: () => Promise.resolve(content) };
}

const resizing = fixtures.noise.map((fixture): [string, GpuCase] => {
  const { width, height, resize, crop, interpolation } = fixture;
  return [
    `resizes ${width} x ${height} to ${resize} (${interpolation}) and crops ${crop}, to the byte as Pillow does`,
    async ({ device }) => {
      const resizer = await ImageResizer.create(device);
      expectEqual(await resizer.resize(noise(width, height), framingOf(fixture)), fixture);
    },
  ];
});

/** Where decoders may differ: of 16 bits Pillow keeps the upper 8 and browsers may round; JPEG leaves rounding free. */
const tolerances: Readonly<Record<string, number>> = { 'a PNG of 16-bit RGB': 1, 'a JPEG turned by its EXIF tag': 3 };

/** Bitmaps reach the GPU in another way on software adapters. */
const targets: readonly Target[] = [baselineTarget, { ...baselineTarget, kind: 'software' }];

const decoding = Object.entries(fixtures.files).flatMap(([kind, fixture]) =>
  targets.map((target): [string, GpuCase] => [
    `reads ${kind} as Pillow does (${target.kind})`,
    async ({ device }) => {
      const resizer = await ImageResizer.create(device, target);
      const bitmap = await decodeImage(bytesOf(fixture.file), kind);
      expectEqual(await resizer.resize(bitmap, framingOf(fixture)), fixture, tolerances[kind]);
    },
  ]),
);

export const cases: GpuCases = {
  ...Object.fromEntries(resizing),
  ...Object.fromEntries(decoding),

  'resizes pictures of many sizes in one call, in their order': async ({ device }) => {
    const resizer = await ImageResizer.create(device);
    const chosen = fixtures.noise.filter((fixture) => sameFraming(framingOf(fixture), square(32)));
    const twice = chosen.flatMap((fixture) => [fixture, fixture]);
    const pictures = twice.map(({ width, height }) => noise(width, height));
    const all = await resizer.resizeAll(pictures, square(32));
    twice.forEach((fixture, index) => expectEqual(all.subarray(index * 4096, (index + 1) * 4096), fixture));
  },

  'gives back all memory': async ({ device }) => {
    const resizer = await ImageResizer.create(device);
    const framing = square(32);
    await resizer.resize(noise(40, 40), framing);
    const before = device.usage.bytes;
    await resizer.resizeAll([noise(40, 40)], framing);
    assert(device.usage.bytes === before, `got ${device.usage.bytes} bytes in use, expected ${before}`);
  },

  'refuses pixels that are too few for their size': async ({ device }) => {
    const resizer = await ImageResizer.create(device);
    const broken = { ...noise(8, 8), width: 9 };
    const message = await resizer.resize(broken, square(4)).then(() => 'no error', String);
    assert(message.includes('got 256 bytes, expected 288 for 9 x 8 pixels'), message);
  },

  'prepares samples, names and counts those that cannot be decoded, and goes on': async ({ device }) => {
    const png = bytesOf(fixtures.files['a PNG of 8-bit RGB'].file);
    const corrupt = png.map((byte, index) => (index > 60 && index < 200 ? 0 : byte));
    const samples = [
      sample('a.png', 0, png),
      sample('cut.png', 0, png.subarray(0, png.length >> 1)),
      sample('corrupt.png', 1, corrupt),
      sample('page.png', 1, new TextEncoder().encode('<!doctype html><p>404')),
      sample('empty.png', 1, new Uint8Array()),
      sample('record #7', 2, noise(32, 32)),
    ];
    const progress: string[] = [];
    const set = await prepare(samples, await ImageResizer.create(device), square(16), {
      onProgress: (done, total) => progress.push(`${done}/${total}`),
    });
    assert(set.samples.map(({ name }) => name).join() === 'a.png,record #7', 'kept others than the two good samples');
    assert(set.labels.join() === '0,2' && set.count === 2, `labels ${set.labels.join()}`);
    assert(set.pixels.length === 2 * 16 * 16 * 4, `${set.pixels.length} bytes of pixels`);
    expectEqual(set.pixels.subarray(0, 1024), fixtures.files['a PNG of 8-bit RGB']);
    const skipped = set.skipped.map(({ name, reason }) => `${name}: ${reason}`).join('\n');
    for (const expected of [
      'cut.png: a PNG',
      'corrupt.png: a PNG',
      'page.png: an HTML page',
      'empty.png: an empty file',
    ]) {
      assert(skipped.includes(expected), `${expected}: not in\n${skipped}`);
    }
    assert(progress.at(-1) === '6/6', `progress ends with ${progress.at(-1) ?? 'nothing'}`);
  },

  'says so when nothing can be decoded': async ({ device }) => {
    const samples = [sample('notes.png', 0, new TextEncoder().encode('not a picture'))];
    const attempt = prepare(samples, await ImageResizer.create(device), square(16));
    const message = await attempt.then(() => 'no error', String);
    assert(message.includes('no picture that can be decoded (notes.png: a text file)'), message);
  },

  'stops when it is told to': async ({ device }) => {
    const stop = new AbortController();
    const samples = Array.from({ length: 200 }, (_, index) => sample(String(index), 0, noise(8, 8)));
    const attempt = prepare(samples, await ImageResizer.create(device), square(8), {
      signal: stop.signal,
      onProgress: () => stop.abort(),
    });
    const name = await attempt.then(
      () => 'no error',
      (error: unknown) => (error as Error).name,
    );
    assert(name === 'AbortError', `got ${name}`);
  },

  'refuses a picture that declares more pixels than there is memory for, before decoding it': async () => {
    const png = bytesOf(fixtures.files['a PNG of 8-bit RGB'].file);
    new DataView(png.buffer).setUint32(16, 60_000);
    new DataView(png.buffer).setUint32(20, 50_000);
    const message = await decodeImage(png, 'huge.png').then(() => 'no error', String);
    assert(message.includes('huge.png: got a picture of 60000 x 50000 pixels'), message);
  },
};

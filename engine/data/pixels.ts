/** From samples to pixels of a network's input size: decoded, resized and laid side by side. */

import { messageOf, ThawError } from '../core/errors.js';
import { megabytes } from '../core/megabytes.js';
import type { ImageResizer, Picture } from '../gpu/image-resizer.js';
import { decodeImage } from './image.js';
import { listNames } from './paths.js';
import type { Framing } from './resample.js';
import type { Sample, Skipped } from './sample.js';

export interface PixelSet {
  /** The side of the square pictures. */
  readonly size: number;
  readonly count: number;
  /** [count, size, size, 4], RGBA bytes. */
  readonly pixels: Uint8Array<ArrayBuffer>;
  /** [count] */
  readonly labels: Uint32Array<ArrayBuffer>;
  /** [count]: where each row came from. */
  readonly samples: readonly Sample[];
  /** Samples that could not be decoded; they have no row. */
  readonly skipped: readonly Skipped[];
}

/** What training works on. */
export interface TrainingData {
  readonly classes: readonly string[];
  readonly train: PixelSet;
  readonly test: PixelSet;
}

export interface PrepareOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

interface Decoded {
  readonly sample: Sample;
  readonly picture: Picture;
}

interface Chunk {
  readonly decoded: readonly Decoded[];
  readonly skipped: readonly Skipped[];
}

/** Pictures decoded side by side; large photographs take 50 MB each until they are resized. */
const concurrency = 4;
/** A chunk is resized, and its pictures closed, when it has so many pictures or so many bytes of them. */
const mostPictures = 64;
const mostBytes = 128e6;

/**
 * Decodes and resizes samples, leaving out those that cannot be read or decoded.
 * @throws ThawError where not one can be, or memory does not suffice; an `AbortError` when the signal says so.
 */
export async function prepare(
  samples: readonly Sample[],
  resizer: ImageResizer,
  framing: Framing,
  { signal, onProgress }: PrepareOptions = {},
): Promise<PixelSet> {
  const stride = framing.crop ** 2 * 4;
  const pixels = allocate(samples.length, framing.crop);
  const kept: Sample[] = [];
  const skipped: Skipped[] = [];
  for await (const chunk of decodeInChunks(samples)) {
    try {
      signal?.throwIfAborted();
      const pictures = chunk.decoded.map(({ picture }) => picture);
      pixels.set(await resizer.resizeAll(pictures, framing), kept.length * stride);
    } finally {
      for (const { picture } of chunk.decoded) close(picture);
    }
    kept.push(...chunk.decoded.map(({ sample }) => sample));
    skipped.push(...chunk.skipped);
    onProgress?.(kept.length + skipped.length, samples.length);
  }
  if (kept.length === 0 && skipped.length > 0) throw nothingDecoded(skipped);
  return {
    size: framing.crop,
    count: kept.length,
    pixels: pixels.subarray(0, kept.length * stride),
    labels: Uint32Array.from(kept, ({ label }) => label),
    samples: kept,
    skipped,
  };
}

async function* decodeInChunks(samples: readonly Sample[]): AsyncGenerator<Chunk> {
  let decoded: Decoded[] = [];
  let skipped: Skipped[] = [];
  for (let start = 0; start < samples.length; start += concurrency) {
    for (const result of await Promise.all(samples.slice(start, start + concurrency).map(decode))) {
      if ('picture' in result) decoded.push(result);
      else skipped.push(result);
    }
    const bytes = decoded.reduce((sum, { picture }) => sum + picture.width * picture.height * 4, 0);
    const isLast = start + concurrency >= samples.length;
    if (!isLast && decoded.length + skipped.length < mostPictures && bytes < mostBytes) continue;
    yield { decoded, skipped };
    [decoded, skipped] = [[], []];
  }
}

async function decode(sample: Sample): Promise<Decoded | Skipped> {
  try {
    const content = await sample.read();
    const picture = content instanceof Uint8Array ? await decodeImage(content, sample.name) : content;
    return { sample, picture };
  } catch (error) {
    const reason = error instanceof ThawError ? error.complaint.got : messageOf(error);
    return { name: sample.name, reason };
  }
}

function close(picture: Picture): void {
  if (!('rgba' in picture)) picture.close();
}

function allocate(count: number, size: number): Uint8Array<ArrayBuffer> {
  try {
    return new Uint8Array(count * size * size * 4);
  } catch (error) {
    throw new ThawError(
      {
        operation: 'pictures',
        got: messageOf(error),
        expected: `${megabytes(count * size * size * 4)} of memory for ${count} pictures of ${size} x ${size} pixels`,
        remedy: 'Use fewer pictures, or a model that takes smaller ones.',
      },
      { cause: error },
    );
  }
}

function nothingDecoded(skipped: readonly Skipped[]): ThawError {
  const found = listNames(skipped.map(({ name, reason }) => `${name}: ${reason}`));
  const got = `no picture that can be decoded (${found})`;
  return new ThawError({ operation: 'pictures', got, expected: 'at least one' });
}

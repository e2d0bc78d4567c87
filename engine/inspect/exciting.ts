/**
 * What excites the channels of a layer: of all pictures those in which a channel has its largest values, where in them it
 * has these, and how much of the time it is above zero at all. One pass over the pictures for all channels of a layer.
 *
 *     peak of a picture = largest value of the channel's map        rate = (values above zero) / (values), over all pictures
 */

import type { PixelSet } from '../data/pixels.js';
import type { Model } from '../model.js';
import { findLayer } from '../models/find-layer.js';
import { channelPeaks, peakSize } from '../ops/channel-peaks.js';
import type { RowsDone } from '../train/activation-cache.js';
import type { Tensor } from '../weights/tensor.js';
import { passPictures, type Reduction } from './picture-pass.js';

/** A picture's largest value of a channel, and where it is. */
export interface Excitement {
  /** Its row in the set. */
  readonly picture: number;
  readonly value: number;
  /** The pixel of the map, row by row; the first of equal ones. */
  readonly place: number;
}

export interface ChannelActivity {
  /** The share of its values that are above zero, over all pictures: 0 for a channel that is dead. */
  readonly rate: number;
  /** The pictures with the largest peaks, largest first; of equal ones the earlier. */
  readonly top: readonly Excitement[];
}

/** Below this rate a channel is rarely active. */
export const rareRate = 0.01;

const peaksOf: Reduction = (graph, layer) => graph.add(channelPeaks, `peaks of ${layer.name}`, [layer], {})[0];

export interface ExcitingOptions {
  /** How many pictures are kept for each channel. */
  readonly most?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The activity of every channel of a layer over a set of pictures; yields how many are done.
 * @throws ThawError that offers near names where there is no such layer; the signal's reason when it aborts.
 */
export async function* findExciting(
  model: Model,
  pixels: PixelSet,
  layer: string,
  { most = 9, signal }: ExcitingOptions = {},
): AsyncGenerator<RowsDone, readonly ChannelActivity[]> {
  const gathered = new Activities(most);
  for await (const { first, count, found } of passPictures(
    model,
    pixels,
    [findLayer(model.network, layer)],
    peaksOf,
    signal,
  )) {
    found.forEach((peaks) => gathered.add(peaks, first));
    yield { done: first + count, total: pixels.count };
  }
  return gathered.channels;
}

/** Activities as they are gathered, batch by batch. */
export class Activities {
  readonly #tops: Excitement[][] = [];
  readonly #shares: number[] = [];
  #pictures = 0;

  constructor(readonly most: number) {}

  /**
   * @param peaks [count, C, 3] of further pictures: largest value, the pixel where it is, share above zero.
   * @param first the row of the first of them.
   */
  add({ shape: [count = 0, channels = 0], data }: Tensor, first: number): void {
    this.#pictures += count;
    for (let channel = 0; channel < channels; channel++) {
      const top = (this.#tops[channel] ??= []);
      for (let row = 0; row < count; row++) {
        const [value = 0, place = 0, share = 0] = data.subarray((row * channels + channel) * peakSize);
        this.#shares[channel] = (this.#shares[channel] ?? 0) + share;
        keep(top, { picture: first + row, value, place }, this.most);
      }
    }
  }

  get channels(): ChannelActivity[] {
    return this.#tops.map((top, channel) => ({ rate: (this.#shares[channel] ?? 0) / this.#pictures, top }));
  }
}

/** Puts an excitement in its place among the largest, behind equal ones, and lets the smallest go. */
function keep(top: Excitement[], next: Excitement, most: number): void {
  let place = top.length;
  while (place > 0 && (top[place - 1]?.value ?? Infinity) < next.value) place -= 1;
  if (place >= most) return;
  top.splice(place, 0, next);
  if (top.length > most) top.pop();
}

/** Samples as pictures, augmented and normalised on the GPU in every step. */

import { drawSize, packDraws } from '../data/augment.js';
import type { PixelSet } from '../data/pixels.js';
import type { Session } from '../gpu/session.js';
import type { Graph, Value } from '../graph/graph.js';
import { inputName } from '../models/layer.js';
import type { Preprocessing } from '../models/model.js';
import { addAugmentation } from '../ops/augment.js';
import { plain, type Copies } from './copies.js';
import type { SampleSource } from './sample-source.js';

/** How pictures are changed on their way. */
export interface Drawing {
  readonly isColoured: boolean;
  /** For a sample in an epoch, or in a cached copy. */
  readonly drawOf: Copies['drawOf'];
}

/** Adds the nodes that make the network's input of pixels, images of `size` pixels. */
export function describePixels(graph: Graph, size: number, batch: number, isColoured: boolean): Value {
  const pixels = graph.input('pixels', [batch, size, size], 'u32');
  const draws = graph.input('draws', [batch, drawSize]);
  return addAugmentation(graph, inputName, [pixels, draws, graph.input('meanStd', [8])], isColoured);
}

export class PixelSource implements SampleSource {
  readonly boundary = inputName;
  readonly arenas = [];

  constructor(
    readonly pixels: PixelSet,
    readonly preprocessing: Preprocessing,
    readonly drawing: Drawing = plain,
  ) {}

  get count(): number {
    return this.pixels.count;
  }

  describe(graph: Graph, batch: number): Value {
    return describePixels(graph, this.pixels.size, batch, this.drawing.isColoured);
  }

  write(session: Session, graph: Graph, samples: Uint32Array, epoch: number): void {
    const { size, pixels } = this.pixels;
    const words = new Uint32Array(pixels.buffer, pixels.byteOffset, pixels.byteLength / 4);
    const batch = new Uint32Array(samples.length * size * size);
    samples.forEach((sample, row) => {
      batch.set(words.subarray(sample * size * size, (sample + 1) * size * size), row * size * size);
    });
    const { mean, std } = this.preprocessing;
    session.write(graph.value('pixels'), batch);
    session.write(graph.value('meanStd'), Float32Array.of(...mean, 0, ...std, 1));
    const draws = Array.from(samples, (sample) => this.drawing.drawOf(sample, epoch));
    session.write(graph.value('draws'), packDraws(draws));
  }
}

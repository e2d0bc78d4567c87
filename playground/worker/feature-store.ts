/**
 * What networks make of single pictures, kept by their names: pictures that are given another class, left out or brought
 * back need not go through the network again.
 */

import {
  pooledLayer,
  poolFeatures,
  relabel,
  type Model,
  type PixelSet,
  type Sample,
  type Tensor,
} from '../../engine/index.js';
import { drain } from './drain.js';
import type { Progress } from './protocol.js';

/** A part of the data, and those of its pictures that are meant. */
export interface Chosen {
  readonly set: PixelSet;
  readonly samples: readonly Sample[];
}

interface Seen {
  /** The last features, [D]. */
  readonly features: Float32Array;
  /** The class that the head takes the picture for. */
  readonly predicted: string;
}

export interface SeenPictures {
  /** [N, D] */
  readonly features: Tensor;
  readonly predicted: readonly string[];
}

export class FeatureStore {
  #seen = new WeakMap<Model, Map<string, Seen>>();

  /** Of the chosen pictures of all parts, one part after the other; those that are not known yet are looked at. */
  async of(
    model: Model,
    parts: readonly Chosen[],
    tell: (progress: Progress) => void,
    signal: AbortSignal,
  ): Promise<SeenPictures> {
    const known = this.#seen.get(model) ?? new Map<string, Seen>();
    this.#seen.set(model, known);
    for (const { set, samples } of parts) {
      const missing = samples.filter(({ name }) => !known.has(name));
      if (missing.length > 0) await look(model, relabel(set, missing), known, tell, signal);
    }
    return stacked(parts.flatMap(({ samples }) => samples.flatMap(({ name }) => known.get(name) ?? [])));
  }

  forget(): void {
    this.#seen = new WeakMap();
  }
}

async function look(
  model: Model,
  pixels: PixelSet,
  known: Map<string, Seen>,
  tell: (progress: Progress) => void,
  signal: AbortSignal,
): Promise<void> {
  const { network, description } = model;
  const [last, head] = [pooledLayer(network), network.layers.at(-1)?.name ?? ''];
  const found = await drain(poolFeatures(model, pixels, [last, head], signal), ({ done, total }) =>
    tell({ stage: 'Features of the pictures', done, total }),
  );
  pixels.samples.forEach(({ name }, row) => {
    const logits = rowOf(found.get(head), row);
    const predicted = description.classes[logits.indexOf(Math.max(...logits))] ?? '';
    known.set(name, { features: rowOf(found.get(last), row), predicted });
  });
}

function rowOf(tensor: Tensor | undefined, row: number): Float32Array {
  const [, width = 0] = tensor?.shape ?? [];
  return tensor?.data.subarray(row * width, (row + 1) * width) ?? new Float32Array();
}

function stacked(seen: readonly Seen[]): SeenPictures {
  const width = seen[0]?.features.length ?? 0;
  const data = new Float32Array(seen.length * width);
  seen.forEach(({ features }, row) => data.set(features, row * width));
  return { features: { shape: [seen.length, width], data }, predicted: seen.map(({ predicted }) => predicted) };
}

/**
 * A model's forward pass over batches of pixels: one plan, made once, run for every batch. What is kept can be read,
 * drawn or copied afterwards; everything else is fused and its memory used again.
 */

import { printShape } from './core/shape.js';
import { Session } from './gpu/session.js';
import { Graph, type Value } from './graph/graph.js';
import { compile, type Plan } from './graph/plan.js';
import { specialise } from './graph/specialise.js';
import type { Precision } from './graph/value.js';
import type { PixelSet } from './data/pixels.js';
import type { Model } from './model.js';
import { buildForward } from './models/forward.js';
import { inputName } from './models/layer.js';
import { normalize } from './ops/normalize.js';

export interface ForwardOptions {
  readonly batch: number;
  /** Layers that can be read after a run; all others may be fused away. */
  readonly keep: readonly string[];
  /** What every other layer's values are kept as; f32 where it is absent. */
  readonly precision?: Precision | undefined;
}

export class Forward {
  private constructor(
    readonly model: Model,
    readonly session: Session,
    readonly graph: Graph,
    readonly batch: number,
  ) {}

  static async create(model: Model, options: ForwardOptions): Promise<Forward> {
    const { batch } = options;
    const { graph, plan } = planForward(model, options);
    const { crop } = model.description.preprocessing;
    const name = `forward pass of ${model.description.name} ${printShape([batch, crop, crop, 3])}`;
    const session = await Session.create(model.device, name, plan, model.arenas);
    const { mean, std } = model.description.preprocessing;
    session.write(graph.value('meanStd'), Float32Array.of(...mean, 0, ...std, 1));
    return new Forward(model, session, graph, batch);
  }

  value(layer: string): Value {
    return this.graph.value(layer);
  }

  /** Writes pixels of one or more pictures, RGBA bytes [count, S, S, 4]. */
  writePixels(pixels: Uint8Array<ArrayBuffer>): void {
    const words = new Uint32Array(pixels.buffer, pixels.byteOffset, pixels.byteLength / 4);
    this.session.write(this.graph.value('pixels'), words);
  }

  /**
   * Writes up to `count` samples of a set from `first` on.
   * @returns how many there were
   */
  writeRows(set: PixelSet, first: number, count: number): number {
    const rows = Math.min(count, set.count - first);
    const stride = set.size * set.size * 4;
    this.writePixels(set.pixels.subarray(first * stride, (first + rows) * stride));
    return rows;
  }

  destroy(): void {
    this.session.destroy();
  }
}

/** What a forward pass will compute, without a buffer for it. */
export function planForward(
  model: Model,
  { batch, keep, precision }: ForwardOptions,
): { readonly graph: Graph; readonly plan: Plan } {
  const { target } = model.device;
  const graph = specialise(describe(model, batch), { target, keep: new Set(keep), precision });
  const plan = compile(graph, {
    target,
    keep: keep.map((name) => graph.value(name)),
    external: model.placements,
  });
  return { graph, plan };
}

/** pixels -> normalised picture -> every layer of the network. */
function describe(model: Model, batch: number): Graph {
  const graph = new Graph();
  const { crop } = model.description.preprocessing;
  const pixels = graph.input('pixels', [batch, crop, crop], 'u32');
  const meanStd = graph.input('meanStd', [8]);
  const [picture] = graph.add(normalize, inputName, [pixels, meanStd], {});
  buildForward(graph, picture, model.network);
  return graph;
}

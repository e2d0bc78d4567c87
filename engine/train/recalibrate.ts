/**
 * Recalibration of batch norm: running statistics estimated anew from the training images. The network sees them once,
 * in the data set's order and in whole batches; the layers in question normalise with the batch's own statistics, whose
 * averages become the running ones. (The method of PyTorch's `torch.optim.swa_utils.update_bn`.)
 */

import { sizeOf } from '../core/shape.js';
import { Arena } from '../gpu/arena.js';
import { Session } from '../gpu/session.js';
import { Graph, type Value } from '../graph/graph.js';
import { compile } from '../graph/plan.js';
import { packedShapes, type Model } from '../model.js';
import { buildForward } from '../models/forward.js';
import { batchNormEps } from '../models/layer.js';
import type { Tensor, Tensors } from '../weights/tensor.js';
import type { RowsDone } from './activation-cache.js';
import type { SampleSource } from './sample-source.js';

export interface RecalibrateOptions {
  /** Names of batch norms. */
  readonly layers: readonly string[];
  readonly batchSize: number;
  readonly signal?: AbortSignal | undefined;
}

interface Statistics {
  readonly layer: string;
  /** [2, C]: mean and 1 / sqrt(var + eps) of a batch. */
  readonly value: Value;
  /** Numbers of each channel in a batch. */
  readonly count: number;
}

/** The new running statistics by name; yields the samples done. Throws the signal's reason when it aborts. */
export async function* recalibrate(
  model: Model,
  source: SampleSource,
  { layers, batchSize, signal }: RecalibrateOptions,
): AsyncGenerator<RowsDone, Tensors> {
  const batch = Math.min(batchSize, source.count);
  const batches = Math.floor(source.count / batch);
  const { graph, statistics } = describe(model, source, batch, new Set(layers));
  // Running statistics are moved in place: not those of the model.
  const scratch = await Arena.create(model.device, 'recalibrated', runningShapes(layers, statistics));
  const plan = compile(graph, {
    target: model.device.target,
    keep: statistics.map(({ value }) => value),
    external: new Map([...model.placements, ...scratch.placements]),
  });
  let session: Session | undefined;
  try {
    const arenas = [...model.arenas, ...source.arenas, scratch];
    session = await Session.create(model.device, `recalibration, batch ${batch}`, plan, arenas);
    const sums = statistics.map(({ value }) => new Float64Array(sizeOf(value.shape)));
    for (let number = 0; number < batches; number++) {
      signal?.throwIfAborted();
      const samples = Uint32Array.from({ length: batch }, (_, index) => number * batch + index);
      source.write(session, graph, samples, 0);
      const found = await session.runAndRead(...statistics.map(({ value }) => value));
      statistics.forEach((one, index) => addBatch(sums[index] ?? new Float64Array(), found[index] ?? [], one.count));
      yield { done: (number + 1) * batch, total: batches * batch };
    }
    return new Map(
      statistics.flatMap(({ layer }, index) => averages(layer, sums[index] ?? new Float64Array(), batches)),
    );
  } finally {
    session?.destroy();
    scratch.destroy();
  }
}

function describe(model: Model, source: SampleSource, batch: number, layers: ReadonlySet<string>) {
  const graph = new Graph();
  const running = new Set([...layers].flatMap((layer) => [`${layer}.running_mean`, `${layer}.running_var`]));
  const values = buildForward(graph, source.describe(graph, batch), model.network, {
    from: source.boundary,
    trainable: running,
    batchNormOf: ({ name }) => (layers.has(name) ? 'batch' : 'folded'),
  });
  const statistics = [...layers].map((layer): Statistics => {
    const shape = values.get(layer)?.shape ?? [];
    return { layer, value: graph.value(`${layer}:1`), count: sizeOf(shape) / (shape.at(-1) ?? 1) };
  });
  return { graph, statistics };
}

function runningShapes(layers: readonly string[], statistics: readonly Statistics[]) {
  return packedShapes(
    new Map(
      layers.flatMap((layer, index) => {
        const data = new Float32Array(statistics[index]?.value.shape[1] ?? 1);
        const tensor = { shape: [data.length], data };
        return [
          [`${layer}.running_mean`, tensor],
          [`${layer}.running_var`, tensor],
        ] as const;
      }),
    ),
  );
}

/** Adds a batch's means and unbiased variances to their sums, [2, C]. */
function addBatch(sums: Float64Array, found: ArrayLike<number>, count: number): void {
  const channels = sums.length / 2;
  for (let channel = 0; channel < channels; channel++) {
    const variance = 1 / (found[channels + channel] ?? NaN) ** 2 - batchNormEps;
    sums[channel] = (sums[channel] ?? 0) + (found[channel] ?? NaN);
    sums[channels + channel] = (sums[channels + channel] ?? 0) + (Math.max(0, variance) * count) / (count - 1);
  }
}

function averages(layer: string, sums: Float64Array, batches: number): [string, Tensor][] {
  const channels = sums.length / 2;
  const part = (from: number): Tensor => ({
    shape: [channels],
    data: Float32Array.from(sums.subarray(from, from + channels), (sum) => sum / batches),
  });
  return [
    [`${layer}.running_mean`, part(0)],
    [`${layer}.running_var`, part(channels)],
  ];
}

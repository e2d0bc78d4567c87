/**
 * The gradient of the loss with respect to a convolution's filters, over pictures of a data set: where training would
 * turn them, if they learned. Batch norms use their running statistics, as in evaluation; the model stays as it is.
 *
 *     g = d L / d w,  L the mean cross-entropy of the pictures; a step of gradient descent adds - rate * g to w
 */

import { expect } from '../core/errors.js';
import type { TrainingData } from '../data/pixels.js';
import { Session } from '../gpu/session.js';
import { differentiate } from '../graph/autodiff.js';
import { fuse } from '../graph/fuse.js';
import { Graph } from '../graph/graph.js';
import { compile } from '../graph/plan.js';
import type { Model } from '../model.js';
import { buildForward } from '../models/forward.js';
import { crossEntropy } from '../ops/cross-entropy.js';
import { PixelSource } from '../train/pixel-source.js';
import { unpack } from '../weights/pack.js';
import { findFilters, type FilterBank } from './filters.js';

/** As many pictures as the gradient is of, where there are so many: evenly spread, so that every class has its share. */
export const gradientPictures = 64;

/**
 * @throws ThawError that offers near names where there is no such layer, for one that is no convolution, and where the
 * data have other classes than the model tells apart.
 */
export async function readFilterGradient(
  model: Model,
  name: string,
  { classes, train }: Pick<TrainingData, 'classes' | 'train'>,
): Promise<FilterBank> {
  const { parameter, ...bank } = findFilters(model, name);
  const { device, description, network } = model;
  expect(classes.join('\n') === description.classes.join('\n'), () => ({
    operation: `gradient of the filters of ${bank.layer}`,
    got: `pictures of ${classes.join(', ')}`,
    expected: `those that the network tells apart: ${description.classes.join(', ')}`,
    remedy: 'Retrain it on these data first.',
  }));
  const batch = Math.min(gradientPictures, train.count);
  const source = new PixelSource(train, description.preprocessing);
  const described = new Graph();
  const labels = described.input('labels', [batch], 'u32');
  const count = described.input('count', [4], 'u32');
  const layers = buildForward(described, source.describe(described, batch), network, {
    trainable: new Set([parameter]),
  });
  const logits = layers.get(network.layers.at(-1)?.name ?? '') ?? labels;
  const [, gradLogits = logits] = described.add(crossEntropy, 'loss', [logits, labels, count], { labelSmoothing: 0 });
  const filters = described.value(parameter);
  const found = differentiate(described, new Map([[logits, gradLogits]]), [filters], device.target);
  const gradient = found.get(filters)?.name ?? '';
  const graph = fuse(described, new Set([gradient]));
  const plan = compile(graph, { target: device.target, keep: [graph.value(gradient)], external: model.placements });
  const session = await Session.create(device, `gradient of ${parameter}`, plan, model.arenas);
  try {
    const rows = Uint32Array.from({ length: batch }, (_, index) => Math.floor((index * train.count) / batch));
    source.write(session, graph, rows, 0);
    session.write(
      graph.value('labels'),
      rows.map((row) => train.labels[row] ?? 0),
    );
    session.write(graph.value('count'), Uint32Array.of(batch));
    const [packed = new Float32Array()] = await session.runAndRead(graph.value(gradient));
    return { ...bank, data: unpack(bank.shape, packed) };
  } finally {
    session.destroy();
  }
}

/**
 * Batch normalisation that is trained, over all dimensions but the last, with what follows it in a residual block:
 *
 *   y = (x - mean) / sqrt(var + eps) * weight + bias, + residual, then ReLU
 *
 * The statistics are the batch's own (PyTorch's train mode): var is biased, and the running statistics move towards
 * mean and the unbiased var, in place, each time the node runs. Or they are the running ones (eval mode), unchanged.
 * Ioffe and Szegedy, Batch Normalization, 2015.
 */

import { expect } from '../core/errors.js';
import { printShape, sameShape, sizeOf } from '../core/shape.js';
import type { Lowering, Node, Op, Value } from '../graph/graph.js';
import applySource from '../../shaders/batch_norm_apply.wgsl?raw';
import finalizeSource from '../../shaders/batch_norm_finalize.wgsl?raw';
import statisticsSource from '../../shaders/batch_norm_statistics.wgsl?raw';
import storedSource from '../../shaders/batch_norm_stored.wgsl?raw';
import { dispatchKernel, elementsOf, labelOf } from './kernel.js';
import { sliceRows } from './slices.js';

export interface BatchNormApplyAttributes {
  readonly relu: boolean;
}

export interface BatchNormTrainAttributes extends BatchNormApplyAttributes {
  /** Added to the variance; PyTorch's default is 1e-5. */
  readonly eps: number;
  /** The batch's part in the running statistics; PyTorch's default is 0.1. */
  readonly momentum: number;
  readonly statistics: 'batch' | 'running';
}

/**
 * [x [..., C], weight, bias, runningMean, runningVar, each [C], residual as x?]
 * -> y as x, statistics [2, C]: the mean and 1 / sqrt(var + eps) that were used
 */
export const batchNormTrain: Op<BatchNormTrainAttributes> = {
  name: 'batchNormTrain',

  outputShapes([x = [], ...others], { statistics }, name) {
    const channels = x.at(-1) ?? 1;
    const [parameters, residuals] = [others.slice(0, 4), others.slice(4)];
    const fits = parameters.length === 4 && parameters.every((shape) => sameShape(shape, [channels]));
    expect(fits && residuals.length <= 1 && residuals.every((shape) => sameShape(shape, x)), () => ({
      operation: `batchNormTrain ${name}`,
      got: [x, ...others].map(printShape).join(', '),
      expected: `x, then weight, bias, runningMean and runningVar [${channels}], and perhaps a residual like x`,
    }));
    expect(statistics === 'running' || sizeOf(x) > channels, () => ({
      operation: `batchNormTrain ${name}`,
      got: `x ${printShape(x)}, one value for each channel`,
      expected: 'two or more, to have a variance',
      remedy: 'Use a larger batch or larger images.',
    }));
    return [x, [2, channels]];
  },

  lower(node, lowering) {
    if (node.attributes.statistics === 'batch') lowerBatchStatistics(node, lowering);
    else lowerStoredStatistics(node, lowering);
    const [y] = node.outputs;
    if (y) lowerBatchNormApply(labelOf(node), applyInputs(node), y, node.attributes, lowering);
  },
};

/** What the result is computed from, once its statistics are there: the inputs of `batchNormApply`. */
export function applyInputs({ inputs, outputs }: Node): Value[] {
  const [x, weight, bias, , , residual] = inputs;
  return [x, outputs[1], weight, bias, residual].filter((value) => value !== undefined);
}

function lowerBatchStatistics(node: Node<BatchNormTrainAttributes>, lowering: Lowering): void {
  const [x, , , runningMean, runningVar] = node.inputs;
  const statistics = node.outputs[1];
  if (!x || !runningMean || !runningVar || !statistics) return;
  const channels = x.shape.at(-1) ?? 1;
  const rows = sizeOf(x.shape) / channels;
  const slices = sliceRows(rows);
  const partials = lowering.scratch('slices', [slices.count, 2, channels]);
  const { VECTOR, width } = elementsOf(channels);
  const shared = { VECTOR, CHANNELS: channels / width, ROWS: rows, SLICE_ROWS: slices.sliceRows };

  const count = (slices.count * channels) / width;
  dispatchKernel(`${labelOf(node)}, statistics`, [x], [partials], lowering, {
    source: statisticsSource,
    constants: { ...shared, COUNT: count },
    invocations: count,
  });
  const { eps, momentum } = node.attributes;
  // The running statistics are read and written: both are outputs to the dispatch.
  const written = [statistics, runningMean, runningVar];
  dispatchKernel(`${labelOf(node)}, finalize`, [partials], written, lowering, {
    source: finalizeSource,
    constants: { ...shared, SLICES: slices.count, EPS: { f32: eps }, MOMENTUM: { f32: momentum } },
    invocations: channels / width,
  });
}

function lowerStoredStatistics(node: Node<BatchNormTrainAttributes>, lowering: Lowering): void {
  const [, , , runningMean, runningVar] = node.inputs;
  const statistics = node.outputs[1];
  if (!runningMean || !runningVar || !statistics) return;
  const channels = runningMean.shape[0] ?? 1;
  const { VECTOR, width } = elementsOf(channels);
  dispatchKernel(`${labelOf(node)}, statistics`, [runningMean, runningVar], [statistics], lowering, {
    source: storedSource,
    constants: { VECTOR, CHANNELS: channels / width, EPS: { f32: node.attributes.eps } },
    invocations: channels / width,
  });
}

/** Emits the last of the dispatches, where the statistics are known; `operands` are the inputs of `batchNormApply`. */
export function lowerBatchNormApply(
  label: string,
  operands: readonly Value[],
  y: Value,
  { relu }: BatchNormApplyAttributes,
  lowering: Lowering,
): void {
  const channels = y.shape.at(-1) ?? 1;
  const { VECTOR, width } = elementsOf(channels);
  const count = sizeOf(y.shape) / width;
  const constants = {
    VECTOR,
    COUNT: count,
    CHANNELS: channels / width,
    RESIDUAL: operands.length === 5,
    RELU: relu,
    OUTPUT_BINDING: operands.length,
  };
  dispatchKernel(label, operands, [y], lowering, { source: applySource, constants, invocations: count });
}

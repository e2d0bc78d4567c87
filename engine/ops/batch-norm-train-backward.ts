/**
 * The gradients of a batch norm that is trained (batch-norm-train.ts). With M rows, dz the gradient behind the ReLU, if
 * there is one, and xhat = (x - mean) rstd:
 *
 *   gradBias = sum of dz        gradWeight = sum of dz xhat
 *   gradInput = weight rstd (dz - gradBias / M - xhat gradWeight / M)     with the batch's own statistics
 *   gradInput = weight rstd dz                                            with the running ones
 *
 * Ioffe and Szegedy, Batch Normalization, 2015, section 3.
 */

import { expect } from '../core/errors.js';
import { ceilDivide, printShape, sameShape, sizeOf } from '../core/shape.js';
import type { Target } from '../graph/dispatch.js';
import type { GradientRule, Graph, Op, Value } from '../graph/graph.js';
import applySource from '../../shaders/batch_norm_backward_apply.wgsl?raw';
import sumsSource from '../../shaders/batch_norm_backward_sums.wgsl?raw';
import type { BatchNormTrainAttributes } from './batch-norm-train.js';
import { dispatchNode, elementsOf } from './kernel.js';
import { reluBackward } from './pointwise-backward.js';
import { fewSlices, strips } from './slices.js';
import { sumSlices } from './sum-slices.js';

export interface BatchNormTrainBackwardAttributes {
  /** Rows of x that a slice sums. */
  readonly sliceRows: number;
}

/**
 * [gradOutput [..., C], x as gradOutput, statistics [2, C], y as gradOutput where a ReLU followed]
 * -> slices [S, 2, C] of gradWeight and gradBias
 */
export const batchNormTrainBackward: Op<BatchNormTrainBackwardAttributes> = {
  name: 'batchNormTrainBackward',

  outputShapes([gradOutput = [], x = [], statistics = [], ...mask], { sliceRows }, name) {
    const channels = x.at(-1) ?? 1;
    const fits = [gradOutput, ...mask].every((shape) => sameShape(shape, x));
    expect(fits && sameShape(statistics, [2, channels]), () => ({
      operation: `batchNormTrainBackward ${name}`,
      got: [gradOutput, x, statistics, ...mask].map(printShape).join(', '),
      expected: `gradOutput like x ${printShape(x)} and statistics [2, ${channels}]`,
    }));
    return [[ceilDivide(sizeOf(x) / channels, sliceRows), 2, channels]];
  },

  lower(node, lowering) {
    const x = node.inputs[1]?.shape ?? [];
    const channels = x.at(-1) ?? 1;
    const { VECTOR, width } = elementsOf(channels);
    const count = sizeOf(node.outputs[0]?.shape ?? []) / 2 / width;
    const constants = {
      VECTOR,
      CHANNELS: channels / width,
      ROWS: sizeOf(x) / channels,
      SLICE_ROWS: node.attributes.sliceRows,
      COUNT: count,
      RELU: node.inputs.length === 4,
      OUTPUT_BINDING: node.inputs.length,
    };
    dispatchNode(node, lowering, { source: sumsSource, constants, invocations: count });
  },
};

export interface BatchNormTrainGradInputAttributes {
  readonly statistics: 'batch' | 'running';
  readonly relu: boolean;
  /** Whether the gradient behind the ReLU, that of the skip connection, is given too. */
  readonly gradResidual: boolean;
}

/**
 * [gradOutput [..., C], statistics [2, C], weight [C], x as gradOutput and slices [S, 2, C] where the statistics are the
 * batch's, y as gradOutput with `relu`] -> gradInput as gradOutput, and with `gradResidual` that too
 */
export const batchNormTrainGradInput: Op<BatchNormTrainGradInputAttributes> = {
  name: 'batchNormTrainGradInput',

  outputShapes(inputs, { statistics, relu, gradResidual }, name) {
    const [gradOutput = [], used = [], weight = [], ...rest] = inputs;
    const channels = gradOutput.at(-1) ?? 1;
    const [x = gradOutput, slices = used] = statistics === 'batch' ? rest : [];
    const masks = rest.slice(statistics === 'batch' ? 2 : 0);
    const rowsFit = [x, ...masks].every((shape) => sameShape(shape, gradOutput)) && masks.length === Number(relu);
    const channelsFit = [used, slices].every((shape) => sameShape(shape.slice(-2), [2, channels]));
    expect(rowsFit && channelsFit && sameShape(weight, [channels]), () => ({
      operation: `batchNormTrainGradInput ${name}`,
      got: inputs.map(printShape).join(', '),
      expected: `gradOutput [..., C], statistics [2, C], weight [C], x, slices [S, 2, C] and y as their attributes say`,
    }));
    return gradResidual ? [gradOutput, gradOutput] : [gradOutput];
  },

  lower(node, lowering) {
    const shape = node.inputs[0]?.shape ?? [];
    const { statistics, relu, gradResidual } = node.attributes;
    const channels = shape.at(-1) ?? 1;
    const rows = sizeOf(shape) / channels;
    const { stripRows } = strips[lowering.target.kind];
    const { VECTOR, width } = elementsOf(channels);
    const count = ceilDivide(rows, stripRows) * (channels / width);
    const constants = {
      VECTOR,
      CHANNELS: channels / width,
      ROWS: rows,
      STRIP_ROWS: stripRows,
      COUNT: count,
      BATCH: statistics === 'batch',
      SLICES: node.inputs[4]?.shape[0] ?? 1,
      RELU: relu,
      RESIDUAL: gradResidual,
      MASK_BINDING: node.inputs.length - 1,
      OUTPUT_BINDING: node.inputs.length,
    };
    dispatchNode(node, lowering, { source: applySource, constants, invocations: count });
  },
};

export const batchNormTrainGradient: GradientRule<BatchNormTrainAttributes> = (
  { name, inputs, outputs, attributes },
  [gradOutput],
  { graph, target, wants },
) => {
  const [x, weight, bias, , , residual] = inputs;
  const [y, used] = outputs;
  if (!x || !weight || !bias || !y || !used || !gradOutput) return [];
  const { statistics, relu } = attributes;
  const mask = relu ? [y] : [];
  const isReduced = wants(weight) || wants(bias) || (wants(x) && statistics === 'batch');
  const slices = isReduced ? addSlices(graph, name, [gradOutput, x, used, ...mask], target) : undefined;
  const sum = (parameter: Value, suffix: string, offset: number) =>
    slices && wants(parameter)
      ? graph.add(sumSlices, `${name}.${suffix}`, [slices], { shape: parameter.shape, offset })[0]
      : null;

  const wantsResidual = residual !== undefined && wants(residual);
  const ofBatch = slices && statistics === 'batch' ? [x, slices] : [];
  const operands = wants(x) ? [gradOutput, used, weight, ...ofBatch, ...mask] : undefined;
  const [gradInput = null, masked] = operands
    ? graph.add(batchNormTrainGradInput, `${name}.gradInput`, operands, {
        statistics,
        relu,
        gradResidual: wantsResidual && relu,
      })
    : [];
  const gradResidual = () =>
    relu ? (masked ?? graph.add(reluBackward, `${name}.gradResidual`, [gradOutput, y], {})[0]) : gradOutput;
  return [
    gradInput,
    sum(weight, 'gradWeight', 0),
    sum(bias, 'gradBias', sizeOf(bias.shape)),
    null,
    null,
    wantsResidual ? gradResidual() : null,
  ];
};

/** @returns slices [S, 2, C] of the gradients of weight and bias. */
function addSlices(graph: Graph, name: string, inputs: readonly Value[], target: Target): Value {
  const x = inputs[1]?.shape ?? [];
  const { sliceRows } = fewSlices(target, sizeOf(x) / (x.at(-1) ?? 1));
  return graph.add(batchNormTrainBackward, `${name}.slices`, inputs, { sliceRows })[0];
}

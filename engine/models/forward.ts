/** From a network's description to the nodes of a graph. Every value is called exactly as its layer. */

import { ThawError } from '../core/errors.js';
import type { Graph, Value } from '../graph/graph.js';
import { avgPool2d } from '../ops/avg-pool.js';
import { batchNorm, batchNormFold } from '../ops/batch-norm.js';
import { batchNormTrain } from '../ops/batch-norm-train.js';
import { conv2d } from '../ops/conv2d.js';
import { globalAvgPool } from '../ops/global-avg-pool.js';
import { linear } from '../ops/linear.js';
import { maxPool2d } from '../ops/max-pool.js';
import { add, relu } from '../ops/pointwise.js';
import { subsampleAndPad } from '../ops/subsample-pad.js';
import { packedShape } from '../weights/pack.js';
import { batchNormEps, inputName, parametersOf, type BatchNormLayer, type Layer, type Network } from './layer.js';

/** The part of the batch in the running statistics; PyTorch's default. */
const momentum = 0.1;

/**
 * How a batch norm is computed.
 * - `folded`: with its running statistics, as a scale and a shift that nothing trains: frozen layers, inference;
 * - `running`: with its running statistics, weight and bias trained;
 * - `batch`: with the batch's own statistics, moving the running ones.
 */
export type BatchNormForm = 'folded' | 'running' | 'batch';

export interface ForwardOptions {
  /** Names of the parameters that an optimiser changes (`fc.weight`); all others are frozen. */
  readonly trainable?: ReadonlySet<string>;
  /** `folded` where it says nothing. */
  readonly batchNormOf?: (layer: BatchNormLayer) => BatchNormForm;
  /** The layer whose values `x` is, if it is not the image: only what comes after it is built. */
  readonly from?: string;
}

/**
 * Adds a network's layers to a graph.
 * @param x the image [N, H, W, 4] (red, green, blue, zero), normalised; or the values of `options.from`.
 * @returns the values of the layers by name: [N, H, W, C], or [N, C] from the average pool on.
 */
export function buildForward(
  graph: Graph,
  x: Value,
  network: Network,
  options: ForwardOptions = {},
): Map<string, Value> {
  const { trainable = new Set(), batchNormOf = () => 'folded', from = inputName } = options;
  const start = network.layers.findIndex((layer) => layer.name === from) + 1;
  const values = new Map([[from, x]]);
  for (const layer of network.layers.slice(start)) {
    const inputs = layer.inputs.map((name) => values.get(name) ?? missing(from, layer.name, name));
    const parameters = parametersOf(layer).map(({ name, shape }) =>
      trainable.has(name) ? graph.trainable(name, packedShape(shape)) : graph.parameter(name, packedShape(shape)),
    );
    values.set(layer.name, addLayer(graph, layer, inputs, parameters, batchNormOf));
  }
  return values;
}

function addLayer(
  graph: Graph,
  layer: Layer,
  inputs: readonly Value[],
  parameters: readonly Value[],
  batchNormOf: (layer: BatchNormLayer) => BatchNormForm,
): Value {
  const { name } = layer;
  switch (layer.kind) {
    case 'conv2d': {
      const { stride, padding, groups } = layer;
      return graph.add(conv2d, name, [...inputs, ...parameters], { stride, padding, dilation: 1, groups })[0];
    }
    case 'batchNorm': {
      const statistics = batchNormOf(layer);
      if (statistics !== 'folded') {
        const training = { eps: batchNormEps, momentum, statistics, relu: false };
        return graph.add(batchNormTrain, name, [...inputs, ...parameters], training)[0];
      }
      const [affine] = graph.add(batchNormFold, `${name}.affine`, parameters, { eps: batchNormEps });
      return graph.add(batchNorm, name, [...inputs, affine], {})[0];
    }
    case 'maxPool2d': {
      const { kernelSize, stride, padding } = layer;
      return graph.add(maxPool2d, name, inputs, { kernelSize, stride, padding })[0];
    }
    case 'avgPool2d': {
      const { kernelSize, stride } = layer;
      return graph.add(avgPool2d, name, inputs, { kernelSize, stride })[0];
    }
    case 'subsampleAndPad': {
      const { stride, outChannels } = layer;
      return graph.add(subsampleAndPad, name, inputs, { stride, outChannels })[0];
    }
    case 'linear':
      return graph.add(linear, name, [...inputs, ...parameters], {})[0];
    case 'globalAvgPool':
      return graph.add(globalAvgPool, name, inputs, {})[0];
    case 'relu':
      return graph.add(relu, name, inputs, {})[0];
    case 'add':
      return graph.add(add, name, inputs, {})[0];
  }
}

function missing(from: string, layer: string, input: string): never {
  throw new ThawError({
    operation: `forward from ${from}`,
    got: `${layer}, which reads ${input}`,
    expected: 'a layer that everything after it depends on alone',
    remedy: 'Start at the output of a block.',
  });
}

/** What the page needs to know of a model to draw it: blocks, layers, shapes, receptive fields. Pure. */

import {
  countParameters,
  parametersOf,
  receptiveFields,
  type Block,
  type Layer,
  type Model,
  type Shape,
} from '../../engine/index.js';
import type { BlockSummary, LayerSummary, ModelSummary } from './protocol.js';

const kindNames: Record<Layer['kind'], string> = {
  conv2d: 'convolution',
  batchNorm: 'batch norm',
  relu: 'ReLU',
  add: 'addition',
  maxPool2d: 'max pool',
  avgPool2d: 'average pool',
  globalAvgPool: 'average pool',
  subsampleAndPad: 'subsample and pad',
  linear: 'linear',
};

/** Layers whose values may be negative. */
const signedKinds: ReadonlySet<Layer['kind']> = new Set(['conv2d', 'batchNorm', 'add', 'linear']);

/** @param shapeOf a layer's shape for one picture, NHWC: [1, H, W, C], or [1, features]. */
export function summarise({ description, network, report }: Model, shapeOf: (layer: string) => Shape): ModelSummary {
  const { preprocessing, preprocessingSource = 'default' } = description;
  const fields = receptiveFields(network, preprocessing.crop);
  const summary = (layer: Layer): LayerSummary => ({
    name: layer.name,
    kind: kindNames[layer.kind],
    shape: torchShape(shapeOf(layer.name), layer.kind).slice(1),
    receptiveField: fields.get(layer.name) ?? { size: 1, stride: 1, start: 0 },
    isSigned: signedKinds.has(layer.kind),
    parameters: countParameters(parametersOf(layer)),
  });
  const block = ({ name, stage, layers, output, shortcut }: Block): BlockSummary => ({
    name,
    stage,
    layers: layers.map(summary),
    output,
    shortcut,
    parameters: countParameters(layers.flatMap(parametersOf)),
  });
  return {
    name: description.name,
    architecture: description.architecture.title,
    member: description.architecture,
    parameters: countParameters(network.parameters),
    classes: description.classes,
    inputSize: preprocessing.crop,
    preprocessing,
    preprocessingSource,
    report,
    blocks: network.blocks.map(block),
  };
}

/** Whether a layer's values may be negative. */
export function isSigned({ network }: Model, layer: string): boolean {
  return signedKinds.has(network.layers.find(({ name }) => name === layer)?.kind ?? 'linear');
}

/**
 * The shape that PyTorch gives the same values: [N, C, H, W], or [N, features] for a linear layer. The network's input is
 * held with a fourth channel of zeros, which is none of its own.
 */
export function torchShape(shape: Shape, kind: Layer['kind'] | 'input'): number[] {
  const [batch = 1, ...rest] = shape;
  const channels = kind === 'input' ? 3 : (rest.at(-1) ?? 1);
  if (kind === 'linear') return [batch, channels];
  return [batch, channels, ...(rest.length === 3 ? rest.slice(0, 2) : [1, 1])];
}

/** Values in the order [H, W, C] put into the order [C, H, W]. */
export function channelsFirst(data: Float32Array, channels: number): Float32Array<ArrayBuffer> {
  const pixels = data.length / channels;
  const planes = new Float32Array(data.length);
  for (let pixel = 0; pixel < pixels; pixel++) {
    for (let channel = 0; channel < channels; channel++) {
      planes[channel * pixels + pixel] = data[pixel * channels + channel] ?? 0;
    }
  }
  return planes;
}

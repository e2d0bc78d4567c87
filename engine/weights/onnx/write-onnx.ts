/**
 * From a model to the bytes of an ONNX file, for inference elsewhere:
 *
 *     pixels [batch, 3, height, width]   ->   logits [batch, classes]
 *
 * Batch norms stay as they are, so that the file reads back bit-identical; runtimes fold them. What a picture goes
 * through before, and the names of the classes, are in the file as text for people and as metadata.
 */

import { batchNormEps, inputName, parametersOf, type Layer } from '../../models/layer.js';
import type { ModelDescription, Preprocessing } from '../../models/model.js';
import { resnet } from '../../models/resnet.js';
import { matchTensors } from '../match.js';
import { describeAsMetadata, type Provenance } from '../metadata.js';
import type { Tensor, Tensors } from '../tensor.js';
import { encodeModel } from './encode-model.js';
import { elementType, type OnnxAttribute, type OnnxModel, type OnnxNode, type OnnxTensor } from './onnx-model.js';

/** Of June 2022: old enough for every runtime in use. */
const opset = 17;
const irVersion = 8;

const pixels = 'pixels';
const logits = 'logits';

/**
 * @param weights in PyTorch's layouts and by its names.
 * @param provenance what the model was trained from, and how.
 * @throws ThawError where they are not those of the described architecture.
 */
export function saveOnnx(
  description: ModelDescription,
  weights: Tensors,
  provenance?: Provenance,
): Uint8Array<ArrayBuffer> {
  return encodeModel({ ...describeOnnx(description, weights), metadata: describeAsMetadata(description, provenance) });
}

/** The model that is written, as plain data, without its metadata. */
function describeOnnx(description: ModelDescription, weights: Tensors): Omit<OnnxModel, 'metadata'> {
  const network = resnet(description.architecture);
  const tensors = matchTensors(network, weights, `save ${description.name}`);
  const channels = channelsOf(network.layers);
  const parts = network.layers.map((layer) => partOf(layer, channels));
  const input = describeInput(description.preprocessing);
  return {
    irVersion,
    opset,
    producer: 'thaw',
    documentation: `${description.architecture.title}. ${input} Output: a logit for each of the classes in the metadata.`,
    graph: {
      name: description.name,
      nodes: parts.flatMap(({ nodes }) => nodes),
      initialisers: [
        ...[...tensors].map(([name, tensor]) => floats(name, tensor)),
        ...parts.flatMap(({ constants }) => constants),
      ],
      inputs: [{ name: pixels, dimensions: ['batch', 3, 'height', 'width'], documentation: input }],
      outputs: [{ name: logits, dimensions: ['batch', description.classes.length], documentation: '' }],
    },
  };
}

function describeInput({ resize, crop, interpolation, mean, std }: Preprocessing): string {
  return (
    `Input: an RGB picture from 0 to 1, its shorter side resized to ${resize} pixels (${interpolation}), ` +
    `the middle ${crop} x ${crop} of it, minus the mean [${mean.join(', ')}], divided by [${std.join(', ')}].`
  );
}

/** What a layer becomes: nodes, the last of which gives the layer's value, and the integers that they read. */
interface Part {
  readonly nodes: readonly OnnxNode[];
  readonly constants: readonly OnnxTensor[];
}

function partOf(layer: Layer, channels: ReadonlyMap<string, number>): Part {
  const inputs = layer.inputs.map((name) => (name === inputName ? pixels : name));
  const { name } = layer;
  const own = parametersOf(layer).map((parameter) => parameter.name);
  switch (layer.kind) {
    case 'conv2d': {
      const { groups, kernelSize, stride, padding } = layer;
      const attributes = { ...windowOf(kernelSize, stride, padding), group: int(groups) };
      return single(node('Conv', name, [...inputs, ...own], attributes));
    }
    case 'batchNorm':
      return single(node('BatchNormalization', name, [...inputs, ...own], { epsilon: float(batchNormEps) }));
    case 'maxPool2d': {
      const { kernelSize, stride, padding } = layer;
      return single(node('MaxPool', name, inputs, windowOf(kernelSize, stride, padding)));
    }
    case 'avgPool2d': {
      // PyTorch's ceil_mode without count_include_pad: a window at the edge averages what it sees.
      const attributes = { ...windowOf(layer.kernelSize, layer.stride, 0), ceil_mode: int(1) };
      return single(node('AveragePool', name, inputs, attributes));
    }
    case 'subsampleAndPad': {
      const [input = ''] = layer.inputs;
      return subsampleAndPad(name, inputs, layer.stride, (layer.outChannels - (channels.get(input) ?? 0)) / 2);
    }
    case 'linear':
      return single(node('Gemm', name, [...inputs, ...own], { transB: int(1) }, logits));
    case 'globalAvgPool':
      return globalAvgPool(name, inputs);
    case 'relu':
      return single(node('Relu', name, inputs));
    case 'add':
      return single(node('Add', name, inputs));
  }
}

function single(only: OnnxNode): Part {
  return { nodes: [only], constants: [] };
}

/** [N, C, H, W] -> [N, C] */
function globalAvgPool(name: string, inputs: readonly string[]): Part {
  const pool = node('GlobalAveragePool', `${name}.pool`, inputs);
  return { nodes: [pool, node('Flatten', name, pool.outputs, { axis: int(1) })], constants: [] };
}

/** x[:, :, ::stride, ::stride] with `side` channels of zeros before and after. */
function subsampleAndPad(name: string, inputs: readonly string[], stride: number, side: number): Part {
  const constants = [
    integers(`${name}.starts`, [0, 0]),
    integers(`${name}.ends`, [Infinity, Infinity]),
    integers(`${name}.axes`, [2, 3]),
    integers(`${name}.steps`, [stride, stride]),
    integers(`${name}.pads`, [0, side, 0, 0, 0, side, 0, 0]),
  ];
  const [starts = '', ends = '', axes = '', steps = '', pads = ''] = constants.map((constant) => constant.name);
  const slice = node('Slice', `${name}.subsample`, [...inputs, starts, ends, axes, steps]);
  return { nodes: [slice, node('Pad', name, [...slice.outputs, pads])], constants };
}

/** Of every layer's values, by its name. */
function channelsOf(layers: readonly Layer[]): Map<string, number> {
  const channels = new Map<string, number>();
  for (const layer of layers) {
    const own = 'outChannels' in layer ? layer.outChannels : channels.get(layer.inputs[0] ?? '');
    if (own !== undefined) channels.set(layer.name, own);
  }
  return channels;
}

/** A node gives one value, which is called as itself unless said otherwise. */
function node(
  type: string,
  name: string,
  inputs: readonly string[],
  attributes: Readonly<Record<string, OnnxAttribute>> = {},
  output = name,
): OnnxNode {
  return { name, type, domain: '', inputs, outputs: [output], attributes: new Map(Object.entries(attributes)) };
}

/** A square window; ONNX has paddings as begins, then ends. */
function windowOf(kernelSize: number, stride: number, padding: number): Record<string, OnnxAttribute> {
  return {
    kernel_shape: ints(kernelSize, kernelSize),
    strides: ints(stride, stride),
    pads: ints(padding, padding, padding, padding),
  };
}

function float(value: number): OnnxAttribute {
  return { kind: 'float', value };
}

function int(value: number): OnnxAttribute {
  return { kind: 'int', value };
}

function ints(...value: number[]): OnnxAttribute {
  return { kind: 'ints', value };
}

function floats(name: string, { shape, data }: Tensor): OnnxTensor {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return { name, dimensions: shape, type: elementType.float, content: { kind: 'elements', bytes } };
}

/** A list of 64-bit integers; infinity is the largest of them. */
function integers(name: string, values: readonly number[]): OnnxTensor {
  const numbers = values.map((value) => (value === Infinity ? 2n ** 63n - 1n : BigInt(value)));
  const bytes = new Uint8Array(BigInt64Array.from(numbers).buffer);
  return { name, dimensions: [values.length], type: elementType.int64, content: { kind: 'elements', bytes } };
}

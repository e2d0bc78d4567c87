/**
 * Models of Keras, as TensorFlow.js has them: `model.json` with the layers, and shards with the weights. None can be
 * loaded, because none computes what a network of the family does, whatever its weights:
 *
 *     ResNet50 … 152      halve the picture in the first 1x1 convolution of a stage; the family does in the 3x3
 *     ResNet50V2 …        have batch norm and ReLU before their convolutions
 *     padding "same"      with stride 2 pads right and bottom alone; the family pads all sides
 *
 * A wrong load would look right and predict badly, so that the first layer which differs is named instead.
 *
 * Format: https://github.com/tensorflow/tfjs/tree/master/tfjs-converter
 * Layers: https://github.com/keras-team/keras/blob/master/keras/src/applications/resnet.py
 */

import { ThawError } from '../core/errors.js';
import { fieldsOf, parseJson } from './json.js';

interface KerasLayer {
  readonly kind: string;
  readonly name: string;
  readonly config: Readonly<Record<string, unknown>>;
}

interface Difference {
  readonly applies: (layer: KerasLayer) => boolean;
  readonly found: string;
  readonly expected: string;
}

const differences: readonly Difference[] = [
  {
    applies: ({ name }) => name.endsWith('_preact_bn'),
    found: 'batch norm before the convolutions of a block',
    expected: 'batch norm after each of them',
  },
  {
    applies: (layer) => isConvolution(layer, 2) && sideOf(layer, 'kernel_size') === 1 && layer.name.endsWith('_1_conv'),
    found: 'stride 2 in the first 1x1 convolution of a block',
    expected: 'stride 2 in the 3x3 one',
  },
  {
    applies: (layer) =>
      isConvolution(layer, 2) && sideOf(layer, 'kernel_size') !== 1 && layer.config.padding === 'same',
    found: 'padding on two sides alone ("same" with stride 2)',
    expected: 'padding on all sides',
  },
];

const expected = 'the weights of a ResNet in safetensors, PyTorch or ONNX files';
const remedy = 'Take the same network from torchvision or timm: its weights compute what Thaw does.';

/** @throws ThawError always: it names the first layer that does something else than the family. */
export function refuseTensorFlowJs(bytes: Uint8Array, file: string): never {
  for (const layer of layersOf(bytes)) {
    const difference = differences.find(({ applies }) => applies(layer));
    if (!difference) continue;
    const operation = `${file}, layer ${layer.name} (${layer.kind})`;
    throw new ThawError({ operation, got: difference.found, expected: difference.expected, remedy });
  }
  throw new ThawError({ operation: file, got: 'a TensorFlow.js model', expected, remedy });
}

function isConvolution(layer: KerasLayer, stride: number): boolean {
  return layer.kind === 'Conv2D' && sideOf(layer, 'strides') === stride;
}

/** The first of two sizes, `[2, 2]`. */
function sideOf({ config }: KerasLayer, key: string): unknown {
  const sizes = config[key];
  return Array.isArray(sizes) ? (sizes as unknown[])[0] : undefined;
}

/** `modelTopology.model_config.config.layers`; none where anything on the way is otherwise, as in a graph model. */
function layersOf(bytes: Uint8Array): KerasLayer[] {
  const path = ['modelTopology', 'model_config', 'config', 'layers'];
  const layers = path.reduce<unknown>((value, key) => fieldsOf(value)[key], parseJson(new TextDecoder().decode(bytes)));
  if (!Array.isArray(layers)) return [];
  return layers.map((layer: unknown) => {
    const { class_name: kind, config } = fieldsOf(layer);
    return { kind: String(kind), name: String(fieldsOf(config).name), config: fieldsOf(config) };
  });
}

/** TensorFlow.js models of Keras are refused, each with what it does otherwise than the family. */

import { expect, it } from 'vitest';
import { readWeights } from '../../engine/weights/read-weights.js';

type Layer = readonly [kind: string, name: string, config?: object];

const modelJson = (...layers: Layer[]) => ({
  format: 'layers-model',
  generatedBy: 'keras v2.4.0',
  convertedBy: 'TensorFlow.js Converter v3.7.0',
  modelTopology: {
    keras_version: '2.4.0',
    model_config: {
      class_name: 'Functional',
      config: {
        layers: layers.map(([kind, name, config]) => ({ class_name: kind, name, config: { name, ...config } })),
      },
    },
  },
  weightsManifest: [{ paths: ['group1-shard1of25.bin'], weights: [] }],
});

const read = (content: unknown) =>
  readWeights(new TextEncoder().encode(typeof content === 'string' ? content : JSON.stringify(content)), 'model.json');

const convolution = (size: number, stride: number, padding = 'valid') => ({
  kernel_size: [size, size],
  strides: [stride, stride],
  padding,
});

const stem: readonly Layer[] = [
  ['InputLayer', 'input_1'],
  ['ZeroPadding2D', 'conv1_pad', { padding: [3, 3] }],
  ['Conv2D', 'conv1_conv', convolution(7, 2)],
];

it.each<[string, Layer[], string]>([
  [
    'ResNet50: its stride is in another convolution',
    [
      ['Conv2D', 'conv2_block1_1_conv', convolution(1, 1)],
      ['Conv2D', 'conv3_block1_1_conv', convolution(1, 2)],
    ],
    'model.json, layer conv3_block1_1_conv (Conv2D): got stride 2 in the first 1x1 convolution of a block, ' +
      'expected stride 2 in the 3x3 one. Take the same network from torchvision or timm: its weights compute what Thaw does.',
  ],
  [
    'ResNet50V2: it normalises before it convolves',
    [['BatchNormalization', 'conv2_block1_preact_bn']],
    'layer conv2_block1_preact_bn (BatchNormalization): got batch norm before the convolutions of a block',
  ],
  [
    'ResNets of the Keras examples for CIFAR: they pad otherwise',
    [['Conv2D', 'conv2d_8', convolution(3, 2, 'same')]],
    'layer conv2d_8 (Conv2D): got padding on two sides alone ("same" with stride 2), expected padding on all sides',
  ],
  [
    'another network',
    [['Dense', 'dense_1']],
    'model.json: got a TensorFlow.js model, expected the weights of a ResNet',
  ],
])('%s', async (_case, layers, message) => {
  await expect(read(modelJson(...stem, ...layers))).rejects.toThrow(message);
});

it.each([
  ['a graph model', { format: 'graph-model', modelTopology: { node: [] }, weightsManifest: [] }],
  ['layers that are none', { modelTopology: { model_config: { config: { layers: [null, 7, { config: [] }] } } } }],
  ['JSON that is cut short', '{"modelTopology": {"model_config": '],
  ['JSON that is nested deeply', `{"modelTopology": ${'['.repeat(100_000)}`],
])('%s', async (_case, content) => {
  await expect(read(content)).rejects.toThrow('model.json: got a TensorFlow.js model, expected the weights');
});

it('other JSON is not taken for one', async () => {
  await expect(read({ weights: [] })).rejects.toThrow('got JSON text, expected a weights file: ');
});

/** Networks in ONNX files that are not loaded, each with the first node that does not fit. */

import { describe, expect, it } from 'vitest';
import { decodeModel } from '../../engine/weights/onnx/decode-model.js';
import { encodeModel } from '../../engine/weights/onnx/encode-model.js';
import type { OnnxModel } from '../../engine/weights/onnx/onnx-model.js';
import { exported, refusal } from './onnx-files.js';
import {
  editNode,
  editNodes,
  float,
  floatTensor,
  int,
  ints,
  onnxNode,
  tinyModel,
  withAttributes,
  withTensors,
} from './tiny-onnx.js';

const set = (model: OnnxModel, output: string, attributes: Parameters<typeof withAttributes>[1]) =>
  editNode(model, output, (node) => withAttributes(node, attributes));

/** A real one, with the attributes of the node of that name changed. */
const change = (fixture: string, name: string, attributes: Parameters<typeof withAttributes>[1]) =>
  editNodes(decodeModel(exported(fixture), fixture), (node) =>
    node.name === name ? withAttributes(node, attributes) : node,
  );

const insert = (model: OnnxModel, output: string, type: string, input = output) =>
  editNode(model, output, (node) => [
    { ...node, outputs: ['inserted'] },
    onnxNode(type, ['inserted', ...(input === output ? [] : [input])], output),
  ]);

const tiny = tinyModel();

describe('another network is refused by its first node that does not fit:', () => {
  it.each<[string, OnnxModel, string]>([
    [
      'another activation',
      editNode(tiny, 'middle', (node) => ({ ...node, type: 'LeakyRelu' })),
      'mine.onnx, node the middle (LeakyRelu): got LeakyRelu, expected the addition at the end of a block. ' +
        'Only networks of the ResNet family can be loaded.',
    ],
    ['no ReLU after the stem', editNode(tiny, 'begin', (n) => ({ ...n, type: 'Clip' })), 'node the begin (Clip)'],
    [
      'batch norm before anything else, as in version 2',
      withTensors(
        editNode(tiny, 'stem', (conv) => [
          onnxNode('BatchNormalization', ['x', 'w', 'b', 'm', 'v'], 'normal'),
          { ...conv, inputs: ['normal', '1', '2'] },
        ]),
        ...['w', 'b', 'm', 'v'].map((name) => floatTensor(name, 3)),
      ),
      'node the normal (BatchNormalization): got BatchNormalization, expected the convolution of a stem',
    ],
    ['a quantised convolution', editNode(tiny, 'stem', (n) => ({ ...n, type: 'QLinearConv' })), '(QLinearConv)'],
    ['a convolution of a runtime', editNode(tiny, 'stem', (n) => ({ ...n, domain: 'com.microsoft' })), 'com.microsoft'],
    ['no addition', editNode(tiny, 'sum', (n) => ({ ...n, type: 'Mul' })), 'node the sum (Mul): got Mul, expected the'],
    [
      'an addition of three',
      editNode(tiny, 'sum', (n) => ({ ...n, inputs: [...n.inputs, '2'] })),
      'node the sum (Add)',
    ],
    ['no ReLU after the sum', insert(tiny, 'sum', 'Sigmoid'), 'node the sum (Sigmoid): got Sigmoid, expected a ReLU'],
    [
      'a gate in a block, as squeeze-and-excitation has',
      editNode(tiny, 'sum', (node) => [
        onnxNode('GlobalAveragePool', ['second'], 'squeezed'),
        onnxNode('Mul', ['second', 'squeezed'], 'gated'),
        { ...node, inputs: ['gated', 'begin'] },
      ]),
      'node the squeezed (GlobalAveragePool): got GlobalAveragePool, expected the addition of main path and shortcut',
    ],
    ['a transpose at the beginning, as TensorFlow has', insert(tiny, 'stem', 'Transpose'), 'node the stem (Transpose)'],
    ['no pool before the head', editNode(tiny, 'mean', (n) => ({ ...n, type: 'GlobalMaxPool' })), '(GlobalMaxPool)'],
    [
      'a second head',
      editNode(tiny, 'y', (gemm) => [gemm, onnxNode('Gemm', ['flat', '7', '8'], 'z')]),
      'node the y (Gemm): got Gemm, expected nothing beside the ResNet',
    ],
    ['a part that nothing joins', editNode(tiny, 'y', (n) => [n, onnxNode('Tanh', ['7'], 'z')]), 'node the z (Tanh)'],
    [
      'no nodes',
      editNodes(tiny, () => []),
      'mine.onnx: got the end of the graph at x, expected the convolution of a stem',
    ],
    [
      'two inputs',
      { ...tiny, graph: { ...tiny.graph, inputs: [...tiny.graph.inputs, ...tiny.graph.outputs] } },
      'got the inputs x, y, expected one, the picture',
    ],
  ])('%s', async (_case, model, message) => {
    expect(await refusal(encodeModel(model))).toContain(message);
  });
});

describe('a ResNet that computes something else than the family is refused, by what differs:', () => {
  const first = '/layer2/layer2.0/conv1/Conv';
  it.each<[string, OnnxModel, string]>([
    ['padding', set(tiny, 'stem', { pads: ints(0, 0, 0, 0) }), 'got pads [0, 0, 0, 0], expected pads [1, 1, 1, 1]'],
    ['lopsided padding', set(tiny, 'stem', { pads: ints(0, 0, 1, 1) }), 'got pads [0, 0, 1, 1]'],
    [
      'padding that is found by itself',
      set(tiny, 'stem', { auto_pad: { kind: 'string', value: 'SAME_UPPER' } }),
      'SAME_UPPER',
    ],
    ['stride', set(tiny, 'stem', { strides: ints(2, 2) }), 'got strides [2, 2], expected strides [1, 1]'],
    ['dilation', set(tiny, 'first', { dilations: ints(2, 2) }), 'got dilations [2, 2], expected dilations [1, 1]'],
    ['groups in a basic block', set(tiny, 'first', { group: int(2) }), 'got group 2, expected group 1'],
    [
      'the stride of a bottleneck, which ResNets of version 1.0 (Caffe, MXNet, Keras) have in the first 1x1',
      change('bottleneck', first, { strides: ints(2, 2) }),
      `node ${first} (Conv): got strides [2, 2], expected strides [1, 1]: bottlenecks of the family halve the picture in ` +
        'their 3x3 convolution',
    ],
    [
      'a stage that does not halve',
      change('basic-folded', first, { strides: ints(1, 1) }),
      `node ${first} (Conv): got strides [1, 1], expected strides [2, 2]`,
    ],
    [
      'max pool',
      change('bottleneck', '/maxpool/MaxPool', { pads: ints(0, 0, 0, 0) }),
      'node /maxpool/MaxPool (MaxPool)',
    ],
    ['rounding of the max pool', change('bottleneck', '/maxpool/MaxPool', { ceil_mode: int(1) }), 'got ceil_mode 1'],
    [
      'a pool after a 3x3 stem',
      insert(tiny, 'begin', 'MaxPool'),
      'node the begin (MaxPool): got MaxPool, expected a block',
    ],
    [
      'an average pool that leaves something over',
      editNode(tiny, 'mean', () => onnxNode('AveragePool', ['end'], 'mean', { kernel_shape: ints(7, 7) })),
      'got a pool over 7x7, expected one over all 8x8 of the last maps',
    ],
    [
      'a mean over other axes',
      editNode(tiny, 'mean', () => onnxNode('ReduceMean', ['end'], 'mean', { axes: ints(1) })),
      'got a mean over the axes [1], expected one over rows and columns',
    ],
    [
      'the zeros of a padded shortcut',
      change('basic-padded-old', '/layer2/layer2.0/downsample/Pad', { pads: ints(0, 0, 0, 0, 0, 4, 0, 0) }),
      'got pads [0, 0, 0, 0, 0, 4, 0, 0], expected pads [0, 2, 0, 0, 0, 2, 0, 0] of zeros',
    ],
    ['its numbers', change('basic-padded-old', '/layer2/layer2.0/downsample/Pad', { value: float(1) }), '(Pad)'],
    ['a factor in the head', set(tiny, 'y', { alpha: float(0.5) }), 'got alpha 0.5, expected alpha 1'],
  ])('%s', async (_case, model, message) => {
    expect(await refusal(encodeModel(model))).toContain(message);
  });

  it('a slice that leaves pixels out', async () => {
    const model = editNodes(decodeModel(exported('basic-padded-old'), 'basic-padded-old'), (node) =>
      node.name.endsWith('/Slice') ? { ...node, inputs: [...node.inputs.slice(0, 1), ...node.inputs.slice(3)] } : node,
    );
    expect(await refusal(encodeModel(model))).toContain('expected a slice from the first pixel to the last');
  });
});

/** What a weights file is told to hold, whether or not it can be loaded. */

import { describe, expect, it } from 'vitest';
import { saveHead } from '../../engine/weights/head.js';
import { inspectWeights } from '../../engine/weights/inspect-weights.js';
import { loadModel } from '../../engine/weights/load.js';
import { saveOnnx } from '../../engine/weights/onnx/write-onnx.js';
import { writeSafetensors } from '../../engine/weights/safetensors.js';
import type { Tensor } from '../../engine/weights/tensor.js';
import { zeros } from './state-dicts.js';

const inspect = (tensors: ReadonlyMap<string, Tensor>) =>
  inspectWeights(writeSafetensors(tensors, { note: 'mine' }), 'f');

describe('inspecting', () => {
  it('tells format, element types, tensors, architecture, classes, preprocessing and report', async () => {
    const found = await inspect(zeros('resnet20', { classCount: 3 }));
    expect(found).toMatchObject({
      format: 'safetensors',
      elementTypes: ['F32'],
      metadata: { note: 'mine' },
      notes: [],
    });
    expect(found.tensors[0]).toEqual({ name: 'conv1.weight', shape: [16, 3, 3, 3] });
    expect(found.tensors).toHaveLength(107);
    expect(found.model).toMatchObject({
      architecture: 'ResNet-20 (CIFAR)',
      parameters: 272_019,
      classes: ['class 0', 'class 1', 'class 2'],
      preprocessing: { crop: 32, source: 'default' },
    });
    expect(found.model?.report).toHaveLength(11);
    expect(found.problem).toBeUndefined();
  });

  it('tells all the same of a member that is damaged, and why it cannot be loaded', async () => {
    const tensors = zeros('resnet20');
    tensors.delete('layer2.1.bn1.weight');
    const { model, problem } = await inspect(tensors);
    expect(model?.architecture).toBe('ResNet-20 (CIFAR)');
    expect(problem).toMatch(/^f: got 1 missing \(layer2\.1\.bn1\.weight\)/);
  });

  it('tells the tensors of another network, and that it is one', async () => {
    const { tensors, model, problem } = await inspect(
      new Map([['features.0.weight', { shape: [1], data: new Float32Array(1) }]]),
    );
    expect(tensors).toEqual([{ name: 'features.0.weight', shape: [1] }]);
    expect(model).toBeUndefined();
    expect(problem).toMatch(/^f: got "features\.0\.weight" \[1\], expected the tensors of a ResNet/);
  });

  it('knows a head alone, and an ONNX file', async () => {
    const { description, weights } = await loadModel(writeSafetensors(zeros('resnet20')), 'mine');
    const head = await inspectWeights(await saveHead({ description, weights }), 'head');
    expect(head.problem).toMatch(/^A head alone: it goes onto the resnet20 whose body has the SHA-256 [0-9a-f]{64}\.$/);
    const onnx = await inspectWeights(saveOnnx(description, weights), 'mine.onnx');
    expect(onnx).toMatchObject({ format: 'ONNX', elementTypes: ['F32'], model: { architecture: 'ResNet-20 (CIFAR)' } });
  });

  it('refuses what is no weights file', async () => {
    await expect(inspectWeights(new TextEncoder().encode('<html>'), 'page')).rejects.toThrow('page: got ');
  });
});

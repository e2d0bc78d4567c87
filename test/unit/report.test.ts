/** The load report: one line a block, with what became of its tensors. */

import { describe, expect, it } from 'vitest';
import { architecture } from '../../engine/models/architecture.js';
import { examineWeights, loadModel } from '../../engine/weights/load.js';
import { describeLine } from '../../engine/weights/report.js';
import { writeSafetensors } from '../../engine/weights/safetensors.js';
import type { Tensor } from '../../engine/weights/tensor.js';
import { zeros } from './state-dicts.js';

const one: Tensor = { shape: [1], data: new Float32Array(1) };

/** As a training script on several GPUs saves it. */
function wrapped(): Map<string, Tensor> {
  return new Map([...zeros('resnet20')].map(([name, tensor]) => [`module.${name.replace('fc.', 'linear.')}`, tensor]));
}

async function linesOf(tensors: Map<string, Tensor>, leaveOut?: 'head'): Promise<string[]> {
  const { report } = await examineWeights(writeSafetensors(tensors), 'mine', undefined, { leaveOut });
  return report.lines.map(describeLine);
}

describe('a report', () => {
  it('comes with the model: its format, its architecture, a line for each block in order', async () => {
    const { report } = await loadModel(writeSafetensors(zeros('resnet20')), 'mine');
    expect(report).toMatchObject({ format: 'safetensors', architecture: architecture('resnet20').title, notes: [] });
    expect(report.lines.map(describeLine)).toEqual([
      'stem: 5 loaded',
      'layer1.0: 10 loaded',
      'layer1.1: 10 loaded',
      'layer1.2: 10 loaded',
      'layer2.0: 15 loaded',
      'layer2.1: 10 loaded',
      'layer2.2: 10 loaded',
      'layer3.0: 15 loaded',
      'layer3.1: 10 loaded',
      'layer3.2: 10 loaded',
      'head: 2 loaded',
    ]);
  });

  it('says from what tensors were renamed, and what was skipped', async () => {
    const lines = await linesOf(wrapped().set('module.bn1.num_batches_tracked', one));
    expect(lines[0]).toBe('stem: 5 loaded, renamed from module.conv1.weight …; 1 skipped (bn1.num_batches_tracked)');
    expect(lines.at(-1)).toBe('head: 2 loaded, renamed from module.linear.weight …');
  });

  it('says what is missing, misshapen and unexpected, in its place', async () => {
    const tensors = zeros('resnet20').set('layer1.0.se.fc1.weight', one).set('extra.weight', one).set('bn1.bias', one);
    tensors.delete('layer1.0.bn1.weight');
    const lines = await linesOf(tensors);
    expect(lines.slice(0, 2)).toEqual([
      'stem: 4 loaded; 1 misshapen (bn1.bias [1] instead of [16])',
      'layer1.0: 9 loaded; 1 missing (layer1.0.bn1.weight); 1 unexpected (layer1.0.se.fc1.weight)',
    ]);
    expect(lines.at(-1)).toBe('extra: 1 unexpected (extra.weight)');
  });

  it('says what was left out and what is new', async () => {
    const lines = await linesOf(zeros('resnet20').set('projector.0.weight', one), 'head');
    expect(lines.slice(-2)).toEqual([
      'head: 2 new; 2 skipped (fc.weight, fc.bias)',
      'projector: 1 skipped (projector.0.weight)',
    ]);
  });
});

/** Averages of the weights that stand among them. */

import { describe, expect, it } from 'vitest';
import { withoutAverages } from '../../engine/weights/averages.js';
import { loadModel } from '../../engine/weights/load.js';
import { writeSafetensors } from '../../engine/weights/safetensors.js';
import type { Tensor, Tensors } from '../../engine/weights/tensor.js';
import type { WeightFile } from '../../engine/weights/weight-file.js';
import { zeros } from './state-dicts.js';

const weights = zeros('resnet20');
const ones = new Map([...weights].map(([name, { shape, data }]) => [name, { shape, data: data.map(() => 1) }]));

function under(prefix: string, tensors: Tensors): [string, Tensor][] {
  return [...tensors].map(([name, tensor]) => [`${prefix}${name}`, tensor]);
}

describe('an average among the weights', () => {
  it.each(['', 'online_model.', 'module.'])('is left aside for those under "%s", and that is told', async (prefix) => {
    const file = writeSafetensors(new Map([...under('ema.', ones), ...under(prefix, weights)]));
    const { weights: loaded, report } = await loadModel(file, 'mine');
    expect(loaded.get('conv1.weight')?.data.every((value) => value === 0)).toBe(true);
    expect(report.notes).toEqual(['Their average over the training (EMA), under "ema.", was left aside.']);
    expect(report.lines.map(({ group }) => group)).not.toContain('ema');
  });

  it('is taken where there is nothing else', async () => {
    const { weights: loaded, report } = await loadModel(writeSafetensors(new Map(under('ema_model.', ones))), 'mine');
    expect(loaded.get('conv1.weight')?.data.every((value) => value === 1)).toBe(true);
    expect(report.notes).toEqual([
      'The weights, under "ema_model.", are an average over the training (EMA), the only ones in the file.',
    ]);
  });

  it('changes nothing of a file without one', () => {
    const file: WeightFile = {
      format: 'safetensors',
      tensors: weights,
      elementTypes: ['F32'],
      metadata: {},
      skipped: [],
      notes: [],
    };
    expect(withoutAverages(file)).toBe(file);
  });
});

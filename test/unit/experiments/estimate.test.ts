/** What an experiment will take, told beforehand: it adds up over runs, and shared activations are counted once. */

import { describe, expect, it } from 'vitest';
import { checkDocument } from '../../../engine/experiments/document-rules.js';
import type { DocumentInput } from '../../../engine/experiments/document.js';
import { estimateWork, type Work } from '../../../engine/experiments/estimate.js';
import { expand, resolveDocument } from '../../../engine/experiments/expand.js';
import { baselineTarget } from '../../../engine/graph/dispatch.js';
import type { Model } from '../../../engine/model.js';
import { architecture } from '../../../engine/models/architecture.js';
import { defaultPreprocessing } from '../../../engine/models/model.js';
import { parts } from './documents.js';

const resnet20 = architecture('resnet20', { classCount: 10 });
const description = {
  name: 'resnet20',
  architecture: resnet20,
  classes: [],
  preprocessing: defaultPreprocessing(resnet20),
};
/** As far as plans ask for one: no GPU is touched. */
const model = { description, device: { target: baselineTarget } } as unknown as Model;
/** Multiply-adds of ResNet-20 for one picture of 32 pixels. */
const forward = 40.8e6;
const classes = Array.from({ length: 4 }, (_, label) => `class ${label}`);
const data = { classes, train: { count: 400, size: 32 }, test: { count: 80 } };

async function workOf(input: DocumentInput): Promise<Work> {
  const document = {
    name: 'small',
    kind: 'freeze-sweep',
    model: 'resnet20',
    data: 'mine',
    seeds: [1],
    ...input,
  } as const;
  const runs = await expand(resolveDocument(checkDocument(document), parts));
  return estimateWork(model, runs, { data, forward });
}

const headOnly = { factors: { cuts: ['layer2'] } } as const;

describe('what an experiment takes', () => {
  it('adds up over its seeds', async () => {
    const [one, three] = [await workOf(headOnly), await workOf({ ...headOnly, seeds: [1, 2, 3] })];
    expect(three.multiplyAdds / one.multiplyAdds).toBeCloseTo(3, 6);
    expect(three.roundTrips).toBe(3 * one.roundTrips);
  });

  it('is more, the more learns', async () => {
    const [all, last] = [await workOf({ factors: { cuts: ['none'] } }), await workOf(headOnly)];
    expect(all.multiplyAdds).toBeGreaterThan(3 * last.multiplyAdds);
  });

  it('of a training that learns everything is about three forward passes a picture, and the tests', async () => {
    const { multiplyAdds } = await workOf({ factors: { cuts: ['none'] }, recipe: { epochs: 2 } });
    const expected = 2 * 400 * 3 * forward + 3 * 80 * forward;
    expect(multiplyAdds / expected).toBeGreaterThan(0.9);
    expect(multiplyAdds / expected).toBeLessThan(1.1);
  });

  it('is more by a hundred steps where a range test finds the rate', async () => {
    const of = async (own: readonly string[]) =>
      workOf({ kind: 'recipes', recipe: { epochs: 2 }, factors: { recipes: own } });
    const [fixed, found] = [await of(['fixed', 'one-cycle']), await of(['fixed', 'found-rate'])];
    expect(found.roundTrips - fixed.roundTrips).toBe(100);
    expect((found.multiplyAdds - fixed.multiplyAdds) / (100 * 32 * 3 * forward)).toBeCloseTo(1, 0);
  });

  it('falls with the square of the side of the images, and with their number', async () => {
    const whole = await workOf({ factors: { cuts: ['none'] } });
    const small = await workOf({ factors: { cuts: ['none'] }, imageSize: 16 });
    const few = await workOf({ factors: { cuts: ['none'] }, samples: { trainPerClass: 8, testPerClass: 2 } });
    expect(small.multiplyAdds / whole.multiplyAdds).toBeCloseTo(1 / 4, 1);
    expect(few.multiplyAdds / whole.multiplyAdds).toBeCloseTo(1 / 13, 1);
  });
});

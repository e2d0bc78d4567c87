/** What a walk through a training step says is what the step does. */

import { describe, expect, it } from 'vitest';
import { checkRecipe } from '../../../engine/index.js';
import { sayBlock, sayPart, type Walk } from '../../../playground/elements/slow-motion-words.js';
import type { StepPart } from '../../../playground/state/step-frames.js';
import { untrained, type TrainingState } from '../../../playground/state/training.js';
import type { StepStages } from '../../../playground/worker/protocol.js';

const stages = {
  from: 'layer1.0.relu_1',
  forward: ['layer1.1', 'layer1.2', 'head'],
  backward: ['head', 'layer1.2', 'layer1.1'],
  update: ['layer1.1', 'head'],
};

const partOf = (told: StepStages) => ({
  phase: 1,
  recipe: checkRecipe({ batchSize: 16, optimizer: 'adamw' }),
  stages: told,
});

function walk(part: StepPart, blocks: readonly string[] = [], training: Partial<TrainingState> = {}): Walk {
  return {
    now: { frames: [{ part, blocks, time: 0 }], at: 0, isPlaying: false, step: 4 },
    training: { ...untrained, phase: 'paused', part: partOf(stages), step: 4, ...training },
  };
}

describe('the part of a step', () => {
  it('says where its values come from', () => {
    expect(sayPart(walk('batch'))).toMatch(/up to 16\. Everything frozen up to layer1\.0\.relu_1 was computed once/);
    expect(sayPart(walk('batch', [], { part: partOf({ ...stages, from: 'input' }) }))).toContain(
      'They go in at the stem.',
    );
  });

  it('names the optimiser', () => {
    expect(sayPart(walk('update'))).toMatch(/^Update: AdamW moves all weights that learn/);
  });

  it('tells the loss once the step is taken', () => {
    expect(sayPart(walk('done'))).toBe('The step is being taken …');
    const stepLosses = [
      { step: 4, loss: 1.5, rate: 0.1 },
      { step: 5, loss: 1.25, rate: 0.1 },
    ];
    expect(sayPart(walk('done', [], { step: 5, stepLosses }))).toMatch(
      /^Step 5 is taken: the loss on its batch was 1\.250, after 1\.500 on the one before\./,
    );
    expect(sayPart(walk('done', [], { step: 5 }))).toMatch(/^Step 5 is taken\. /);
  });
});

describe('the block that is lit', () => {
  it.each<[StepPart, string, string]>([
    ['forward', 'layer1.1', 'layer1.1 computes.'],
    ['forward', 'layer1.2', 'layer1.2 computes: it is frozen, its values are wanted all the same.'],
    ['backward', 'layer1.2', 'layer1.2 is frozen: the gradient passes through.'],
    ['backward', 'head', 'head finds its gradients.'],
    ['backward', 'layer1.1', 'layer1.1 finds its gradients; below it nothing learns, so the way ends here.'],
  ])('%s, %s: “%s”', (part, block, words) => {
    expect(sayBlock(walk(part, [block]))).toBe(words);
  });

  it('is not spoken of where there are several, or none', () => {
    expect([sayBlock(walk('update', stages.update)), sayBlock(walk('loss'))]).toEqual(['', '']);
  });
});

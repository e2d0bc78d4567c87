/** The stages of a training step, held against the plan of that step: what it really computes, and in what order. */

import { describe, expect, it } from 'vitest';
import { baselineTarget } from '../../engine/graph/dispatch.js';
import { architecture } from '../../engine/models/architecture.js';
import { inputName } from '../../engine/models/layer.js';
import { resnet } from '../../engine/models/resnet.js';
import { planFreeze } from '../../engine/train/freeze.js';
import { planStep } from '../../engine/train/memory-plan.js';
import { defaultRecipe, type Recipe } from '../../engine/train/recipe.js';
import { stepStages } from '../../engine/train/step-stages.js';

const network = resnet(architecture('resnet20'));
const economy = { recomputed: 'nothing', cacheBytes: 2 ** 30 } as const;

/** The stages as they are told, and the names of what the plan's dispatches compute. */
function stepOf(changes: Partial<Recipe>) {
  const recipe = { ...defaultRecipe, ...changes };
  const plan = planFreeze(network, recipe);
  const samples = { train: 64, test: 32 };
  const request = { network, plan, recipe, imageSize: 32, samples, target: baselineTarget };
  const labels = planStep(request, economy, 32).step.map(({ label }) => label);
  return { labels, stages: stepStages(network, plan, recipe.cache ? plan.boundary : inputName) };
}

/** The blocks of the layers that the labels name, each once, in their order. */
function blocksIn(labels: readonly string[]): string[] {
  const blocks = labels.flatMap((label) => {
    const name = label.split(' ')[1] ?? '';
    const layer = network.layers.findLast((one) => name === one.name || name.startsWith(`${one.name}.`));
    return network.blocks.find(({ layers }) => layer && layers.includes(layer))?.name ?? [];
  });
  return [...new Set(blocks)];
}

/** What takes samples out of a cache computes nothing. */
const isGathered = (label: string) => label.startsWith('gather');
const isBackward = (label: string) => /Backward|grad/i.test(label);

const masks: readonly (readonly [string, Partial<Recipe>])[] = [
  ['the head alone, from cached features', { freeze: 'head' }],
  ['the head alone, from pictures', { freeze: 'head', cache: false }],
  ['the last stage', { freeze: 'layer2' }],
  ['a part of a block', { freeze: 'layer2.1.conv1' }],
  ['everything', { freeze: 'none' }],
  ['one layer low down, under frozen ones', { freeze: 'head', unfreeze: ['layer1.1.conv2'] }],
  ['a projection alone', { freeze: 'layer3.2', unfreeze: ['layer2.0.downsample'] }],
];

describe.each(masks)('a step that trains %s', (_, mask) => {
  const { labels, stages } = stepOf(mask);
  const loss = labels.findIndex((label) => label.startsWith('crossEntropy'));

  it('computes the blocks of its forward part, in that order', () => {
    expect(blocksIn(labels.slice(0, loss).filter((label) => !isGathered(label)))).toEqual(stages.forward);
  });

  it('takes gradients through the blocks of its backward part, in that order', () => {
    expect(blocksIn(labels.slice(loss).filter(isBackward))).toEqual(stages.backward);
  });

  it('computes gradients of weights in the blocks that it updates, and in no other', () => {
    const weights = labels.filter((label) => /BackwardWeights|batchNormTrainBackward/.test(label));
    expect(stages.update).toEqual(expect.arrayContaining(blocksIn(weights)));
    expect(stages.backward).toEqual(expect.arrayContaining([...stages.update]));
    expect(stages.update.at(0)).toBe(stages.backward.at(-1));
  });
});

it('a step begins with what is cached, or with pictures', () => {
  expect(stepOf({ freeze: 'layer2' }).stages.from).toBe('layer2.2.relu_1');
  expect(stepOf({ freeze: 'layer2', cache: false }).stages.from).toBe(inputName);
});

/**
 * Transfer against scratch, on one schedule: the head alone, everything fine-tuned, and everything from random weights;
 * with all training images (`transfer`), and with few and more of each class (`labels`).
 */

import { againstArm, pretrained, random, type Condition, type Contrast, type Kind } from './kind.js';

const scratch = 'from scratch';

const sides: readonly Pick<Condition, 'arm' | 'origin' | 'recipe'>[] = [
  { arm: 'head only', origin: pretrained, recipe: { freeze: 'head' } },
  { arm: 'fine-tuned', origin: pretrained, recipe: { freeze: 'none' } },
  { arm: scratch, origin: random, recipe: { freeze: 'none' } },
];

/** Both transfers against scratch, and against each other. */
function contrastsAt(levels: readonly string[]): Contrast[] {
  const arms = sides.map(({ arm }) => arm);
  return [...againstArm(arms, scratch, levels), ...againstArm(['fine-tuned'], 'head only', levels)];
}

export const transfer: Kind = {
  title: 'Transfer against scratch',
  question: 'Does it help to begin with a pretrained network, and how much sooner is an accuracy reached?',
  axis: '',
  factors: ['targets'],
  conditions: () => sides.map((side) => ({ ...side, at: '' })),
  contrasts: () => contrastsAt(['']),
};

export const labels: Kind = {
  title: 'Labels',
  question: 'How many labelled images does a pretrained network save?',
  axis: 'training images of each class',
  factors: ['trainPerClass', 'targets'],
  conditions: ({ factors: { trainPerClass } }) =>
    trainPerClass.flatMap((count) => sides.map((side) => ({ ...side, at: String(count), trainPerClass: count }))),
  contrasts: ({ factors: { trainPerClass } }) => contrastsAt(trainPerClass.map(String)),
};

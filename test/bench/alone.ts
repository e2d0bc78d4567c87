/** Figures of Thaw alone: what a training step asks of the adapter, and what an epoch of the head takes. */

import { Engine } from '../../engine/engine.js';
import type { TrainReport } from '../../engine/train/events.js';
import type { RecipeInput } from '../../engine/train/recipe.js';
import { train } from '../../engine/train/trainer.js';
import { benchRecipe, drawPictures } from './networks.js';
import { masks, type Training } from './workloads.js';

export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
}

/** As many as emoji12 has to train on. */
const pictures = 808;
const classCount = 12;

/** One after the other, each on a device of its own: the most memory that a device had in use is never forgotten. */
export async function figuresAlone(): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const freeze of masks) {
    const { dispatchesPerStep, submitsPerStep, peakGpuBytes } = await trainedAlone(freeze, { steps: 3 });
    const of = (name: string) => `${name}, frozen: ${freeze}`;
    figures.push(
      { name: of('launches a training step'), value: dispatchesPerStep, unit: '' },
      { name: of('submits a training step'), value: submitsPerStep, unit: '' },
      { name: of('most GPU memory'), value: peakGpuBytes / 1e6, unit: 'MB' },
    );
  }
  const { epochs } = await trainedAlone('head', { epochs: 5 });
  const seconds = epochs.map((epoch) => epoch.seconds).toSorted((a, b) => a - b);
  figures.push({ name: `an epoch of the head on ${pictures} pictures`, value: 1000 * (seconds[2] ?? NaN), unit: 'ms' });
  return figures;
}

/** A training of ResNet-20 as people have it, with the frozen part's activations cached. */
async function trainedAlone(freeze: Training['freeze'], length: RecipeInput): Promise<TrainReport> {
  const engine = await Engine.create({ gpu: navigator.gpu, base: document.baseURI });
  try {
    const model = await engine.draw('resnet20', 1, { preprocessing: { resize: 32, crop: 32 } });
    const classes = Array.from({ length: classCount }, (_, label) => `class ${label}`);
    const [learned, tested] = [drawPictures(pictures, 32, classCount), drawPictures(64, 32, classCount)];
    const events = train(
      model,
      { classes, train: learned, test: tested },
      { ...benchRecipe(freeze), cache: true, ...length },
    );
    let next = await events.next();
    while (!next.done) next = await events.next();
    next.value.model.destroy();
    return next.value.report;
  } finally {
    engine.device.gpu.destroy();
  }
}

/** The networks of the bench with their weights and pictures, as Thaw has them and as the other engines get them. */

import { randomUint32 } from '../../engine/core/random.js';
import type { PixelSet } from '../../engine/data/pixels.js';
import type { Engine } from '../../engine/engine.js';
import type { Model } from '../../engine/model.js';
import type { Preprocessing } from '../../engine/models/model.js';
import { planFreeze } from '../../engine/train/freeze.js';
import type { Recipe } from '../../engine/train/recipe.js';
import { checkRecipe } from '../../engine/train/recipe-rules.js';
import { optimiser, type Operand, type TrainingInputs } from './contender.js';
import type { Inference, Training } from './workloads.js';

export type Pictures = PixelSet;

export interface PreparedNetwork {
  readonly model: Model;
  readonly pictures: Pictures;
  readonly inputs: TrainingInputs;
}

const trainingBatch = 32;

/** Without what the other engines would not do: no augmentation, no weight decay, no cached activations. */
export function benchRecipe(freeze: Training['freeze']): Recipe {
  return checkRecipe({
    freeze,
    learningRate: optimiser.rate,
    momentum: optimiser.momentum,
    weightDecay: 0,
    batchSize: trainingBatch,
    augment: { flip: false },
    cache: false,
  });
}

/** Draws the network's weights and its pictures from a seed. */
export async function prepareNetwork(engine: Engine, workload: Inference | Training): Promise<PreparedNetwork> {
  const isTraining = workload.kind === 'training';
  const [name, imageSize, count] = isTraining ? ['resnet20', 32, trainingBatch] : ['resnet18', workload.imageSize, 1];
  const model = await engine.draw(name, 1, { preprocessing: { resize: imageSize, crop: imageSize } });
  const pictures = drawPictures(count, imageSize, model.network.architecture.classCount);
  const { trainable, batchNorm } = planFreeze(model.network, benchRecipe(isTraining ? workload.freeze : 'head'));
  return {
    model,
    pictures,
    inputs: {
      description: model.description,
      network: model.network,
      weights: await model.readTensors(),
      picture: normalised(pictures, model.description.preprocessing),
      labels: pictures.labels,
      trainable: trainable.map((parameter) => parameter.name),
      batchStatistics: new Set([...batchNorm].filter(([, form]) => form === 'batch').map(([layer]) => layer)),
    },
  };
}

/** Noise, and classes in turn. */
export function drawPictures(count: number, size: number, classes: number): Pictures {
  const pixels = Uint8Array.from({ length: count * size * size * 4 }, (_, index) => {
    return index % 4 === 3 ? 255 : randomUint32(1, 'test', index) >>> 24;
  });
  const labels = Uint32Array.from({ length: count }, (_, index) => index % classes);
  return { size, count, pixels, labels, samples: [], skipped: [] };
}

/** (pixel / 255 - mean) / std, [B, S, S, 3] */
function normalised({ count, size, pixels }: Pictures, { mean, std }: Preprocessing): Operand {
  const data = Float32Array.from({ length: count * size * size * 3 }, (_, index) => {
    const [pixel, channel] = [Math.floor(index / 3), index % 3];
    return ((pixels[pixel * 4 + channel] ?? 0) / 255 - (mean[channel] ?? 0)) / (std[channel] ?? 1);
  });
  return { shape: [count, size, size, 3], data };
}

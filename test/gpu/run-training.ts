/** Runs a whole training of the small network and keeps what it told, for cases about recipes. */

import type { Device } from '../../engine/gpu/device.js';
import type { TrainEvent, TrainReport } from '../../engine/train/events.js';
import type { RecipeInput } from '../../engine/train/recipe.js';
import { train } from '../../engine/train/trainer.js';
import type { TrainerOptions } from '../../engine/train/training.js';
import type { Tensors } from '../../engine/weights/tensor.js';
import { smallClasses, smallPictures, uploadSmallModel } from './small-network.js';

export interface TrainingRun {
  readonly report: TrainReport;
  readonly events: readonly TrainEvent[];
  readonly losses: readonly number[];
  readonly before: Tensors;
  readonly after: Tensors;
}

export interface TrainingRunOptions extends TrainerOptions {
  readonly pictures?: number;
  readonly onEvent?: (event: TrainEvent) => void;
}

/** Trains on pictures of three classes, 12 unless it says otherwise, in batches of 4. */
export async function runTraining(
  device: Device,
  recipe: RecipeInput,
  { pictures = 12, onEvent, ...options }: TrainingRunOptions = {},
): Promise<TrainingRun> {
  const model = await uploadSmallModel(device);
  const before = await model.readTensors();
  const data = { classes: smallClasses, train: smallPictures(pictures), test: smallPictures(6) };
  try {
    const running = train(model, data, { epochs: 2, batchSize: 4, ...recipe }, options);
    const events: TrainEvent[] = [];
    for (;;) {
      const next = await running.next();
      if (next.done) {
        const { model: trained, report } = next.value;
        const after = await trained.readTensors();
        trained.destroy();
        return { report, events, losses: report.losses.map(({ loss }) => loss), before, after };
      }
      events.push(next.value);
      onEvent?.(next.value);
    }
  } finally {
    model.destroy();
  }
}

/** Names of the tensors that differ by a bit or more. */
export function changedBetween(before: Tensors, after: Tensors): string[] {
  return [...before]
    .filter(([name, { data }]) => !data.every((value, index) => Object.is(value, after.get(name)?.data[index])))
    .map(([name]) => name);
}

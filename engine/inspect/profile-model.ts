/** Profiles a model: a forward pass, or a whole training step, on a batch of black pictures. */

import type { PixelSet } from '../data/pixels.js';
import { Forward } from '../forward.js';
import { measurePeaks, type Peaks } from '../gpu/peaks.js';
import { profile, type ProfileOptions, type SessionProfile } from '../gpu/profile.js';
import type { Precision } from '../graph/value.js';
import type { Session } from '../gpu/session.js';
import type { Model } from '../model.js';
import { openPixelRun } from '../train/pixel-run.js';
import { checkRecipe } from '../train/recipe-rules.js';

export interface ProfileRequest {
  readonly batchSize: number;
  /** What stays frozen in the step that is profiled; a forward pass where absent. */
  readonly freeze?: string | undefined;
  readonly rounds: number;
  /** What frozen layers keep weights and values as; f32 where it is absent. */
  readonly precision?: Precision | undefined;
}

export interface ModelProfile extends SessionProfile {
  readonly peaks: Peaks;
  /** Of the buffers that it needs, the model's own among them. */
  readonly gpuBytes: number;
}

/** @throws ThawError for a module that is not there, or where memory does not suffice. */
export async function profileModel(
  model: Model,
  { batchSize, freeze, rounds, precision = 'f32' }: ProfileRequest,
  options: ProfileOptions = {},
): Promise<ModelProfile> {
  const peaks = await measurePeaks(model.device);
  const { session, destroy } =
    freeze === undefined ? await forward(model, batchSize, precision) : await step(model, batchSize, freeze, precision);
  try {
    const { bytes: gpuBytes } = model.device.usage;
    return { ...(await profile(session, rounds, options)), peaks, gpuBytes };
  } finally {
    destroy();
  }
}

interface Profiled {
  readonly session: Session;
  readonly destroy: () => void;
}

async function forward(model: Model, batch: number, precision: Precision): Promise<Profiled> {
  const output = model.network.layers.at(-1)?.name ?? '';
  const made = await Forward.create(model, { batch, keep: [output], precision });
  return { session: made.session, destroy: () => made.destroy() };
}

async function step(model: Model, batchSize: number, freeze: string, frozenPrecision: Precision): Promise<Profiled> {
  const recipe = checkRecipe({ freeze, batchSize, frozenPrecision, cache: false });
  const pictures = blackPictures(batchSize, model.description.preprocessing.crop);
  const run = await openPixelRun(model, pictures, recipe);
  const [trainStep] = run.steps.values();
  if (!trainStep) throw new TypeError('a run has a step');
  return { session: trainStep.session, destroy: () => run.destroy() };
}

function blackPictures(count: number, size: number): PixelSet {
  const pixels = new Uint8Array(count * size * size * 4);
  return { size, count, pixels, labels: new Uint32Array(count), samples: [], skipped: [] };
}

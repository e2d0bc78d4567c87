/** What a walk through a training step says: of its parts, and of the block that is lit. Pure. */

import { inputName } from '../../engine/models/layer.js';
import type { Recipe } from '../../engine/index.js';
import type { SlowMotionState } from '../state/slow-motion.js';
import type { StepFrame } from '../state/step-frames.js';
import type { TrainingState } from '../state/training.js';
import type { PhaseStart } from '../worker/protocol.js';

export interface Walk {
  readonly now: SlowMotionState;
  readonly training: TrainingState;
}

export function frameOf({ frames, at }: SlowMotionState): StepFrame | undefined {
  return frames[at];
}

/** The part of the step that is shown, in a sentence or two. */
export function sayPart(walk: Walk): string {
  const { part } = walk.training;
  if (!part) return '';
  switch (frameOf(walk.now)?.part) {
    case 'batch':
      return sayBatch(part);
    case 'forward':
      return 'Forward: each block turns what the one before it gives into maps of its own.';
    case 'loss':
      return 'Loss: the scores of the head are held against the right classes. How far off they are is one number.';
    case 'backward':
      return 'Backward: back from the loss, as far down as anything learns. How would the loss change with each number on the way, and with each weight that learns?';
    case 'update':
      return `Update: ${optimisers[part.recipe.optimizer]} moves all weights that learn, at once, so that the loss should fall. Frozen blocks stay as they are.`;
    default:
      return sayOutcome(walk);
  }
}

const optimisers: Readonly<Record<Recipe['optimizer'], string>> = { sgd: 'SGD', adamw: 'AdamW' };

function sayBatch({ recipe, stages: { from } }: PhaseStart): string {
  const batch = `Batch: the next pictures, up to ${recipe.batchSize}.`;
  if (from === inputName) return `${batch} They go in at the stem.`;
  return `${batch} Everything frozen up to ${from} was computed once; its values come from the cache.`;
}

/** Of the block that is lit, where there is just one. */
export function sayBlock({ now, training }: Walk): string {
  const stages = training.part?.stages;
  const frame = frameOf(now);
  const [block, ...others] = frame?.blocks ?? [];
  if (block === undefined || others.length > 0) return '';
  const learns = stages?.update.includes(block) ?? false;
  if (frame?.part === 'forward')
    return `${block} computes${learns ? '' : ': it is frozen, its values are wanted all the same'}.`;
  if (frame?.part !== 'backward') return '';
  const isLowest = stages?.backward.at(-1) === block;
  if (!learns) return `${block} is frozen: the gradient passes through.`;
  return isLowest
    ? `${block} finds its gradients; below it nothing learns, so the way ends here.`
    : `${block} finds its gradients.`;
}

function sayOutcome({ now, training }: Walk): string {
  const { step, stepLosses } = training;
  if (step <= now.step) return 'The step is being taken …';
  const [before, after] = [now.step, step].map((number) => stepLosses.findLast((one) => one.step === number)?.loss);
  const told = after === undefined ? '' : `: the loss on its batch was ${after.toFixed(3)}`;
  const compared = before === undefined || after === undefined ? '' : `, after ${before.toFixed(3)} on the one before`;
  return `Step ${step} is taken${told}${compared}. How far it moved each layer stands below the curves.`;
}

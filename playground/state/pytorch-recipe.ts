/** The parts of a recipe that PyTorch has names for, as Python expressions: optimiser, schedule, batch-norm policies. Pure. */

import type { BatchNormPolicy, Recipe } from '../../engine/index.js';

/** A function of the parameter groups and the learning rate. */
export function optimizerOf({ optimizer, momentum, nesterov, betas, epsilon, weightDecay }: Recipe): string {
  const decay = `weight_decay=${weightDecay}`;
  if (optimizer === 'adamw')
    return `lambda groups, lr: torch.optim.AdamW(groups, lr, (${betas.join(', ')}), ${epsilon}, ${decay})`;
  return `lambda groups, lr: torch.optim.SGD(groups, lr, ${momentum}, ${decay}${nesterov ? ', nesterov=True' : ''})`;
}

/** A function of the optimiser and the number of steps, by the formulas of the engine's schedules; none for a fixed rate. */
export function scheduleOf({ schedule, learningRate, optimizer, momentum }: Recipe): string | undefined {
  if (schedule.kind === 'constant' && schedule.warmUp === 0) return undefined;
  if (schedule.kind === 'one-cycle') {
    const { rise, start, end, lowMomentum } = schedule;
    const moving =
      lowMomentum === null || optimizer !== 'sgd'
        ? 'False'
        : `True, base_momentum=${lowMomentum}, max_momentum=${momentum}`;
    return `lambda optimizer, steps: torch.optim.lr_scheduler.OneCycleLR(
        optimizer, [group["lr"] for group in optimizer.param_groups], steps, pct_start=${rise},
        div_factor=${start}, final_div_factor=${end / start}, cycle_momentum=${moving},
    )`;
  }
  return `lambda optimizer, steps: torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: ${factor(schedule, learningRate)})`;
}

/** The multiple of the learning rate at `step` of `steps`. */
function factor(schedule: Exclude<Recipe['schedule'], { kind: 'one-cycle' }>, learningRate: number): string {
  if (schedule.kind === 'range-test') return `${schedule.to / learningRate} ** (step / max(1, steps - 1))`;
  const warmUp = `round(${schedule.warmUp} * steps)`;
  const after = afterWarmUp(schedule, warmUp);
  return schedule.warmUp === 0 ? after : `(step + 1) / (${warmUp} + 1) if step < ${warmUp} else ${after}`;
}

function afterWarmUp(schedule: Extract<Recipe['schedule'], { warmUp: number }>, warmUp: string): string {
  if (schedule.kind === 'constant') return '1';
  if (schedule.kind === 'cosine') return `(1 + math.cos(math.pi * (step - ${warmUp}) / max(1, steps - ${warmUp}))) / 2`;
  const { milestones, factor } = schedule;
  return `${factor} ** sum(step >= at * steps for at in [${milestones.join(', ')}])`;
}

/** PyTorch has no way to estimate statistics anew before training: their stored ones are used. */
export function policiesOf(policies: Recipe['batchNorm']): Record<string, BatchNormPolicy> {
  return Object.fromEntries(
    Object.entries(policies).map(([module, policy]) => [module, policy === 'train' ? policy : 'eval']),
  );
}

/**
 * Schedules: how the learning rate (and with one-cycle the momentum) moves from step to step. With t the share of all
 * steps that is done when a step begins, and w the warm-up's share:
 *
 *     warm-up      rate · (step + 1) / steps of the warm-up, then as follows with t counted from there
 *     constant     rate
 *     step         rate · factor ^ (milestones that are passed)
 *     cosine       rate · (1 + cos πt) / 2               Loshchilov and Hutter, SGDR, 2017
 *     one-cycle    from rate / start up to rate, then down to rate / end, each half a cosine; the momentum the other way
 *                  Smith, A disciplined approach to neural network hyper-parameters, 2018
 *     range-test   rate · (to / rate) ^ t                Smith, Cyclical learning rates, 2017
 */

export type Schedule =
  | { readonly kind: 'constant'; readonly warmUp: number }
  /** Milestones are shares of all steps. */
  | { readonly kind: 'step'; readonly warmUp: number; readonly milestones: readonly number[]; readonly factor: number }
  | { readonly kind: 'cosine'; readonly warmUp: number }
  | {
      readonly kind: 'one-cycle';
      /** Share of all steps in which the rate rises. */
      readonly rise: number;
      readonly start: number;
      readonly end: number;
      /** The momentum at the highest rate; null: it does not move. */
      readonly lowMomentum: number | null;
    }
  | { readonly kind: 'range-test'; readonly to: number };

/** Where a step stands in its phase of training: from 0, and of how many. */
export interface StepPlace {
  readonly step: number;
  readonly steps: number;
}

/** The learning rate of a step. */
export function rateAt(schedule: Schedule, learningRate: number, { step, steps }: StepPlace): number {
  if (schedule.kind === 'one-cycle') {
    const { start, end } = schedule;
    return oneCycle(schedule.rise, { step, steps }, [learningRate / start, learningRate, learningRate / end]);
  }
  if (schedule.kind === 'range-test') {
    return learningRate * (schedule.to / learningRate) ** (step / Math.max(1, steps - 1));
  }
  const warmUp = Math.round(schedule.warmUp * steps);
  if (step < warmUp) return (learningRate * (step + 1)) / (warmUp + 1);
  if (schedule.kind === 'step') {
    const passed = schedule.milestones.filter((milestone) => step >= milestone * steps).length;
    return learningRate * schedule.factor ** passed;
  }
  if (schedule.kind === 'constant') return learningRate;
  return (learningRate * (1 + Math.cos((Math.PI * (step - warmUp)) / Math.max(1, steps - warmUp)))) / 2;
}

/** The momentum of a step. */
export function momentumAt(schedule: Schedule, momentum: number, place: StepPlace): number {
  if (schedule.kind !== 'one-cycle' || schedule.lowMomentum === null) return momentum;
  return oneCycle(schedule.rise, place, [momentum, schedule.lowMomentum, momentum]);
}

/** Up and down along half cosines; the last step of each half has its end's value, as in PyTorch's OneCycleLR. */
function oneCycle(
  rise: number,
  { step, steps }: StepPlace,
  [from, peak, to]: readonly [number, number, number],
): number {
  const top = rise * steps - 1;
  if (step <= top) return halfCosine(from, peak, step / top);
  return halfCosine(peak, to, (step - top) / Math.max(1e-9, steps - 1 - top));
}

function halfCosine(from: number, to: number, share: number): number {
  return to + ((from - to) * (1 + Math.cos(Math.PI * share))) / 2;
}

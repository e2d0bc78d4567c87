/** How the page names the networks whose values it shows, and the moments of a training. */

import type { TrainedState } from '../state/app-state.js';
import type { TestedMoment, ValuesOf } from '../worker/protocol.js';
import { printPercent } from './format.js';

export const networkNames: Readonly<Record<ValuesOf, string>> = {
  pretrained: 'as it came',
  retrained: 'as trained here',
  change: 'what training changed',
  untrained: 'with random weights',
};

/** `after epoch 3` */
export function sayMoment({ step, epoch }: Pick<TestedMoment, 'step' | 'epoch'>): string {
  if (step === 0) return 'before the first step';
  return epoch === undefined ? `after step ${step}` : `after epoch ${epoch}`;
}

/** The moment at which the network that was trained here is shown, with what it got right: `after epoch 3, 41.2 % right`. */
export function sayShown({ moments, step, testAccuracy }: TrainedState): string {
  const moment = moments.find((one) => one.step === step);
  const accuracy = moment ? moment.testAccuracy : testAccuracy;
  const right = accuracy === undefined ? '' : `, ${printPercent(accuracy)} right`;
  return `${moment ? sayMoment(moment) : 'at its end'}${right}`;
}

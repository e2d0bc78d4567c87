/** Schedules: how the learning rate moves from step to step. */

export type Schedule =
  | { readonly kind: 'constant'; readonly warmUp: number }
  /** Multiplied by `factor` at each milestone, a share of all steps. */
  | { readonly kind: 'step'; readonly warmUp: number; readonly milestones: readonly number[]; readonly factor: number }
  | { readonly kind: 'cosine'; readonly warmUp: number }
  /** Up to the learning rate within `rise` of all steps, from it divided by `start`; down to it divided by `end`. */
  | { readonly kind: 'one-cycle'; readonly rise: number; readonly start: number; readonly end: number }
  /** Grows exponentially from the learning rate to `to`: what a search for a good rate runs. */
  | { readonly kind: 'range-test'; readonly to: number };

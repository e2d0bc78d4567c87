/** What a kind of experiment is: the conditions that it compares, and which of them are held against which. */

import type { RecipeInput } from '../../train/recipe.js';
import type { Factors, ResolvedDocument } from '../document.js';

/** What a run begins with. */
export type Origin =
  | { readonly kind: 'pretrained' }
  /** Everything drawn from the seed. */
  | { readonly kind: 'random' }
  /**
   * Everything up to and including `upTo` from the model, or from what the condition with the arm `base` trained; the
   * rest drawn from the seed.
   */
  | { readonly kind: 'copied'; readonly upTo: string; readonly base: string | null };

/** Half of the classes, drawn by seed. */
export type Half = 'A' | 'B';

/** A point of a plot: an arm at a level of what varies along the axis (a cut, a number of images; '' for one level). */
export interface Point {
  readonly arm: string;
  readonly at: string;
}

/** What is run once for each seed. */
export interface Condition extends Point {
  readonly half?: Half;
  /** A task of its own: these classes. */
  readonly classes?: readonly string[];
  readonly trainPerClass?: number;
  readonly origin: Origin;
  /** Beside what all have in common. */
  readonly recipe: RecipeInput;
  /** Others begin with what it trained. */
  readonly isBase?: boolean;
  /** A range test decides its learning rate. */
  readonly findsRate?: true;
}

/** A question to the numbers: how much better is one point than another? */
export interface Contrast {
  readonly of: Point;
  readonly against: Point;
  /** What it is called where `of` turns out worse. */
  readonly ifWorse?: string;
}

export interface Kind {
  readonly title: string;
  readonly question: string;
  /** What varies along the axis, in words. */
  readonly axis: string;
  /** The factors that mean something. */
  readonly factors: readonly (keyof Factors)[];
  conditions(document: ResolvedDocument): readonly Condition[];
  contrasts(document: ResolvedDocument): readonly Contrast[];
}

export const pretrained: Origin = { kind: 'pretrained' };
export const random: Origin = { kind: 'random' };

/** Every arm at every level against one arm at the same level. */
export function againstArm(arms: readonly string[], baseline: string, levels: readonly string[]): Contrast[] {
  return levels.flatMap((at) =>
    arms.filter((arm) => arm !== baseline).map((arm) => ({ of: { arm, at }, against: { arm: baseline, at } })),
  );
}

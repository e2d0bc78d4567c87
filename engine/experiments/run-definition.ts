/** A run of an experiment: everything that its result depends on, as plain data, and the name that follows from it. */

import { sha256 } from '../core/sha256.js';
import type { RecipeInput } from '../train/recipe.js';
import type { Half } from './kinds/kind.js';
import type { Shift } from './shifts.js';

/** Which samples a run learns from and is tested on; what is drawn is drawn from the run's seed. */
export interface SampleChoice {
  /** Half of the classes; `null`: all. */
  readonly half: Half | null;
  /** These classes alone, in the data's own order; absent: no matter of names. */
  readonly classes?: readonly string[];
  readonly trainPerClass: number | null;
  readonly testPerClass: number | null;
  /** Only samples with this in their names. */
  readonly names: string | null;
}

/** What a run begins with; `base` is the run whose weights are copied, or `null` for the model's. */
export type Start =
  | { readonly kind: 'pretrained' }
  | { readonly kind: 'random' }
  | { readonly kind: 'copied'; readonly upTo: string; readonly base: string | null };

export interface RunDefinition {
  readonly model: string;
  readonly imageSize: number | null;
  readonly data: string;
  readonly arm: string;
  readonly at: string;
  readonly seed: number;
  readonly choice: SampleChoice;
  readonly start: Start;
  /** What is said of it; the rest is the default, so that a field that is added one day changes no run's name. */
  readonly recipe: RecipeInput;
  readonly shifts: readonly Shift[];
  /** Whether other runs begin with what it trained. */
  readonly isBase: boolean;
  /** Whether it trains at the rate that a range test of its own suggests; absent: at its recipe's. */
  readonly findsRate?: true;
}

/** JSON with the fields of every object in alphabetical order: equal values have equal texts. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

/** SHA-256 of a value's canonical JSON. */
export function hashOf(value: unknown): Promise<string> {
  return sha256(new TextEncoder().encode(canonicalJson(value)));
}

/** 16 hexadecimal digits of the definition's hash. */
export async function runId(definition: RunDefinition): Promise<string> {
  return (await hashOf(definition)).slice(0, 16);
}

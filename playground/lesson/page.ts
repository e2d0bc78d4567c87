/**
 * What a page of the lesson is: a few words, one action of the visitor's own, and what is measured of it. Pages are plain
 * data; a page is done when `measure` finds the action's result in the page's state, and never by a press of a button.
 */

import type { Recipe } from '../../engine/index.js';
import type { AppState } from '../state/app-state.js';
import type { Part } from '../state/link.js';
import type { KindName, Table } from '../worker/experiment-protocol.js';

/** In the order in which they are read. */
export const pageNames = ['early', 'late', 'head', 'thawed', 'labels', 'limits', 'claims'] as const;
export type PageName = (typeof pageNames)[number];

/** A value that was pointed at, and the square of the input that it depends on. */
export interface SeenValue {
  readonly layer: string;
  readonly value: number;
  /** Of the square, and of the whole input; pixels. */
  readonly side: number;
  readonly inputSide: number;
}

/** What a training took, and what it reached. */
export interface RunFigures {
  /** `head only`, `frozen up to layer2` */
  readonly learns: string;
  readonly model: string;
  readonly data: string;
  readonly classes: number;
  readonly epochs: number;
  /** From 0 to 1, over the test pictures. */
  readonly testAccuracy: number;
  readonly trainableParameters: number;
  /** Of GPU memory, as it was planned for this training. */
  readonly bytes: number;
  /** Of the fastest epoch: the first ones also compile. */
  readonly epochSeconds: number;
}

/** An experiment of the visitor's own, as far as it is. */
export interface OwnExperiment {
  readonly done: number;
  readonly planned: number;
  readonly points: Table;
}

/** A class that the head got wrong, beside the one that it knows best; shares of their test pictures, from 0 to 1. */
export interface WrongClass {
  readonly name: string;
  readonly takenFor: string;
  readonly mistakes: number;
  /** Test pictures of the class. */
  readonly total: number;
  readonly recognised: number;
  readonly best: string;
  readonly bestRecognised: number;
}

/** What was measured so far, by page; a page that has its part is done. */
export interface Measures {
  readonly early?: SeenValue;
  readonly late?: SeenValue;
  readonly head?: RunFigures;
  readonly thawed?: RunFigures;
  readonly labels?: OwnExperiment;
  readonly limits?: WrongClass;
  readonly claims?: { readonly opened: KindName };
}

/** How things were when the page was opened: what was done before does not count. */
export interface Since {
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly state: AppState;
}

/** What a page needs before its action can be done; it is put there only when the visitor asks for it. */
export interface SetUp {
  readonly words: string;
  readonly recipe: Partial<Recipe>;
  isNeeded(now: AppState): boolean;
}

/** Something that is often said, and what the kept experiment that tests it came to. */
export interface Claim {
  readonly says: string;
  readonly kind: KindName;
  readonly verdict: Verdict;
  /** One sentence for each comparison, and what its “at” means. */
  readonly outcome: readonly string[];
}

export type Verdict = 'seen' | 'seen in part' | 'not seen' | 'the opposite was seen';

/** The places that a page can point out, each the id of a part of the playground. */
export type Place = 'early' | 'late' | 'training' | 'network' | 'experiments' | 'results';

export interface Result {
  readonly sentence: string;
  readonly table?: Table;
}

export interface LessonPage {
  readonly name: PageName;
  readonly title: string;
  readonly text: string;
  /** What to do, in the imperative. */
  readonly action: string;
  /** Where it is done. */
  readonly place: Place;
  /** A question to be opened there. */
  readonly question?: KindName;
  /** Parts of the page that must not be hidden. */
  readonly needs: readonly Part[];
  readonly setUp?: SetUp;
  /** What came out of kept experiments, one sentence each. */
  readonly kept?: readonly string[];
  readonly claims?: readonly Claim[];
  /** This page's part of the measures, once the action has had its result. */
  measure(now: AppState, since: Since): Measures | undefined;
  /** What was measured, in the visitor's own numbers; earlier pages' measures may be there to compare with. */
  result(measures: Measures): Result | undefined;
}

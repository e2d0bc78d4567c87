/** Duplicates by what is wrong with them, in words. Pure. */

import { isAmbiguous, isLeak } from '../../engine/data/duplicates.js';
import type { Duplicate } from '../worker/protocol.js';
import type { DuplicateKind } from './app-state.js';

/** The worst first. */
export const duplicateKinds: readonly DuplicateKind[] = ['leak', 'ambiguous', 'plain'];

const isOfKind: Readonly<Record<DuplicateKind, (duplicate: Duplicate) => boolean>> = {
  leak: isLeak,
  ambiguous: isAmbiguous,
  plain: (duplicate) => !isLeak(duplicate) && !isAmbiguous(duplicate),
};

/** Those of a kind; one in both parts and under two classes is of both kinds. */
export function ofKind(kind: DuplicateKind, duplicates: readonly Duplicate[]): readonly Duplicate[] {
  return duplicates.filter(isOfKind[kind]);
}

/** What is wrong with a picture of that kind. */
export const duplicateWords: Readonly<Record<DuplicateKind, { readonly title: string; readonly why: string }>> = {
  leak: { title: 'in train and test', why: 'What was learned by heart counts as recognised.' },
  ambiguous: { title: 'under two classes', why: 'One of the labels is wrong.' },
  plain: { title: 'more than once', why: 'They count as often.' },
};

/** `1 picture in train and test`, `3 pictures under two classes` */
export function sayDuplicates(kind: DuplicateKind, count: number): string {
  return `${count === 1 ? '1 picture' : `${count} pictures`} ${duplicateWords[kind].title}`;
}

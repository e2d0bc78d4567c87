/** The pictures of a class, or of duplicates, as the grid shows them. Pure. */

import { copiesIn } from '../../engine/data/duplicates.js';
import type { DuplicateKind } from '../state/app-state.js';
import { ofKind } from '../state/duplicates.js';
import type { DataSummary, SampleEntry } from '../worker/protocol.js';
import type { GridPicture } from './thaw-picture-grid.js';

export function samplePictures(samples: readonly SampleEntry[]): readonly GridPicture[] {
  return samples.map(({ name, part }) => ({ name, part, caption: part, isWithPrevious: false }));
}

/** Those of a kind, each beside what it is the same as. */
export function duplicatePictures(
  kind: DuplicateKind,
  { classes, duplicates }: Pick<DataSummary, 'classes' | 'duplicates'>,
): readonly GridPicture[] {
  return ofKind(kind, duplicates).flatMap((duplicate) =>
    duplicate.map(({ name, label, part }, index) => ({
      name,
      part,
      caption: classes[label]?.name ?? '',
      isWithPrevious: index > 0,
    })),
  );
}

/** Names of those to remove so that one of each is left. */
export function copiesAmong(kind: DuplicateKind, { duplicates }: Pick<DataSummary, 'duplicates'>): ReadonlySet<string> {
  return new Set(copiesIn(ofKind(kind, duplicates)));
}

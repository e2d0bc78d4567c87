/** How far a visitor is in the lesson: which page is open, what was measured, what was skipped. Kept over visits. */

import { pageNames, type Measures, type PageName } from '../lesson/page.js';

export interface Progress {
  readonly page: PageName;
  readonly measures: Measures;
  readonly skipped: readonly PageName[];
}

export const freshProgress: Progress = { page: pageNames[0], measures: {}, skipped: [] };

/** What became of a page. */
export type PageMark = 'done' | 'skipped' | 'open';

export function markOf({ measures, skipped }: Progress, name: PageName): PageMark {
  if (measures[name]) return 'done';
  return skipped.includes(name) ? 'skipped' : 'open';
}

/** The page before or after; none at either end. */
export function neighbour(name: PageName, by: 1 | -1): PageName | undefined {
  return pageNames[pageNames.indexOf(name) + by];
}

/** Goes on without what the page asks for; what was measured before stays. */
export function skip(progress: Progress): Progress {
  const { page, skipped } = progress;
  return {
    ...progress,
    page: neighbour(page, 1) ?? page,
    skipped: markOf(progress, page) === 'open' ? [...skipped, page] : skipped,
  };
}

const key = 'thaw-lesson';
/** Of what is stored: what an earlier one left is not read. */
const version = 1;

/** The progress of earlier visits; a fresh one where there is none that can be read. */
export function storedProgress(): Progress {
  try {
    const stored = JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<Progress & { version: number }>;
    const { page, measures, skipped } = stored;
    const isWhole = stored.version === version && page && pageNames.includes(page) && measures && skipped;
    return isWhole ? { page, measures, skipped } : freshProgress;
  } catch {
    return freshProgress;
  }
}

export function storeProgress(progress: Progress): void {
  try {
    localStorage.setItem(key, JSON.stringify({ version, ...progress }));
  } catch {
    // Storage may be forbidden; the progress then holds until the page is closed.
  }
}

/** What the cells of a confusion matrix say and how one walks over them. Pure. */

import type { TestResult } from '../worker/protocol.js';
import { printPercent } from './format.js';

/** `confusion[label][predicted]`: numbers of samples. */
export type Confusion = readonly (readonly number[])[];

/** Samples of one class that the head took for the same or another one, by the numbers of the classes. */
export interface Cell {
  readonly label: number;
  readonly predicted: number;
}

export function countIn(confusion: Confusion, { label, predicted }: Cell): number {
  return confusion[label]?.[predicted] ?? 0;
}

/** Samples whose true class is `label`. */
export function rowTotal(confusion: Confusion, label: number): number {
  return (confusion[label] ?? []).reduce((sum, count) => sum + count, 0);
}

/** The cell's part of its row, from 0 to 1; 0 for a class without samples. */
export function shareOfRow(confusion: Confusion, cell: Cell): number {
  const total = rowTotal(confusion, cell.label);
  return total === 0 ? 0 : countIn(confusion, cell) / total;
}

/** `cat taken for dog: 4 of 33, 12.1 %` */
export function sayCell(classes: readonly string[], confusion: Confusion, cell: Cell): string {
  const { label, predicted } = cell;
  const name = classes[label] ?? '';
  const total = rowTotal(confusion, label);
  if (total === 0) return `${name}: no test pictures`;
  const what = label === predicted ? `${name} recognised` : `${name} taken for ${classes[predicted] ?? ''}`;
  return `${what}: ${countIn(confusion, cell)} of ${total}, ${printPercent(shareOfRow(confusion, cell))}`;
}

/** The fullest cell beside the diagonal, the first of them in reading order; none where there is no mistake. */
export function mostFrequentMistake(confusion: Confusion): Cell | undefined {
  const mistakes = confusion
    .flatMap((row, label) => row.map((count, predicted) => ({ label, predicted, count })))
    .filter(({ label, predicted, count }) => label !== predicted && count > 0);
  const [worst] = mistakes.sort((a, b) => b.count - a.count);
  return worst && { label: worst.label, predicted: worst.predicted };
}

/** Numbers of the test samples that a cell counts. */
export function samplesIn(results: readonly TestResult[], { label, predicted }: Cell): number[] {
  return results.flatMap((result, index) => (result.label === label && result.predicted === predicted ? [index] : []));
}

/**
 * The cell after a key: arrows by one, Home and End along the row, with Control to the first and last cell of all. The
 * walk stops at the edges; `undefined` for any other key.
 */
export function walkCells(key: string, isFar: boolean, { label, predicted }: Cell, count: number): Cell | undefined {
  const inside = (index: number) => Math.min(Math.max(index, 0), count - 1);
  switch (key) {
    case 'ArrowUp':
      return { label: inside(label - 1), predicted };
    case 'ArrowDown':
      return { label: inside(label + 1), predicted };
    case 'ArrowLeft':
      return { label, predicted: inside(predicted - 1) };
    case 'ArrowRight':
      return { label, predicted: inside(predicted + 1) };
    case 'Home':
      return { label: isFar ? 0 : label, predicted: 0 };
    case 'End':
      return { label: isFar ? count - 1 : label, predicted: count - 1 };
    default:
      return undefined;
  }
}

/** Figures from logits: predictions, accuracy and the confusion matrix. Pure. */

import type { TestResult } from './events.js';

/** The numerically stable softmax of one row, `exp(z - max) / sum`. */
export function softmaxRow(logits: ArrayLike<number>): Float64Array {
  const largest = Array.from(logits).reduce((a, b) => Math.max(a, b), -Infinity);
  const exponentials = Float64Array.from(logits, (z) => Math.exp(z - largest));
  const sum = exponentials.reduce((a, b) => a + b, 0);
  return exponentials.map((value) => value / sum);
}

/** One result for each row of logits [N, K]; the first class wins a tie. */
export function resultsOf(logits: Float32Array, labels: ArrayLike<number>, classes: number): TestResult[] {
  return Array.from(labels, (label, row) => {
    const probabilities = softmaxRow(logits.subarray(row * classes, (row + 1) * classes));
    const probability = Math.max(...probabilities);
    return { label, predicted: probabilities.indexOf(probability), probability };
  });
}

/** `matrix[label][predicted]`, counts. */
export function confusionMatrix(results: readonly TestResult[], classes: number): number[][] {
  const matrix = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (const { label, predicted } of results) {
    const row = matrix[label];
    if (row) row[predicted] = (row[predicted] ?? 0) + 1;
  }
  return matrix;
}

/** The share of results that are right; 0 for none. */
export function accuracyOf(results: readonly TestResult[]): number {
  const correct = results.filter(({ label, predicted }) => label === predicted).length;
  return results.length === 0 ? 0 : correct / results.length;
}

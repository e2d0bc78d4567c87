/** Figures from logits: probabilities, predictions, accuracy and the confusion matrix. */

import { describe, expect, it } from 'vitest';
import { accuracyOf, confusionMatrix, resultsOf, softmaxRow } from '../../engine/train/metrics.js';

const result = (label: number, predicted: number) => ({ label, predicted, probability: 1 });

describe('the softmax of a row', () => {
  it('is exp(z) over the sum of all exp(z)', () => {
    const [a = 0, b = 0, c = 0] = softmaxRow([0, Math.log(2), Math.log(5)]);
    expect([a, b, c].map((value) => value.toFixed(12))).toEqual(
      [1 / 8, 2 / 8, 5 / 8].map((value) => value.toFixed(12)),
    );
  });

  it('does not change when all logits grow alike, and does not overflow', () => {
    expect(softmaxRow([3000, 3001])).toEqual(softmaxRow([0, 1]));
    expect([...softmaxRow([-5000, 5000])]).toEqual([0, 1]);
  });
});

describe('the results of logits', () => {
  const logits = Float32Array.of(1, 3, 2, 5, 0, 0);

  it('are one a row: the label, the most probable class and its probability', () => {
    const results = resultsOf(logits, [1, 2], 3);
    expect(results).toMatchObject([
      { label: 1, predicted: 1 },
      { label: 2, predicted: 0 },
    ]);
    expect(results[0]?.probability).toBeCloseTo(Math.E ** 3 / (Math.E + Math.E ** 3 + Math.E ** 2), 12);
  });

  it('have the first class win a tie', () => {
    expect(resultsOf(Float32Array.of(0, 2, 2), [2], 3)).toEqual([
      { label: 2, predicted: 1, probability: softmaxRow([0, 2, 2])[1] },
    ]);
  });

  it('are as many as the labels: rows behind them are padding', () => {
    expect(resultsOf(logits, [1], 3)).toHaveLength(1);
  });
});

describe('the confusion matrix', () => {
  it('counts predictions along a row, labels down a column', () => {
    const results = [result(0, 0), result(0, 1), result(0, 1), result(2, 2)];
    expect(confusionMatrix(results, 3)).toEqual([
      [1, 2, 0],
      [0, 0, 0],
      [0, 0, 1],
    ]);
  });

  it('has a row for every class, with no result too', () => {
    expect(confusionMatrix([], 2)).toEqual([
      [0, 0],
      [0, 0],
    ]);
  });
});

describe('accuracy', () => {
  it('is the share of results that are right', () => {
    expect(accuracyOf([result(0, 0), result(1, 0), result(2, 2), result(3, 3)])).toBe(0.75);
  });

  it('is 0 for none', () => {
    expect(accuracyOf([])).toBe(0);
  });
});

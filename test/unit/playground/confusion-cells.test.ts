/** The cells of a confusion matrix: what they say, which samples they count, how the keys walk over them. */

import { describe, expect, it } from 'vitest';
import {
  mostFrequentMistake,
  rowTotal,
  samplesIn,
  sayCell,
  shareOfRow,
  walkCells,
} from '../../../playground/elements/confusion-cells.js';

const classes = ['cat', 'dog', 'owl'];
const confusion = [
  [3, 1, 0],
  [2, 2, 0],
  [0, 0, 0],
];

describe('a cell', () => {
  it('is a share of its row, that is of the samples of its true class', () => {
    expect(rowTotal(confusion, 0)).toBe(4);
    expect(shareOfRow(confusion, { label: 0, predicted: 0 })).toBe(0.75);
  });

  it('of a class without test samples has no share', () => {
    expect(shareOfRow(confusion, { label: 2, predicted: 2 })).toBe(0);
    expect(sayCell(classes, confusion, { label: 2, predicted: 0 })).toBe('owl: no test pictures');
  });

  it('says what was recognised and what was taken for something else', () => {
    expect(sayCell(classes, confusion, { label: 0, predicted: 0 })).toBe('cat recognised: 3 of 4, 75.0 %');
    expect(sayCell(classes, confusion, { label: 1, predicted: 0 })).toBe('dog taken for cat: 2 of 4, 50.0 %');
  });

  it('counts the test samples with its classes, known by their indices', () => {
    const results = [
      { label: 0, predicted: 1, probability: 0.9 },
      { label: 1, predicted: 0, probability: 0.8 },
      { label: 0, predicted: 1, probability: 0.7 },
    ];
    expect(samplesIn(results, { label: 0, predicted: 1 })).toEqual([0, 2]);
    expect(samplesIn(results, { label: 2, predicted: 2 })).toEqual([]);
  });
});

describe('the most frequent mistake', () => {
  it('is the fullest cell beside the diagonal', () => {
    expect(mostFrequentMistake(confusion)).toEqual({ label: 1, predicted: 0 });
  });

  it('is the first of several in reading order', () => {
    const tied = [
      [0, 2],
      [2, 0],
    ];
    expect(mostFrequentMistake(tied)).toEqual({ label: 0, predicted: 1 });
  });

  it('is none where everything was recognised', () => {
    const right = [
      [4, 0],
      [0, 4],
    ];
    expect(mostFrequentMistake(right)).toBeUndefined();
  });
});

describe('the keys', () => {
  const middle = { label: 1, predicted: 1 };

  it.each([
    ['ArrowUp', { label: 0, predicted: 1 }],
    ['ArrowDown', { label: 2, predicted: 1 }],
    ['ArrowLeft', { label: 1, predicted: 0 }],
    ['ArrowRight', { label: 1, predicted: 2 }],
    ['Home', { label: 1, predicted: 0 }],
    ['End', { label: 1, predicted: 2 }],
  ])('%s goes to the neighbour or the end of the row', (key, expected) => {
    expect(walkCells(key, false, middle, 3)).toEqual(expected);
  });

  it('go to the first and last cell of all with Control', () => {
    expect(walkCells('Home', true, middle, 3)).toEqual({ label: 0, predicted: 0 });
    expect(walkCells('End', true, middle, 3)).toEqual({ label: 2, predicted: 2 });
  });

  it('stop at the edges', () => {
    expect(walkCells('ArrowUp', false, { label: 0, predicted: 2 }, 3)).toEqual({ label: 0, predicted: 2 });
    expect(walkCells('ArrowRight', false, { label: 0, predicted: 2 }, 3)).toEqual({ label: 0, predicted: 2 });
  });

  it('that do not walk are left to the page', () => {
    expect(walkCells('Tab', false, middle, 3)).toBeUndefined();
  });
});

/** Where a value looks, and where the same place is in another layer. */

import { describe, expect, it } from 'vitest';
import { printSeen, samePlace, seenBy } from '../../../playground/elements/receptive-field.js';
import type { LayerSummary } from '../../../playground/worker/protocol.js';

const layer = (shape: number[], size: number, stride: number, start: number): LayerSummary => ({
  name: 'layer',
  kind: 'ReLU',
  shape,
  receptiveField: { size, stride, start },
  isSigned: false,
  parameters: 0,
});

const early = layer([16, 32, 32], 7, 1, -3);
const late = layer([64, 8, 8], 63, 4, -31);

describe('the receptive field of a value', () => {
  it('moves by the stride and begins in the padding', () => {
    expect(seenBy(early.receptiveField, { y: 0, x: 10 })).toEqual({ top: -3, left: 7, size: 7 });
    expect(seenBy(late.receptiveField, { y: 2, x: 0 })).toEqual({ top: -23, left: -31, size: 63 });
  });

  it('is called the whole picture where it covers it', () => {
    expect(printSeen({ top: -15, left: -15, size: 63 }, 32)).toBe('the whole picture');
    expect(printSeen({ top: -23, left: 5, size: 63 }, 32)).toBe('63 × 63 pixels');
  });
});

describe('the same place in another layer', () => {
  it('is the value whose field is centred nearest', () => {
    expect(samePlace(early, { channel: 3, y: 0, x: 31 }, late)).toEqual({ y: 0, x: 7 });
    expect(samePlace(late, { channel: 3, y: 4, x: 4 }, early)).toEqual({ y: 16, x: 16 });
  });

  it('is itself in a layer of the same geometry', () => {
    expect(samePlace(early, { channel: 0, y: 12, x: 20 }, early)).toEqual({ y: 12, x: 20 });
  });
});

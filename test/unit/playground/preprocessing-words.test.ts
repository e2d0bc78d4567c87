/** A preprocessing as a form's texts, and back. */

import { describe, expect, it } from 'vitest';
import type { Preprocessing } from '../../../engine/index.js';
import { preprocessingIn, textsOf } from '../../../playground/elements/preprocessing-words.js';

const preprocessing: Preprocessing = {
  resize: 256,
  crop: 224,
  interpolation: 'bicubic',
  mean: [0.485, 0.456, 0.406],
  std: [0.229, 0.224, 0.225],
};

describe('the texts of a form', () => {
  it('say the preprocessing that they were made of', () => {
    expect(preprocessingIn(textsOf(preprocessing))).toEqual(preprocessing);
  });

  it.each([
    '0.485 0.456 0.406',
    ' 0.485,0.456,0.406 ',
    '[0.485, 0.456, 0.406]',
    '(0.485; 0.456; 0.406)',
    '0,485 0,456 0,406',
    '0,485; 0,456; 0,406',
  ])('take three numbers as people write them: %j', (mean) => {
    expect(preprocessingIn({ ...textsOf(preprocessing), mean }).mean).toEqual(preprocessing.mean);
  });

  it('are no numbers where they are none', () => {
    const { crop, mean } = preprocessingIn({ ...textsOf(preprocessing), crop: ' ', mean: '0.5 x 0.5' });
    expect([crop, mean]).toEqual([NaN, [0.5, NaN, 0.5]]);
  });
});

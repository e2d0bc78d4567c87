/** A person's choice of preprocessing: what it changes, and what is refused. */

import { describe, expect, it } from 'vitest';
import { architecture } from '../../engine/models/architecture.js';
import { defaultPreprocessing, type ModelDescription } from '../../engine/models/model.js';
import { checkPreprocessing, choosePreprocessing } from '../../engine/models/preprocessing-rules.js';

const member = architecture('resnet18', { classCount: 1 });
const description: ModelDescription = {
  name: 'mine',
  architecture: member,
  classes: ['one'],
  preprocessing: defaultPreprocessing(member),
  preprocessingSource: 'zoo',
};

describe('a choice', () => {
  it('changes what it names, and says that it was made', () => {
    const { preprocessing, preprocessingSource } = choosePreprocessing(description, { crop: 192, mean: [0, 0, 0] });
    expect(preprocessing).toEqual({ ...description.preprocessing, crop: 192, mean: [0, 0, 0] });
    expect(preprocessingSource).toBe('choice');
  });

  it('of nothing changes nothing', () => {
    expect(choosePreprocessing(description, { crop: undefined })).toBe(description);
    expect(choosePreprocessing(description)).toBe(description);
  });

  it.each([
    [{ crop: 257 }, 'preprocessing, crop: got 257 pixels of pictures resized to 256, expected at most 256.'],
    [{ crop: 0 }, 'preprocessing, crop: got 0, expected a whole number from 1 to 4096.'],
    [{ resize: 224.5 }, 'preprocessing, resize: got 224.5, expected a whole number'],
    [{ std: [1, 0, 1] as const }, 'preprocessing, std: got [1,0,1], expected three numbers above 0'],
    [{ mean: [NaN, 0, 0] as const }, 'preprocessing, mean: got [null,0,0], expected three numbers'],
  ])('%j is refused by name', (choice, message) => {
    expect(() => choosePreprocessing(description, choice)).toThrow(message);
  });

  it('from elsewhere may be anything', () => {
    const odd = { ...description.preprocessing, interpolation: 'nearest' } as never;
    expect(() => checkPreprocessing(odd)).toThrow('interpolation: got nearest, expected bilinear or bicubic');
  });
});

/** Which output of a head belongs to which class of a data set. */

import { describe, expect, it } from 'vitest';
import { matchClasses } from '../../playground/worker/classes.js';

describe('classes are matched', () => {
  it('by name, in whatever order the head has them', () => {
    expect(matchClasses(['cat', 'dog'], ['dog', 'fish', 'cat'])).toEqual([2, 0]);
  });

  it.each([
    [['0', '1', '2']],
    [['class 0', 'class 1', 'class 2']],
    [['class_0', 'class_1', 'class_2']],
    [['class-0', 'class-1', 'class-2']],
    [['class0', 'class1', 'class2']],
  ])('by number, where one side has only numbers for names: %j', (numbers) => {
    const names = ['ship', 'cat', 'dog'];
    expect(matchClasses(numbers, names)).toEqual([0, 1, 2]);
    expect(matchClasses(names, numbers)).toEqual([0, 1, 2]);
  });

  it('by ids of the outputs, such as the names of ImageNet’s folders, also of some of them', () => {
    const [names, ids] = [
      ['tench', 'goldfish', 'hen'],
      ['n01440764', 'n01443537', 'n01514859'],
    ];
    expect(matchClasses(['n01514859', 'n01440764'], names, ids)).toEqual([2, 0]);
    expect(matchClasses(['hen', 'tench'], names, ids)).toEqual([2, 0]);
  });

  it('by name rather than by number, where the numbers are the same', () => {
    expect(matchClasses(['1', '0'], ['0', '1'])).toEqual([1, 0]);
  });
});

describe('classes that do not match are refused', () => {
  it('with both lists, and what to do', () => {
    expect(() => matchClasses(['cat', 'horse'], ['cat', 'dog'])).toThrow(
      'classes: got data with cat, horse, expected those that the model tells apart: cat, dog. ' +
        'Train a head for these classes first.',
    );
  });

  it('where there are more or fewer numbers than names', () => {
    expect(() => matchClasses(['0', '1'], ['cat', 'dog', 'fish'])).toThrow('got data with 0, 1');
  });

  it('with the first names of a long list, and how many there are', () => {
    const fish = ['carp', 'cod', 'eel', 'pike', 'ray', 'sole', 'tench', 'tuna'];
    expect(() => matchClasses(['cat'], fish)).toThrow('apart: 8 classes (carp, cod, eel, pike, ray, sole, …)');
  });
});

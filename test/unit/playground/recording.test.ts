/** What is recorded with the camera: films of classes, and the data set that they become. */

import { describe, expect, it } from 'vitest';
import {
  classCount,
  newRecording,
  pictureCount,
  renamed,
  sayRecording,
  sourceOf,
  withClass,
  withFilm,
  withoutClass,
  withoutLastFilm,
  withPicture,
  type Recording,
} from '../../../playground/state/recording.js';

const frame = () => new Blob(['frame']);

/** A film of so many frames of a class. */
function filmed(recording: Recording, id: number, frames: number): Recording {
  const begun = withFilm(recording, id);
  return Array.from({ length: frames }, frame).reduce((now, picture) => withPicture(now, id, picture), begun);
}

const names = (recording: Recording) => recording.map(({ name }) => name);
const [mug, spoon] = [0, 1];
const table = filmed(filmed(filmed(newRecording(['mug', 'spoon']), mug, 2), spoon, 1), mug, 1);

describe('a recording', () => {
  it('counts its pictures and the classes that have any', () => {
    expect([pictureCount(table), classCount(table)]).toEqual([4, 2]);
    expect(classCount(withClass(table))).toBe(2);
  });

  it('is told of in a sentence, with what is missing', () => {
    expect(sayRecording(newRecording())).toMatch(/^Nothing recorded yet\./);
    expect(sayRecording(filmed(newRecording(), mug, 1))).toBe('1 picture of 1 class; a data set of its own takes two.');
    expect(sayRecording(table)).toBe('4 pictures of 2 classes.');
  });

  it('becomes files of class folders, numbered in each, that know their films', () => {
    const { files } = sourceOf(table) as Extract<ReturnType<typeof sourceOf>, { kind: 'files' }>;
    expect(files.map(({ path, film }) => [path, film])).toEqual([
      ['camera/mug/001.png', '0:0'],
      ['camera/mug/002.png', '0:0'],
      ['camera/mug/003.png', '0:1'],
      ['camera/spoon/001.png', '1:0'],
    ]);
  });

  it('goes back film by film, and past a film of nothing', () => {
    const once = withoutLastFilm(withFilm(table, mug), mug);
    expect(pictureCount(once)).toBe(3);
    expect(pictureCount(withoutLastFilm(once, mug))).toBe(1);
  });
});

describe('its classes', () => {
  it('have names of their own, also after one has gone', () => {
    const three = withClass(newRecording());
    expect(names(three)).toEqual(['Class 1', 'Class 2', 'Class 3']);
    expect(names(withClass(withoutClass(three, 0)))).toEqual(['Class 2', 'Class 3', 'Class 4']);
  });

  it('are renamed without spaces around', () => {
    expect(names(renamed(table, spoon, ' fork '))).toEqual(['mug', 'fork']);
    expect(names(renamed(table, spoon, 'spoon'))).toEqual(['mug', 'spoon']);
  });

  it.each([
    ['  ', /got no name/],
    ['mug', /got "mug", which is another class/],
    ['cup/mug', /got "cup\/mug", expected a name without slashes/],
    ['.mug', /got "\.mug"/],
  ])('cannot be called "%s"', (name, message) => {
    expect(() => renamed(table, spoon, name)).toThrow(message);
  });
});

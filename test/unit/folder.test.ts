/** Class folders: which layouts are understood, in which order samples come, and what is refused. */

import { describe, expect, it } from 'vitest';
import { readClassFolders } from '../../engine/data/folder.js';
import { sourceFiles } from '../source-files.js';

function read(...paths: string[]) {
  const { classes, train, test, skipped } = readClassFolders('pets', sourceFiles(...paths));
  return { classes, train: train.map(({ name }) => name), test: test.map(({ name }) => name), skipped };
}

describe('the layout of class folders', () => {
  it('is a folder a class', () => {
    const pets = read('dog/rex.png', 'cat/tom.jpg', 'dog/ace.webp');
    expect(pets).toEqual({
      classes: ['cat', 'dog'],
      train: ['cat/tom.jpg', 'dog/ace.webp', 'dog/rex.png'],
      test: [],
      skipped: [],
    });
  });

  it('may have train and test above the classes', () => {
    const pets = read('train/dog/a.png', 'train/cat/b.png', 'test/dog/c.png');
    expect(pets.classes).toEqual(['cat', 'dog']);
    expect(pets.train).toEqual(['train/cat/b.png', 'train/dog/a.png']);
    expect(pets.test).toEqual(['test/dog/c.png']);
  });

  it.each(['test', 'val', 'valid', 'validation', 'Test'])('takes %s as the test part', (folder) => {
    expect(read('train/dog/a.png', `${folder}/dog/b.png`).test).toEqual([`${folder}/dog/b.png`]);
  });

  it('takes a set that is all below one part as one that is not divided', () => {
    expect(read('test/dog/a.png', 'test/cat/b.png')).toMatchObject({
      train: ['test/cat/b.png', 'test/dog/a.png'],
      test: [],
    });
    expect(read('train/dog/a.png', 'train/cat/b.png').classes).toEqual(['cat', 'dog']);
  });

  it('takes train as a class where it stands among others', () => {
    expect(read('bus/a.png', 'car/b.png', 'train/c.png').classes).toEqual(['bus', 'car', 'train']);
  });

  it('strips the folders around it all', () => {
    expect(read('my/pets/dog/a.png', 'my/pets/cat/b.png').classes).toEqual(['cat', 'dog']);
    expect(read('my/pets/train/dog/a.png', 'my/pets/test/dog/b.png')).toMatchObject({
      classes: ['dog'],
      test: ['my/pets/test/dog/b.png'],
    });
  });

  it('keeps the folder of a single class', () => {
    expect(read('dog/a.png', 'dog/b.png').classes).toEqual(['dog']);
  });

  it('counts deeper folders to their class', () => {
    expect(read('dog/small/a.png', 'dog/b.png', 'cat/c.png').classes).toEqual(['cat', 'dog']);
  });

  it('has classes that folders cannot be called, escaped as in web addresses', () => {
    expect(read('cat%2Fdog/a.png', '50%/b.png').classes).toEqual(['50%', 'cat/dog']);
  });

  it('reads the paths of Windows', () => {
    expect(read('pets\\dog\\a.png', 'pets\\cat\\b.png').classes).toEqual(['cat', 'dog']);
  });
});

describe('the stated order', () => {
  it('is by code points, upper case first and emoji last', () => {
    expect(read('b/1.png', 'B/1.png', '\u{1f436}/1.png', '\uff5e/1.png', 'a/1.png').classes).toEqual([
      'B',
      'a',
      'b',
      '\uff5e',
      '\u{1f436}',
    ]);
    expect(read('a/10.png', 'a/9.png', 'a/1.png').train).toEqual(['a/1.png', 'a/10.png', 'a/9.png']);
  });

  it('does not depend on the order in which files come', () => {
    const paths = ['train/b/2.png', 'test/a/3.png', 'train/a/1.png', 'train/b/1.png'];
    expect(read(...paths)).toEqual(read(...paths.toReversed()));
  });

  it('numbers classes and samples in that order, the test part last', () => {
    const { train, test } = readClassFolders(
      'pets',
      sourceFiles('train/b/1.png', 'train/a/1.png', 'test/b/1.png', 'test/a/1.png'),
    );
    expect([...train, ...test].map(({ label, index }) => [label, index])).toEqual([
      [0, 0],
      [1, 1],
      [0, 2],
      [1, 3],
    ]);
  });

  it('reads each sample from its own file', async () => {
    const { train } = readClassFolders('pets', sourceFiles('dog/a.png', 'cat/b.png'));
    const contents = await Promise.all(train.map((sample) => sample.read()));
    expect(contents.map((content) => new TextDecoder().decode(content as Uint8Array))).toEqual([
      'cat/b.png',
      'dog/a.png',
    ]);
  });
});

describe('what is no image', () => {
  it('is skipped, with the reason', () => {
    expect(read('dog/a.png', 'dog/notes.txt', 'dog/Makefile', 'cat/b.png', 'stray.png').skipped).toEqual([
      { name: 'dog/notes.txt', reason: '.txt files are not images' },
      { name: 'dog/Makefile', reason: 'its name does not end like an image' },
      { name: 'stray.png', reason: 'it is in no class folder' },
    ]);
  });

  it('is passed over silently where it is a licence or a read-me', () => {
    expect(read('LICENSE.txt', 'dog/a.png', 'cat/b.png', 'cat/README').skipped).toEqual([]);
  });

  it('is skipped beside train and test', () => {
    expect(read('train/dog/a.png', 'test/dog/b.png', 'extra/dog/c.png').skipped).toEqual([
      { name: 'extra/dog/c.png', reason: 'it is in no class folder' },
    ]);
  });
});

describe('a bad folder', () => {
  const twentyTexts = Array.from({ length: 20 }, (_, index) => `${index}.txt`);

  it.each([
    ['without files', [], /pets: got no files, expected images in class folders/],
    ['of 20 texts', twentyTexts, /got 20 files, none of them an image \(0\.txt, 1\.txt, 2\.txt and 17 more\)/],
    ['of one text', ['notes.txt'], /got one file that is no image \(notes\.txt\)/],
    ['with an archive that is no zip', ['pets.tar.gz'], /Unpack pets\.tar\.gz first/],
    [
      'without class folders',
      ['a.png', 'b.png'],
      /got 2 images in no folder \(a\.png, b\.png\).*Put the images of each class into a folder/,
    ],
    [
      'with an empty class',
      ['dog/a.png', 'cat/'],
      /pets: class folder "cat": got no image in it, expected at least one image/,
    ],
    [
      'with an empty class below train',
      ['in/train/dog/a.png', 'in/train/cat/', 'in/test/dog/b.png'],
      /class folder "cat": got no image/,
    ],
    ['with a class of texts', ['dog/a.png', 'cat/b.txt'], /class folder "cat": got no image in it/],
    [
      'with a class that is only tested',
      ['train/dog/a.png', 'test/cat/b.png'],
      /class folder "cat": got no training image/,
    ],
  ])('is refused: %s', (_, paths, message) => {
    expect(() => read(...paths)).toThrow(message);
  });

  it('is none where only folders around the classes are known to be there', () => {
    expect(
      read('pets/', 'pets/train/', 'pets/test/', 'pets/train/dog/', 'pets/train/dog/a.png', 'pets/test/dog/b.png')
        .classes,
    ).toEqual(['dog']);
  });
});

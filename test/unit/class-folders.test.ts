/** A data set as class folders: read again it has the same classes, parts and pictures in the same order. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toClassFolders } from '../../engine/data/class-folders.js';
import { openDataSet, type DataSet } from '../../engine/data/dataset.js';
import { editData } from '../../engine/data/edit.js';
import { classNameOf, folderNamesOf } from '../../engine/data/folder-names.js';
import { holdOut } from '../../engine/data/hold-out.js';
import { dataSetOf, type ClassesOf } from '../made-data.js';
import { sourceFile, sourceFiles } from '../source-files.js';

const pathsOf = (dataset: DataSet) => toClassFolders(dataset).map(({ path }) => path);

/** A data set of those samples, each called as is given. */
function named(names: readonly string[], parts: ClassesOf, classes: readonly string[]): DataSet {
  const set = dataSetOf(parts, classes);
  const rename = (samples: DataSet['train']) =>
    samples.map((sample) => ({ ...sample, name: names[sample.index] ?? sample.name }));
  return { ...set, train: rename(set.train), test: rename(set.test) };
}

/** Of each class, the places of its pictures in the stated order, part by part. */
function contents({ classes, train, test }: DataSet, placeOf: (name: string) => number): Record<string, number[][]> {
  const ofClass = (samples: DataSet['train'], label: number) =>
    samples.flatMap((sample) => (sample.label === label ? [placeOf(sample.name)] : []));
  return Object.fromEntries(classes.map((name, label) => [name, [ofClass(train, label), ofClass(test, label)]]));
}

/** The data set that its own class folders are read as. */
function readAgain(dataset: DataSet): Promise<DataSet> {
  return openDataSet(
    'again',
    toClassFolders(dataset).map(({ path, sample }) => sourceFile(path, sample.name)),
  );
}

describe('class folders', () => {
  it('have the names that the files had, in the parts that they are in', async () => {
    const pets = await openDataSet('pets', sourceFiles('train/dog/b.png', 'train/cat/a.png', 'test/dog/c.JPG'));
    expect(pathsOf(pets)).toEqual(['train/cat/a.png', 'train/dog/b.png', 'test/dog/c.JPG']);
  });

  it('have parts too where these were held out', async () => {
    const files = ['cat/1.png', 'cat/2.png', 'dog/1.png', 'dog/2.png'];
    const paths = pathsOf(holdOut(await openDataSet('pets', sourceFiles(...files)), 0));
    expect(paths.map((path) => path.replace(/^(train|test)\//, '')).toSorted()).toEqual(files);
  });

  it('number the files where their names would not keep the order of the pictures', async () => {
    const pets = await openDataSet('pets', sourceFiles('cat/y.png', 'cat/z.png', 'dog/a.png', 'dog/b.png'));
    const moved = editData(pets, [{ kind: 'move samples', samples: ['cat/y.png'], to: 'dog' }]);
    expect(pathsOf(moved)).toEqual(['train/cat/z.png', 'train/dog/1-y.png', 'train/dog/2-a.png', 'train/dog/3-b.png']);
  });

  it.each([
    ['files of one name', ['a/1.png', 'b/1.png'], ['1-1.png', '2-1.png']],
    ['names that differ in case only', ['A.png', 'a.png'], ['1-A.png', '2-a.png']],
    ['samples of one name', ['a.png', 'a.png (2)'], ['1-a.png', '2-a.png']],
    ['rows of a CIFAR-10 file', ['data.bin #9', 'data.bin #10'], ['1-data.bin #9.png', '2-data.bin #10.png']],
    ['devices of Windows', ['aux.png', 'b.png'], ['1-aux.png', '2-b.png']],
    ['characters that files cannot have', ['a?.png', 'b:*.png'], ['a-.png', 'b--.png']],
    ['JPEG by another name', ['a.jfif', 'b.jpeg'], ['a.jpg', 'b.jpeg']],
  ])('give a name to %s', (_, names, expected) => {
    const files = pathsOf(named(names, { train: ['cat', 'cat'], test: [] }, ['cat']));
    expect(files).toEqual(expected.map((name) => `train/cat/${name}`));
  });

  it('keep names short enough for every system', () => {
    const [path = ''] = pathsOf(named([`${'🐈'.repeat(300)}.png`], { train: ['cat'], test: [] }, ['cat']));
    expect(new TextEncoder().encode(path.split('/')[2]).length).toBeLessThan(255);
  });

  it('are none for a class without pictures', () => {
    const pets = dataSetOf({ train: ['cat', 'dog'], test: [] }, ['cat', 'cow', 'dog']);
    expect(pathsOf(pets)).toEqual(['train/cat/0.png', 'train/dog/1.png']);
  });

  it('cannot be made of a class without a picture to learn from', () => {
    const pets = dataSetOf({ train: ['cat'], test: ['dog'] }, ['cat', 'dog']);
    expect(() => toClassFolders(pets)).toThrow(
      'class folder "dog": got pictures to test with only, expected at least one to learn from',
    );
  });

  it('are read again with the same classes, parts and order, whatever was edited', async () => {
    const fileNames = ['a', 'B', 'b', 'ü', '🐈', '10', '9'].map((name) => `${name}.png`);
    const classes = ['cat', 'Cat', 'a/b', '..', 'CON', '5 %', '5%25', 'train', '🐕'];
    const picture = fc.record({
      name: fc.constantFrom(...fileNames),
      className: fc.constantFrom(...classes),
      part: fc.constantFrom('train', 'test'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(picture, { maxLength: 60 }), async (pictures) => {
        const first = classes.map((className) => ({ name: 'c.png', className, part: 'train' }));
        const all = [...first, ...pictures, { name: 'c.png', className: 'cat', part: 'test' }];
        const [train, test] = ['train', 'test'].map((part) => all.filter((one) => one.part === part));
        const ordered = [...(train ?? []), ...(test ?? [])];
        const parts = { train: classesOf(train ?? []), test: classesOf(test ?? []) };
        // The content of a file is its name here: it has its place in the stated order.
        const names = ordered.map(({ name }, place) => `${place}/${name}`);
        const dataset = named(names, parts, classes);
        const again = await readAgain(dataset);
        const texts = new Map<string, string>();
        for (const sample of [...again.train, ...again.test]) {
          texts.set(sample.name, new TextDecoder().decode((await sample.read()) as Uint8Array<ArrayBuffer>));
        }
        expect(contents(again, (name) => parseInt(texts.get(name) ?? '', 10))).toEqual(
          contents(dataset, (name) => parseInt(name, 10)),
        );
      }),
    );
  });
});

const classesOf = (pictures: readonly { readonly className: string }[]) => pictures.map(({ className }) => className);

describe('the folder of a class', () => {
  it.each([
    ['cat', 'cat'],
    ['tabby cat, Ünï 🐈', 'tabby cat, Ünï 🐈'],
    ['cat/dog', 'cat%2Fdog'],
    ['a\\b: "c"?', 'a%5Cb%3A %22c%22%3F'],
    ['.cat', '%2Ecat'],
    ['..', '%2E%2E'],
    ['cat. ', 'cat.%20'],
    ['con', '%63on'],
    ['AUX.cat', '%41UX.cat'],
    ['__MACOSX', '%5F_MACOSX'],
    ['100 %', '100 %'],
    ['20%25', '20%2525'],
  ])('of "%s" is %s', (className, folder) => {
    expect(folderNamesOf([className])).toEqual([folder]);
    expect(classNameOf(folder)).toBe(className);
  });

  it('differs from the others by more than its case', () => {
    expect(folderNamesOf(['cat', 'Cat', 'CAT', 'dog'])).toEqual(['cat', '%43at', '%43%41T', 'dog']);
  });

  it('leads back to the class, whatever it is called', () => {
    const unit = fc.oneof(
      fc.constantFrom('%', '2', 'f', 'F', '.', '/', '\\', ' ', 'A', 'a', ':'),
      fc.string({ unit: 'grapheme', maxLength: 1 }),
    );
    const className = fc.string({ unit, minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(fc.uniqueArray(className), (classNames) => {
        const folders = folderNamesOf(classNames);
        expect(folders.map(classNameOf)).toEqual(classNames);
        expect(new Set(folders.map((folder) => folder.toLowerCase())).size).toBe(folders.length);
        expect(folders.filter((folder) => /^\.|[/\\:\p{Cc}]|[. ]$/u.test(folder))).toEqual([]);
      }),
    );
  });

  it('is called just this where it is no such name', () => {
    expect(classNameOf('50%FF')).toBe('50%FF');
  });

  it('is refused where the name is too long', () => {
    expect(() => folderNamesOf(['c'.repeat(256)])).toThrow('got a name of 256 bytes, expected at most 255');
  });
});

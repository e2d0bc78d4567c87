/**
 * Edits of a data set: descriptions by the names of classes and samples, applied one after the other. A class keeps its
 * place and a sample its part, so that what was held out stays held out; to undo is to leave out the last edit.
 */

import { expect } from '../core/errors.js';
import type { DataSet } from './dataset.js';
import { listNames } from './paths.js';
import type { Sample } from './sample.js';

export type DataEdit =
  | { readonly kind: 'rename class'; readonly className: string; readonly to: string }
  | { readonly kind: 'merge class'; readonly className: string; readonly into: string }
  | { readonly kind: 'delete class'; readonly className: string }
  | { readonly kind: 'move samples'; readonly samples: readonly string[]; readonly to: string }
  | { readonly kind: 'remove samples'; readonly samples: readonly string[] };

/** What an edit comes down to: the classes then, and the class of every sample then, of a removed one none. */
interface Change {
  readonly classes: readonly string[];
  readonly classOf: (sample: Sample) => string | undefined;
}

const fewestClasses = 2;

/**
 * The data set after those edits; the one that is given stays as it is.
 * @throws ThawError where an edit names a class or sample that is not there, takes a name that is, leaves fewer than two
 * classes or a class with nothing to learn from.
 */
export function editData(dataset: DataSet, edits: readonly DataEdit[]): DataSet {
  return edits.reduce(edited, dataset);
}

function edited(dataset: DataSet, edit: DataEdit): DataSet {
  const { classes, classOf } = changeOf(dataset, edit);
  const labels = new Map(classes.map((name, label) => [name, label]));
  const relabel = (sample: Sample): Sample[] => {
    const className = classOf(sample);
    const label = className === undefined ? undefined : labels.get(className);
    if (label === undefined) return [];
    return [label === sample.label ? sample : { ...sample, label }];
  };
  const then = { ...dataset, classes, train: dataset.train.flatMap(relabel), test: dataset.test.flatMap(relabel) };
  checkLearnable(dataset, then, edit);
  return then;
}

function changeOf(dataset: DataSet, edit: DataEdit): Change {
  const { classes } = dataset;
  const classOf = ({ label }: Sample) => classes[label];
  switch (edit.kind) {
    case 'rename class': {
      checkClass(dataset, edit.className, edit);
      const to = checkedName(dataset, edit);
      const renamed = (name: string | undefined) => (name === edit.className ? to : name);
      return {
        classes: classes.map((name) => renamed(name) ?? name),
        classOf: (sample) => renamed(classOf(sample)),
      };
    }
    case 'merge class': {
      checkClass(dataset, edit.className, edit);
      checkClass(dataset, edit.into, edit);
      const own = (sample: Sample) => (classOf(sample) === edit.className ? edit.into : classOf(sample));
      return { classes: without(classes, edit), classOf: own };
    }
    case 'delete class':
      checkClass(dataset, edit.className, edit);
      return { classes: without(classes, edit), classOf };
    case 'move samples': {
      checkClass(dataset, edit.to, edit);
      const moved = checkedSamples(dataset, edit);
      return { classes, classOf: (sample) => (moved.has(sample.name) ? edit.to : classOf(sample)) };
    }
    case 'remove samples': {
      const removed = checkedSamples(dataset, edit);
      return { classes, classOf: (sample) => (removed.has(sample.name) ? undefined : classOf(sample)) };
    }
  }
}

function without(classes: readonly string[], edit: Extract<DataEdit, { className: string }>): readonly string[] {
  const left = classes.filter((name) => name !== edit.className);
  expect(left.length >= fewestClasses && (edit.kind !== 'merge class' || left.includes(edit.into)), () => ({
    operation: sayEdit(edit),
    got: left.length < fewestClasses ? `${left.length} class left` : 'one class twice',
    expected: left.length < fewestClasses ? `at least ${fewestClasses}, to be told apart` : 'two classes',
  }));
  return left;
}

function checkClass({ classes }: DataSet, name: string, edit: DataEdit): void {
  expect(classes.includes(name), () => ({
    operation: sayEdit(edit),
    got: `no class "${name}"`,
    expected: `one of ${listNames(classes)}`,
  }));
}

/** The new name of a class, without spaces around it. */
function checkedName({ classes }: DataSet, edit: Extract<DataEdit, { kind: 'rename class' }>): string {
  const to = edit.to.trim();
  expect(to !== '', () => ({ operation: sayEdit(edit), got: 'no name', expected: 'one' }));
  expect(to === edit.className || !classes.includes(to), () => ({
    operation: sayEdit(edit),
    got: `"${to}", which is another class`,
    expected: 'a name of its own',
    remedy: 'Merge the two classes if they are to be one.',
  }));
  return to;
}

function checkedSamples({ train, test }: DataSet, edit: Extract<DataEdit, { samples: unknown }>): ReadonlySet<string> {
  const known = new Set([...train, ...test].map(({ name }) => name));
  const unknown = edit.samples.filter((name) => !known.has(name));
  expect(unknown.length === 0, () => ({
    operation: sayEdit(edit),
    got: `no picture ${listNames(unknown)}`,
    expected: 'pictures of the data set',
  }));
  return new Set(edit.samples);
}

/** A class that had pictures to learn from must keep one. */
function checkLearnable(before: DataSet, then: DataSet, edit: DataEdit): void {
  const learned = ({ classes, train }: DataSet) => new Set(train.map(({ label }) => classes[label]));
  const left = learned(then);
  const emptied = [...learned(before)].find((name) => name && then.classes.includes(name) && !left.has(name));
  expect(emptied === undefined, () => ({
    operation: sayEdit(edit),
    got: `no picture left to learn "${emptied ?? ''}" from`,
    expected: 'at least one in the training part of every class',
    remedy: 'Delete the class, or merge it into another.',
  }));
}

/** `rename class "cat" to "tabby"`, `move 3 pictures to "dog"` */
export function sayEdit(edit: DataEdit): string {
  switch (edit.kind) {
    case 'rename class':
      return `rename class "${edit.className}" to "${edit.to}"`;
    case 'merge class':
      return `merge class "${edit.className}" into "${edit.into}"`;
    case 'delete class':
      return `delete class "${edit.className}"`;
    case 'move samples':
      return `move ${pictures(edit.samples.length)} to "${edit.to}"`;
    case 'remove samples':
      return `remove ${pictures(edit.samples.length)}`;
  }
}

function pictures(count: number): string {
  return count === 1 ? '1 picture' : `${count} pictures`;
}

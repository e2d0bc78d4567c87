/**
 * Which samples a run sees, as a pure function of its seed.
 *
 * The classes are named, or split in halves by a permutation; the training images of a class are put in an order of the seed, and
 * the first n of them are taken, so that each subset holds the smaller ones. The test images of a class are taken in an
 * order that no seed changes: all runs are tested on the same ones.
 */

import { expect } from '../core/errors.js';
import { nearNames } from '../core/near-names.js';
import { permutation } from '../core/random.js';
import type { PixelSet, TrainingData } from '../data/pixels.js';
import type { Selection } from '../data/select.js';
import type { ResolvedDocument } from './document.js';
import type { Half } from './kinds/kind.js';
import type { SampleChoice } from './run-definition.js';

/** Every test set is drawn from it. */
const testSeed = 0;

/** @throws ThawError where the choice leaves a class without images, or wants more of a class than there are. */
export function chooseSamples(data: TrainingData, choice: SampleChoice, seed: number): Selection {
  const labels = choice.classes
    ? labelsOf(data.classes, choice.classes)
    : halfOf(data.classes.length, choice.half, seed);
  const pick = (part: 'train' | 'test', count: number | null, partSeed: number) =>
    labels.flatMap((label) => {
      const members = membersOf(data[part], label, choice.names);
      checkEnough(members.length, count, `${part} images of the class ${data.classes[label] ?? ''}`);
      const order = permutation(members.length, partSeed, 'subset', label);
      const first = Array.from(order.subarray(0, count ?? members.length), (place) => members[place] ?? 0);
      return first.toSorted((a, b) => a - b);
    });
  return {
    labels,
    train: pick('train', choice.trainPerClass, seed),
    test: pick('test', choice.testPerClass, testSeed),
  };
}

/** The labels of classes by name, in the data's order. */
function labelsOf(classes: readonly string[], names: readonly string[]): readonly number[] {
  checkClasses(classes, names);
  return classes.flatMap((name, label) => (names.includes(name) ? [label] : []));
}

/** Before the first run of many. @throws ThawError that offers near names where the data lack a class of a task. */
export function checkTasks({ factors: { tasks } }: ResolvedDocument, classes: readonly string[]): void {
  checkClasses(
    classes,
    tasks.flatMap((task) => task.classes),
  );
}

function checkClasses(classes: readonly string[], names: readonly string[]): void {
  for (const name of names) {
    expect(classes.includes(name), () => ({
      operation: 'experiment, factors, tasks',
      got: `the class "${name}"`,
      expected: `one of the data's such as ${nearNames(name, classes).join(', ')}`,
    }));
  }
}

/** The labels of a half, in their stated order; A has the odd class where there is one. */
function halfOf(count: number, half: Half | null, seed: number): readonly number[] {
  const order = [...permutation(count, seed, 'halves')];
  const middle = Math.ceil(count / 2);
  const chosen = half === null ? order : half === 'A' ? order.slice(0, middle) : order.slice(middle);
  return chosen.toSorted((a, b) => a - b);
}

function membersOf({ labels, samples }: PixelSet, label: number, names: string | null): readonly number[] {
  const isMember = (row: number) => labels[row] === label && (names === null || samples[row]?.name.includes(names));
  return Array.from(labels, (_, row) => row).filter(isMember);
}

function checkEnough(found: number, count: number | null, what: string): void {
  expect(found >= (count ?? 1), () => ({
    operation: 'experiment, samples',
    got: `${found} ${what}`,
    expected: `at least ${count ?? 1}`,
    remedy: 'Ask for fewer images of each class, or for other names.',
  }));
}

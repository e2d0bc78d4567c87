/** Documents, data and results for tests of experiments. */

import { readdir, readFile } from 'node:fs/promises';
import type { PixelSet, TrainingData } from '../../../engine/data/pixels.js';
import { checkDocument } from '../../../engine/experiments/document-rules.js';
import type { DocumentInput, KindName, ResolvedDocument } from '../../../engine/experiments/document.js';
import type { RunOutcome } from '../../../engine/experiments/execute.js';
import { resolveDocument, type Parts, type PlannedRun } from '../../../engine/experiments/expand.js';
import type { RunRecord, RunResult } from '../../../engine/experiments/result.js';
import { randomUniform } from '../../../engine/core/random.js';

/** The parts of a small network. */
export const parts: Parts = [
  { name: 'stem', stage: 'stem' },
  { name: 'layer1.0', stage: 'layer1' },
  { name: 'layer1.1', stage: 'layer1' },
  { name: 'layer2.0', stage: 'layer2' },
  { name: 'head', stage: 'head' },
];

export const smallest: DocumentInput = {
  name: 'small',
  kind: 'freeze-sweep',
  model: 'resnet20-cifar10',
  data: 'emoji12',
  seeds: [1, 2, 3],
};

/** Two tasks of the data of `dataOf`, and what a kind cannot do without. */
export const needed: Partial<Record<KindName, DocumentInput>> = {
  arms: { arms: [{ name: 'plain' }, { name: 'slow', recipe: { learningRate: 0.001 } }] },
  'task-distance': {
    factors: {
      tasks: [
        { name: 'target', classes: ['class 0', 'class 1'] },
        { name: 'near', classes: ['class 2', 'class 3'] },
        { name: 'far', classes: ['class 4', 'class 5', 'class 6'] },
      ],
    },
  },
};

/** Where the documents are that come along. */
export const documentFolder = new URL('../../../docs/experiments/', import.meta.url);
/** The names of those that are ready to run. */
export const ready = (await readdir(documentFolder)).filter((name) => /^(emoji12|cifar10).*\.json$/.test(name));

/** One of them, resolved for the parts of a small network. */
export async function readReady(name: string): Promise<ResolvedDocument> {
  const document = JSON.parse(await readFile(new URL(name, documentFolder), 'utf8')) as DocumentInput;
  return resolveDocument(checkDocument(document), [...parts, { name: 'layer3.0', stage: 'layer3' }]);
}

/** The least that a kind needs said. */
export function smallestOf(kind: KindName): DocumentInput {
  return { ...smallest, kind, ...needed[kind] };
}

export function documentOf(input: DocumentInput = {}): ResolvedDocument {
  return resolveDocument(checkDocument({ ...smallest, ...input }), parts);
}

/** Pictures of one pixel whose red is their class; the names are those of two drawings of one thing each. */
export function dataOf(classes: number, trainPerClass: number, testPerClass: number): TrainingData {
  return {
    classes: Array.from({ length: classes }, (_, label) => `class ${label}`),
    train: pixelsOf('train', classes, trainPerClass),
    test: pixelsOf('test', classes, testPerClass),
  };
}

function pixelsOf(part: string, classes: number, perClass: number): PixelSet {
  const labels = Uint32Array.from({ length: classes * perClass }, (_, row) => Math.floor(row / perClass));
  return {
    size: 1,
    count: labels.length,
    pixels: Uint8Array.from([...labels].flatMap((label, row) => [label, row % 256, 0, 255])),
    labels,
    samples: Array.from(labels, (label, row) => ({
      name: `${part}/${label}/${row >> 1}-${row % 2 === 0 ? 'noto' : 'twemoji'}.png`,
      label,
      index: row,
      read: () => Promise.resolve(new Uint8Array()),
    })),
    skipped: [],
  };
}

/** A result that follows from the run's definition alone, as a real one does. */
export function resultOf({ definition: { arm, at, seed } }: PlannedRun): RunResult {
  const lift = arm.length + at.length;
  const testAccuracy = 0.3 + 0.01 * lift + 0.05 * randomUniform(seed, 'test', lift);
  const epochs = [1, 2, 3].map((epoch) => ({
    epoch,
    steps: 10 * epoch,
    samples: 160 * epoch,
    trainLoss: 1 / epoch,
    testLoss: 1.1 / epoch,
    testAccuracy: (testAccuracy * epoch) / 3,
  }));
  return {
    testAccuracy,
    trainImages: 160,
    testImages: 60,
    classes: ['a', 'b'],
    trainableParameters: 100,
    epochs,
    shifted: [],
  };
}

let clock = 0;

/** What a run gives; every one takes another time. */
export function outcomeOf(run: PlannedRun): RunOutcome {
  clock += 1;
  const cost = { seconds: clock, prefixSeconds: 0, epochSeconds: [1, 1, 1], peakGpuBytes: 1e6 + clock };
  return { result: resultOf(run), cost, weights: run.definition.isBase ? Uint8Array.of(1) : undefined };
}

export function recordOf(run: PlannedRun): RunRecord {
  const { result, cost } = outcomeOf(run);
  const stamp = { document: 'd1', data: 'd2', model: 'm', adapter: 'adapter', thaw: '0.1.0', browser: 'browser' };
  return { run: run.id, ...stamp, result, cost };
}

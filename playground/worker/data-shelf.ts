/**
 * The data set that the page works with: opened, divided, decoded to the size that the model takes, and edited. What was
 * opened and decoded is kept as it was: edits choose from it and name it anew, so that undoing them costs nothing.
 */

import {
  editData,
  entriesOf,
  findDuplicates,
  holdOut,
  prepare,
  relabel,
  sameFraming,
  sampleFile,
  samplesOf,
  takeFirst,
  ThawError,
  type DataEdit,
  type DataSet,
  type DataSize,
  type ImageResizer,
  type PixelSet,
  type Preprocessing,
  type Sample,
  type SampleEntry,
  type TrainingData,
} from '../../engine/index.js';
import { openSource } from './data-source.js';
import { originOf, skippedOf, summarise } from './data-summary.js';
import type { DataOptions, DataSource, DataSummary, Progress, Split, Thumbnail } from './protocol.js';

type Tell = (progress: Progress) => void;

/** Where a sample was decoded to. */
interface Row {
  readonly sample: Sample;
  readonly set: PixelSet;
  readonly row: number;
}

interface Opened {
  readonly dataset: DataSet;
  readonly preprocessing: Preprocessing;
  readonly data: TrainingData;
  readonly rows: ReadonlyMap<string, Row>;
  /** Names of samples of the same pixels. */
  readonly duplicates: readonly (readonly string[])[];
  readonly origin: string;
}

interface Edited {
  readonly edits: readonly DataEdit[];
  readonly dataset: DataSet;
  readonly data: TrainingData;
  readonly classOf: ReadonlyMap<string, string | undefined>;
}

interface Shelved {
  readonly opened: Opened;
  readonly now: Edited;
}

export class DataShelf {
  #shelved: Shelved | undefined;

  /** @param base the address that embedded data sets are relative to. */
  constructor(readonly base: string) {}

  /** Opens, divides and decodes a data set. Where that fails, the one before stays. */
  async load(
    source: DataSource,
    { seed, limit }: DataOptions,
    resizer: ImageResizer,
    preprocessing: Preprocessing,
    tell: Tell,
  ): Promise<DataSummary> {
    tell({ stage: 'Opening the data', done: 0, total: 1 });
    const all = await openSource(source, this.base, seed);
    const dataset = holdOut(limit === undefined ? all : takeFirst(all, limit), seed);
    const opened = await decode(dataset, resizer, preprocessing, tell);
    this.#shelved = { opened, now: editedBy(opened, source.edits ?? []) };
    return this.#summary();
  }

  /**
   * Edits what was opened. Where that cannot be, the edits before stay.
   * @throws ThawError as `editData` does.
   */
  edit(edits: readonly DataEdit[]): DataSummary {
    const { opened } = this.#get();
    this.#shelved = { opened, now: editedBy(opened, edits) };
    return this.#summary();
  }

  /** The pixels for a model, decoded again where they were made in another way for the last one. */
  async pixels(resizer: ImageResizer, preprocessing: Preprocessing, tell: Tell): Promise<TrainingData> {
    const { opened } = this.#get();
    if (!sameFraming(opened.preprocessing, preprocessing)) {
      const again = await decode(opened.dataset, resizer, preprocessing, tell);
      this.#shelved = { opened: again, now: editedBy(again, this.#get().now.edits) };
    }
    return this.#get().now.data;
  }

  /** The usable samples of a part, in the data set's stated order. */
  select(part: Split | 'all'): PixelSet {
    const { dataset, data } = this.#get().now;
    const rows = new Map(
      [data.train, data.test].flatMap((set) => set.samples.map((sample, row) => [sample, { set, row }])),
    );
    const places = samplesOf(dataset, part).flatMap((sample) => rows.get(sample) ?? []);
    const { size } = data.train;
    const stride = size * size * 4;
    const pixels = new Uint8Array(places.length * stride);
    places.forEach(({ set, row }, index) => pixels.set(pixelsOf(set, row), index * stride));
    return {
      size,
      count: places.length,
      pixels,
      labels: Uint32Array.from(places, ({ set, row }) => set.labels[row] ?? 0),
      samples: places.flatMap(({ set, row }) => set.samples[row] ?? []),
      skipped: skippedOf(dataset, data),
    };
  }

  /** How much there is to train on, at the size that a model takes. */
  sizeFor({ crop }: Preprocessing): DataSize {
    const { classes, train, test } = this.#get().now.data;
    return { classes, train: { count: train.count, size: crop }, test: { count: test.count } };
  }

  /** As it is edited, its usable samples. */
  get dataset(): DataSet {
    return this.#get().now.dataset;
  }

  get classes(): readonly string[] {
    return this.#get().now.data.classes;
  }

  /** The usable samples of a class, those to train on first. */
  samplesOf(className: string): readonly SampleEntry[] {
    const { classes, train, test } = this.#get().now.data;
    const label = classes.indexOf(className);
    return entriesOf({ train: train.samples, test: test.samples }).filter((entry) => entry.label === label);
  }

  /** Small pictures of samples as they were decoded, with their classes as they are by now. */
  thumbnails(names: readonly string[]): Thumbnail[] {
    const { opened, now } = this.#get();
    return names.map((name) => {
      const { set, row } = find(opened, name);
      const pixels = new Uint8ClampedArray(pixelsOf(set, row));
      return { name, className: now.classOf.get(name), size: set.size, pixels };
    });
  }

  async picture(name: string): Promise<Blob> {
    const { sample } = find(this.#get().opened, name);
    return sampleFile(sample);
  }

  #summary(): DataSummary {
    const { opened, now } = this.#get();
    return summarise(now.dataset, now.data, now.edits.length > 0, opened);
  }

  #get(): Shelved {
    if (this.#shelved) return this.#shelved;
    const remedy = 'Choose emoji12, or images of your own in class folders.';
    throw new ThawError({ operation: 'data', got: 'no data set', expected: 'one', remedy });
  }
}

async function decode(
  dataset: DataSet,
  resizer: ImageResizer,
  preprocessing: Preprocessing,
  tell: Tell,
): Promise<Opened> {
  const total = dataset.train.length + dataset.test.length;
  const decodePart = (part: Split, before: number) =>
    prepare(dataset[part], resizer, preprocessing, {
      onProgress: (done) => tell({ stage: 'Decoding pictures', done: before + done, total }),
    });
  const train = await decodePart('train', 0);
  const test = await decodePart('test', dataset.train.length);
  const data = { classes: dataset.classes, train, test };
  const rows = [train, test].flatMap((set) =>
    set.samples.map((sample, row) => [sample.name, { sample, set, row }] as const),
  );
  const origin = await originOf(dataset);
  return { dataset, preprocessing, data, rows: new Map(rows), duplicates: findDuplicates(data), origin };
}

function editedBy({ dataset, data }: Opened, edits: readonly DataEdit[]): Edited {
  // A picture that could not be decoded is none to learn from.
  const now = editData({ ...dataset, train: data.train.samples, test: data.test.samples }, edits);
  const { classes } = now;
  return {
    edits,
    dataset: now,
    data: { classes, train: relabel(data.train, now.train), test: relabel(data.test, now.test) },
    classOf: new Map([...now.train, ...now.test].map(({ name, label }) => [name, classes[label]])),
  };
}

function find({ rows }: Opened, name: string): Row {
  const place = rows.get(name);
  if (place) return place;
  const remedy = 'Load the data that it belongs to first.';
  throw new ThawError({ operation: 'sample', got: `"${name}"`, expected: 'a sample of the loaded data', remedy });
}

function pixelsOf({ size, pixels }: PixelSet, row: number): Uint8Array {
  const stride = size * size * 4;
  return pixels.subarray(row * stride, (row + 1) * stride);
}

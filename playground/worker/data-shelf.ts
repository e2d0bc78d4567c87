/** The data set that the page works with: opened, divided, and decoded to the size that the model takes. */

import {
  holdOut,
  openDataSet,
  prepare,
  sameFraming,
  sampleFile,
  samplesOf,
  takeFirst,
  ThawError,
  type DataSet,
  type DataSize,
  type ImageResizer,
  type PixelSet,
  type Preprocessing,
  type SourceFile,
  type TrainingData,
} from '../../engine/index.js';
import { embeddedData } from './embedded-data.js';
import type { DataOptions, DataSource, DataSummary, Progress, Split, Thumbnail } from './protocol.js';

type Tell = (progress: Progress) => void;

interface Shelved {
  readonly dataset: DataSet;
  readonly preprocessing: Preprocessing;
  readonly data: TrainingData;
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
    const opened = await this.#open(source);
    const dataset = holdOut(limit === undefined ? opened : takeFirst(opened, limit), seed);
    this.#shelved = await decode(dataset, resizer, preprocessing, tell);
    return summarise(this.#shelved);
  }

  /** The pixels for a model, decoded again where they were made in another way for the last one. */
  async pixels(resizer: ImageResizer, preprocessing: Preprocessing, tell: Tell): Promise<TrainingData> {
    const shelved = this.#get();
    if (!sameFraming(shelved.preprocessing, preprocessing)) {
      this.#shelved = await decode(shelved.dataset, resizer, preprocessing, tell);
    }
    return this.#get().data;
  }

  /** The usable samples of a part, in the data set's stated order. */
  select(part: Split | 'all'): PixelSet {
    const { dataset, data } = this.#get();
    const rows = new Map(
      [data.train, data.test].flatMap((set) => set.samples.map((sample, row) => [sample, { set, row }])),
    );
    const places = samplesOf(dataset, part).flatMap((sample) => rows.get(sample) ?? []);
    const { size } = data.train;
    const stride = size * size * 4;
    const pixels = new Uint8Array(places.length * stride);
    places.forEach(({ set, row }, index) => {
      pixels.set(set.pixels.subarray(row * stride, (row + 1) * stride), index * stride);
    });
    return {
      size,
      count: places.length,
      pixels,
      labels: Uint32Array.from(places, ({ set, row }) => set.labels[row] ?? 0),
      samples: places.flatMap(({ set, row }) => set.samples[row] ?? []),
      skipped: skippedOf(this.#get()),
    };
  }

  /** How much there is to train on, at the size that a model takes. */
  sizeFor({ crop }: Preprocessing): DataSize {
    const { classes, train, test } = this.#get().data;
    return { classes, train: { count: train.count, size: crop }, test: { count: test.count } };
  }

  get classes(): readonly string[] {
    return this.#get().data.classes;
  }

  thumbnails(split: Split, indices: readonly number[]): Thumbnail[] {
    const { size, pixels, labels, samples } = this.#get().data[split];
    const stride = size * size * 4;
    return indices.map((index) => ({
      name: samples[index]?.name ?? '',
      label: labels[index] ?? 0,
      size,
      pixels: new Uint8ClampedArray(pixels.slice(index * stride, (index + 1) * stride).buffer),
    }));
  }

  async picture(split: Split, index: number): Promise<Blob> {
    const sample = this.#get().data[split].samples[index];
    if (!sample) {
      throw new ThawError({ operation: 'sample', got: `number ${index}`, expected: `a sample of the ${split} part` });
    }
    return sampleFile(sample);
  }

  async #open(source: DataSource): Promise<DataSet> {
    if (source.kind === 'embedded') return openDataSet(source.name, [await this.#fetchEmbedded(source.name)]);
    const files = source.files.map(({ path, file }) => sourceFile(path, file));
    return openDataSet(nameOf(source.files.map(({ path }) => path)), files);
  }

  async #fetchEmbedded(name: string): Promise<SourceFile> {
    const file = embeddedData[name];
    const expected = `one of ${Object.keys(embeddedData).join(', ')}`;
    if (file === undefined) throw new ThawError({ operation: 'data', got: `"${name}"`, expected });
    const response = await fetch(new URL(file, this.base));
    if (!response.ok) throw new ThawError({ operation: file, got: `status ${response.status}`, expected: 'the file' });
    return sourceFile(`${name}.zip`, await response.blob());
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
): Promise<Shelved> {
  const total = dataset.train.length + dataset.test.length;
  const decodePart = (part: Split, before: number) =>
    prepare(dataset[part], resizer, preprocessing, {
      onProgress: (done) => tell({ stage: 'Decoding pictures', done: before + done, total }),
    });
  const train = await decodePart('train', 0);
  const test = await decodePart('test', dataset.train.length);
  return { dataset, preprocessing, data: { classes: dataset.classes, train, test } };
}

function summarise(shelved: Shelved): DataSummary {
  const { dataset, data } = shelved;
  const count = (set: PixelSet, label: number) => set.labels.filter((own) => own === label).length;
  return {
    name: dataset.name,
    classes: dataset.classes.map((name, label) => ({
      name,
      train: count(data.train, label),
      test: count(data.test, label),
    })),
    trainCount: data.train.count,
    testCount: data.test.count,
    isHeldOut: dataset.isHeldOut,
    skipped: skippedOf(shelved),
  };
}

function skippedOf({ dataset, data }: Shelved) {
  return [...dataset.skipped, ...data.train.skipped, ...data.test.skipped];
}

function sourceFile(path: string, file: Blob): SourceFile {
  return { path, bytes: async () => new Uint8Array(await file.arrayBuffer()) };
}

/** A name for what was dropped: the one file, or the folder that holds them all. */
function nameOf(paths: readonly string[]): string {
  const [first = 'data'] = paths;
  const folder = first.split('/')[0] ?? first;
  if (paths.length === 1) return first.split('/').at(-1) ?? first;
  return paths.every((path) => path.startsWith(`${folder}/`)) ? folder : `${paths.length} files`;
}

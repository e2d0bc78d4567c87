/** Data sets: what they are made of, their samples, and what predictions of them are worth. */

import type { DataEdit, Duplicate, Precision, Progress, SampleEntry } from '../../../engine/index.js';
import type { Head } from './pictures.js';

/** A file of a person's own, with its path. */
export interface OwnFile {
  readonly path: string;
  readonly file: Blob;
  /** The film that it is a frame of. */
  readonly film?: string | undefined;
}

/**
 * A data set: an embedded one by name, files with their paths (class folders, zips, CIFAR-10 .bin), or several sets as
 * one, each divided and edited for itself before.
 */
export type DataSource = (
  | { readonly kind: 'embedded'; readonly name: string }
  | { readonly kind: 'files'; readonly files: readonly OwnFile[] }
  | { readonly kind: 'joined'; readonly parts: readonly DataSource[] }
) & {
  /** What is changed of it. */
  readonly edits?: readonly DataEdit[] | undefined;
};

export interface DataOptions {
  /** Decides which samples are held out where the data have no test part. */
  readonly seed: number;
  /** Only the first so many samples, in the data set's stated order. */
  readonly limit?: number;
}

export interface DataSummary {
  /** `pets`, `pets (edited)` */
  readonly name: string;
  /** The same for data that were opened as the same classes and samples, whatever has been edited since. */
  readonly origin: string;
  readonly classes: readonly { readonly name: string; readonly train: number; readonly test: number }[];
  readonly trainCount: number;
  readonly testCount: number;
  /** True when the data had no test part and one was held out by seed. */
  readonly isHeldOut: boolean;
  /** Files that could not be used, each with the reason. */
  readonly skipped: readonly { readonly name: string; readonly reason: string }[];
  /** Samples that are the same to the network, pixel for pixel. */
  readonly duplicates: readonly Duplicate[];
}

/** A small picture of a sample as the network sees it: `size * size` RGBA bytes. */
export interface Thumbnail {
  readonly name: string;
  /** As it is by now; none where the sample was removed. */
  readonly className: string | undefined;
  readonly size: number;
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
}

export type Split = 'train' | 'test';

export interface EvaluateRequest {
  /** `all`: the whole set in its stated order, as if nothing had been held out. */
  readonly split: Split | 'all';
  readonly head: Head;
  /** What weights and values are kept as; f32 where it is absent. */
  readonly precision?: Precision | undefined;
}

/** Predictions held against labels. Classes are matched by name; where no name is known, by number. */
export interface EvaluateReport {
  readonly total: number;
  readonly correct: number;
  /** `correct / total` */
  readonly top1: number;
  readonly classes: readonly string[];
  /** `confusion[label][predicted]`: numbers of samples. */
  readonly confusion: readonly (readonly number[])[];
  /** Samples that could not be decoded, each with the reason; they count nowhere. */
  readonly skipped: readonly { readonly name: string; readonly reason: string }[];
  readonly seconds: number;
}

/** A person's own data that this browser keeps. */
export interface OwnData {
  readonly name: string;
  readonly bytes: number;
  /** With what is changed of them. */
  readonly source: DataSource;
}

/** What was open last: data that come with the page, by name, or else the person's own. */
export interface OpenedData {
  readonly embedded?: string | undefined;
  readonly edits: readonly DataEdit[];
}

export interface KeptData {
  readonly own: OwnData | undefined;
  readonly opened: OpenedData | undefined;
}

export interface DataCommands {
  loadData(source: DataSource, options: DataOptions, onProgress: (progress: Progress) => void): Promise<DataSummary>;

  /** Changes the data set as it was loaded in just these ways, without decoding anything again. */
  editData(edits: readonly DataEdit[]): Promise<DataSummary>;

  /** The samples of a class, those to train on first. */
  classSamples(className: string): Promise<readonly SampleEntry[]>;

  /** Of samples by their names, also of removed ones. Rejects where the data have no such sample. */
  thumbnails(names: readonly string[]): Promise<readonly Thumbnail[]>;

  /** The picture of a sample as a file, to open it as the current picture. */
  samplePicture(name: string): Promise<Blob>;

  /**
   * The data set as it is edited, as a zip of class folders in `train` and `test`. Rejects when cancelled, and where such
   * an archive cannot hold it.
   */
  saveData(onProgress: (progress: Progress) => void): Promise<Blob>;

  cancelSavingData(): Promise<void>;

  /** What this browser keeps for the next visit. */
  findKeptData(): Promise<KeptData>;

  /** Keeps a person's own data instead of those before. Rejects where there is no room. */
  keepData(source: DataSource, name: string, onProgress: (progress: Progress) => void): Promise<void>;

  /** Notes what is open, for the next visit. */
  noteOpened(opened: OpenedData): Promise<void>;

  forgetKeptData(): Promise<void>;

  /** Classifies samples of the loaded data. Rejects where the classes of the head and of the data do not match. */
  evaluate(request: EvaluateRequest, onProgress: (progress: Progress) => void): Promise<EvaluateReport>;
}

/** What data sets are made of: files as they come in, samples as they leave, and what was left out on the way. */

/** A file of a drop, a folder or an archive. A path that ends with `/` is a folder, known to be there even if empty. */
export interface SourceFile {
  /** With its folders: `animals/train/cat/tom.png`. */
  readonly path: string;
  /** What it was recorded with: pictures of one class and one name here stay on one side when a part is held out. */
  readonly film?: string | undefined;
  /** Reads the file; nothing is kept, so that a large data set is never in memory as a whole. */
  bytes(): Promise<Uint8Array<ArrayBuffer>>;
}

/** A picture as plain numbers. */
export interface RgbaImage {
  readonly width: number;
  readonly height: number;
  /** [height, width, 4], 8 bits each, alpha not premultiplied. */
  readonly rgba: Uint8Array<ArrayBuffer>;
}

/** One picture with its class. */
export interface Sample {
  /** Where it came from, for people: a path, or a file and a record number; no other sample of the data set has it. */
  readonly name: string;
  /** The number of its class. */
  readonly label: number;
  /** Its place in the data set's stated order, from 0, the training part first. */
  readonly index: number;
  /** The film that it is a frame of, if it is of any. */
  readonly film?: string | undefined;
  /** The encoded file, or the pixels themselves where the data set holds them plainly. */
  read(): Promise<Uint8Array<ArrayBuffer> | RgbaImage>;
}

/** A file or sample that could not be used. */
export interface Skipped {
  readonly name: string;
  readonly reason: string;
}

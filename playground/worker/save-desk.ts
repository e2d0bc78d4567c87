/** Saving the data as a zip of class folders, picture after picture: none of them is held longer than it takes to sum it. */

import { toClassFolders, type PlacedSample } from '../../engine/data/class-folders.js';
import { ZipWriter } from '../../engine/data/write-zip.js';
import { messageOf, sampleFile, ThawError, type DataSet, type Progress, type Sample } from '../../engine/index.js';
import { Cancellation } from './cancellation.js';
import { inSlices } from './in-slices.js';

const operation = 'save the data';

export class SaveDesk {
  readonly #cancellation = new Cancellation(operation);

  /**
   * Pictures are the files that they came as; where they were plain pixels, PNG.
   * @throws ThawError for what class folders or a zip archive cannot hold, and for pictures that are gone.
   */
  async save(dataset: DataSet, tell: (progress: Progress) => void): Promise<Blob> {
    const signal = this.#cancellation.start();
    const files = toClassFolders(dataset);
    const total = files.length;
    const parts = await inSlices(archived(files), (done) => tell({ stage: 'Saving the data', done, total }), signal);
    return new Blob(parts, { type: 'application/zip' });
  }

  cancel(): void {
    this.#cancellation.cancel();
  }
}

/** The parts of the archive; after each picture how many there are. */
async function* archived(files: readonly PlacedSample[]): AsyncGenerator<number, BlobPart[]> {
  const zip = new ZipWriter(operation, files.length);
  const parts: BlobPart[] = [];
  for (const [index, { path, sample }] of files.entries()) {
    const picture = await fileOf(sample);
    parts.push(zip.header(path, new Uint8Array(await picture.arrayBuffer())), picture);
    yield index + 1;
  }
  return [...parts, zip.end()];
}

async function fileOf(sample: Sample): Promise<Blob> {
  try {
    return await sampleFile(sample);
  } catch (error) {
    const expected = 'a picture that can still be read';
    const remedy = 'Bring the data once more.';
    throw new ThawError({ operation: sample.name, got: messageOf(error), expected, remedy }, { cause: error });
  }
}

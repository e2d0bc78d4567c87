/**
 * The experiments that this browser keeps, in one folder of its private files:
 *
 *     NAME.json              when it was added, and the document, every default said
 *     NAME.jsonl             a line for each finished run
 *     NAME.RUN.safetensors   what other runs begin with
 *     NAME.waiting           there as long as it is to be done
 */

import type { DocumentInput, ResolvedDocument } from '../../engine/experiments/document.js';
import { decodeJournal, encodeRecord } from '../../engine/experiments/journal.js';
import type { RunRecord } from '../../engine/experiments/result.js';
import type { WeightsShelf } from '../../engine/experiments/run.js';
import { readWritten, writtenDocument } from '../../engine/experiments/written-document.js';
import { writeFile, type FileStore } from '../../engine/weights/download/file-store.js';
import { waitingEnding } from './experiment-waiting.js';

interface Added {
  /** In milliseconds since 1970. */
  readonly added: number;
  readonly document: DocumentInput;
}

export class ExperimentShelf {
  constructor(readonly files: Promise<FileStore>) {}

  /** In the order in which they were added. */
  async documents(): Promise<readonly ResolvedDocument[]> {
    const names = (await (await this.files).names()).filter((name) => name.endsWith('.json'));
    const all = await Promise.all(names.map((name) => this.#read(name)));
    return all.toSorted((a, b) => a.added - b.added).map(({ document }) => readWritten(document));
  }

  async document(name: string): Promise<ResolvedDocument> {
    return readWritten((await this.#read(`${keyOf(name)}.json`)).document);
  }

  async has(name: string): Promise<boolean> {
    return (await (await this.files).size(`${keyOf(name)}.json`)) !== undefined;
  }

  async add(document: ResolvedDocument): Promise<void> {
    const added: Added = { added: Date.now(), document: writtenDocument(document) };
    await this.#write(`${keyOf(document.name)}.json`, JSON.stringify(added));
  }

  async runs(name: string): Promise<readonly RunRecord[]> {
    return decodeJournal(await this.#journal(name), name).records;
  }

  /** Keeps a run. What a torn last line left is written over. */
  async append(name: string, record: RunRecord): Promise<void> {
    const whole = await this.#journal(name);
    const file = await (await this.files).open(`${keyOf(name)}.jsonl`);
    try {
      await file.write(encode(encodeRecord(record)), encode(whole).length);
    } finally {
      await file.close();
    }
  }

  weights(name: string): WeightsShelf {
    const fileOf = (run: string) => `${keyOf(name)}.${run}.safetensors`;
    return {
      load: async (run) => {
        const isThere = (await (await this.files).size(fileOf(run))) !== undefined;
        return isThere ? (await this.files).read(fileOf(run)) : undefined;
      },
      save: async (run, weights) => writeFile(await this.files, fileOf(run), weights),
    };
  }

  async isWaiting(name: string): Promise<boolean> {
    return (await (await this.files).size(`${keyOf(name)}${waitingEnding}`)) !== undefined;
  }

  async setWaiting(name: string, isWaiting: boolean): Promise<void> {
    const marker = `${keyOf(name)}${waitingEnding}`;
    if (isWaiting) await this.#write(marker, '');
    else await (await this.files).remove(marker);
  }

  async remove(name: string): Promise<void> {
    const own = (await (await this.files).names()).filter((file) => file.startsWith(`${keyOf(name)}.`));
    for (const file of own) await (await this.files).remove(file);
  }

  /** Its text up to the end of the last whole line. */
  async #journal(name: string): Promise<string> {
    const file = `${keyOf(name)}.jsonl`;
    if ((await (await this.files).size(file)) === undefined) return '';
    const text = new TextDecoder().decode(await (await this.files).read(file));
    return text.slice(0, text.lastIndexOf('\n') + 1);
  }

  async #read(file: string): Promise<Added> {
    return JSON.parse(new TextDecoder().decode(await (await this.files).read(file))) as Added;
  }

  async #write(file: string, text: string): Promise<void> {
    await writeFile(await this.files, file, encode(text));
  }
}

/** A name as part of a file's name; a dot ends it there. */
function keyOf(name: string): string {
  return encodeURIComponent(name).replaceAll('.', '%2E');
}

function encode(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

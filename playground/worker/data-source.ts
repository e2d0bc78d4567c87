/** Where data sets come from: those of the page, by name, and the files that a person brings. */

import {
  editData,
  holdOut,
  joinDataSets,
  openDataSet,
  ThawError,
  type DataSet,
  type SourceFile,
} from '../../engine/index.js';
import { embeddedData } from './embedded-data.js';
import type { DataSource } from './protocol.js';

/**
 * Opens it, its edits apart. What is joined is divided before, each part for itself.
 * @param base the address that embedded data sets are relative to.
 * @param seed decides which samples of a part are held out.
 */
export async function openSource(source: DataSource, base: string, seed: number): Promise<DataSet> {
  switch (source.kind) {
    case 'embedded':
      return openDataSet(source.name, [await fetchEmbedded(source.name, base)]);
    case 'files': {
      const files = source.files.map(({ path, file, film }) => ({ ...sourceFile(path, file), film }));
      return openDataSet(nameOf(source.files.map(({ path }) => path)), files);
    }
    case 'joined': {
      const open = async (part: DataSource) =>
        editData(holdOut(await openSource(part, base, seed), seed), part.edits ?? []);
      const sets = await Promise.all(source.parts.map(open));
      return joinDataSets([...new Set(sets.map(({ name }) => name))].join(' + '), sets);
    }
  }
}

async function fetchEmbedded(name: string, base: string): Promise<SourceFile> {
  const file = embeddedData[name];
  const expected = `one of ${Object.keys(embeddedData).join(', ')}`;
  if (file === undefined) throw new ThawError({ operation: 'data', got: `"${name}"`, expected });
  const response = await fetch(new URL(file, base));
  if (!response.ok) throw new ThawError({ operation: file, got: `status ${response.status}`, expected: 'the file' });
  return sourceFile(`${name}.zip`, await response.blob());
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

/** Where data sets come from: those of the page, by name, and the files that a person brings. */

import { openDataSet, ThawError, type DataSet, type SourceFile } from '../../engine/index.js';
import { embeddedData } from './embedded-data.js';
import type { DataSource } from './protocol.js';

/** Opens it, its edits apart. @param base the address that embedded data sets are relative to. */
export async function openSource(source: DataSource, base: string): Promise<DataSet> {
  if (source.kind === 'embedded') return openDataSet(source.name, [await fetchEmbedded(source.name, base)]);
  const files = source.files.map(({ path, file }) => sourceFile(path, file));
  return openDataSet(nameOf(source.files.map(({ path }) => path)), files);
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

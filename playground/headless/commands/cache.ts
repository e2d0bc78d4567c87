/** `cache`: the downloaded models that this machine keeps. */

import { ThawError } from '../../../engine/core/errors.js';
import { megabytes } from '../../../engine/core/megabytes.js';
import { nearNames } from '../../../engine/core/near-names.js';
import { fileNameOf, zoo } from '../../../engine/models/zoo.js';
import { KeptFiles, type KeptFile } from '../../../engine/weights/download/kept-files.js';
import { modelFolder } from '../cache-folder.js';
import { defineCommand } from '../command.js';
import { FolderStore } from '../folder-store.js';
import { UsageError } from '../options.js';
import { printTable } from '../table.js';

export const cache = defineCommand({
  summary: 'list the downloaded models, or delete them',
  options: {
    delete: { kind: 'text', value: 'NAME', help: 'delete a model; its checksum is remembered' },
    clear: { kind: 'flag', help: 'delete all of them, and forget their checksums' },
  },

  async answer({ delete: name, clear }) {
    if (clear && name !== undefined) throw new UsageError('--clear deletes everything: --delete has nothing to add.');
    const folder = modelFolder();
    const kept = new KeptFiles(new FolderStore(folder));
    if (name !== undefined) await kept.delete(oneOf(await kept.list(), name));
    if (clear) await kept.clear();
    const files = await kept.list();
    const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
    return { json: { folder, bytes, files }, text: describe(files, `${megabytes(bytes)} in ${folder}`) };
  },
});

/** The file that is meant, by its own name or by the model's. */
function oneOf(files: readonly KeptFile[], wanted: string): string {
  const model = zoo.find(({ name }) => name === wanted);
  const fileName = model ? fileNameOf(model) : wanted;
  const names = files.map(({ name }) => name);
  if (names.includes(fileName)) return fileName;
  const expected = names.length === 0 ? 'nothing: no model is kept' : `one of ${nearNames(fileName, names).join(', ')}`;
  throw new ThawError({ operation: '--delete', got: `"${wanted}"`, expected });
}

function describe(files: readonly KeptFile[], sum: string): string {
  const rows = files.map(({ name, bytes, isComplete }) => [name, megabytes(bytes), isComplete ? '' : 'not complete']);
  return rows.length === 0 ? sum : `${printTable(rows, [1])}\n${sum}`;
}

/** `zoo`: the models that load by name. */

import { megabytes } from '../../../engine/core/megabytes.js';
import { findInZoo } from '../../../engine/models/zoo.js';
import { reportZoo, type ZooItem } from '../../../engine/weights/download/zoo-files.js';
import { printFileSize, printPercent } from '../../elements/format.js';
import { modelFolder } from '../cache-folder.js';
import { defineCommand } from '../command.js';
import { FolderStore } from '../folder-store.js';
import { modelFile } from '../model-cache.js';
import { printTable } from '../table.js';

export const zoo = defineCommand({
  summary: 'list the models that load by name, and which of them are on this machine',
  options: {
    download: { kind: 'text', value: 'NAME', help: 'download a model now, to have it when there is no connection' },
  },

  async answer({ download: name }, context) {
    const wanted = name === undefined ? undefined : findInZoo(name);
    if (wanted && wanted.source.kind !== 'embedded') await modelFile(wanted, context);
    const folder = modelFolder();
    const { models } = await reportZoo(new FolderStore(folder));
    return { json: { models, folder }, text: printTable(models.map(rowOf), [2, 4]) };
  },
});

function rowOf(model: ZooItem): string[] {
  const { name, title, licence, top1, trainedOn } = model;
  return [name, title, printFileSize(model), licence, printPercent(top1), trainedOn, whereItIs(model)];
}

function whereItIs({ source, kept }: ZooItem): string {
  if (source.kind === 'embedded') return 'comes along';
  if (!kept) return '';
  return kept.isComplete ? 'kept' : `${megabytes(kept.bytes)} of it kept`;
}

/** `merge`: joins the shards of an experiment that were run apart, checks that they belong together, and reports. */

import { expect } from '../../../engine/core/errors.js';
import { finishedRuns } from '../../../engine/experiments/analysis.js';
import { documentHash } from '../../../engine/experiments/written-document.js';
import { expand } from '../../../engine/experiments/expand.js';
import { checkBelongs, checkDistinct, checkPlanned } from '../../../engine/experiments/journal.js';
import { reportFiles, reportText } from '../../../engine/experiments/report/files.js';
import { defineCommand } from '../command.js';
import { ExperimentFolder } from '../experiment-folder.js';
import { makeFolder } from '../named-files.js';
import { UsageError } from '../options.js';

const options = {
  folders: { kind: 'operands', value: 'DIR…', help: 'folders that `experiment --shard` wrote' },
  out: { kind: 'text', value: 'DIR', isRequired: true, help: 'keep the whole in this folder' },
} as const;

export const merge = defineCommand({
  summary: 'join the shards of an experiment',
  options,

  async prepare({ folders, out }) {
    if (folders.length === 0) throw new UsageError('DIR… is missing: which folders are to be joined?');
    await makeFolder('--out', out);
  },

  async answer({ folders, out }) {
    const shards = folders.map((path) => new ExperimentFolder(path));
    const documents = await Promise.all(shards.map((shard) => shard.readDocument()));
    const parts = await Promise.all(shards.map((shard) => shard.readRuns()));
    const [document] = documents;
    const records = parts.flat();
    const [first] = records;
    expect(document !== undefined && first !== undefined, () => ({
      operation: 'merge',
      got: 'folders without a finished run',
      expected: 'at least one',
    }));
    parts.forEach((part, index) => checkBelongs(part, first, folders[index] ?? ''));
    for (const one of documents) checkBelongs([{ ...first, document: await documentHash(one) }], first, 'merge');
    checkDistinct(records, 'merge');

    const planned = await expand(document);
    checkPlanned(records, new Set(planned.map(({ id }) => id)), 'merge');
    const runs = finishedRuns(planned, records);
    const whole = new ExperimentFolder(out);
    await whole.writeDocument(document);
    await whole.replaceRuns(runs.map(({ record }) => record));
    await whole.writeReport(reportFiles(document, planned.length, runs));
    return {
      json: { name: document.name, done: runs.length, runs: planned.length, out },
      text: `${reportText(document, runs)}\n${runs.length} of ${planned.length} runs are in ${out}, with report.html.`,
    };
  },
});

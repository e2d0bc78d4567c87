/** `tune`: finds the fastest tile for each product of a model's work, on this adapter, for the commands that follow. */

import { dirname } from 'node:path';
import type { TileTable, Tuned, TuneRequest } from '../../worker/protocol.js';
import { defineCommand, type CommandContext } from '../command.js';
import { checkWritable, makeFolder } from '../named-files.js';
import { imageSizeOption } from '../preprocessing-options.js';
import { keepTable } from '../tile-file.js';
import { modelOption, openModel } from './shared.js';

export const tune = defineCommand({
  summary: 'find the fastest tiles for a model on this adapter; the commands that follow use them',
  options: {
    model: {
      ...modelOption,
      isRequired: false,
      fallback: 'resnet20-cifar10',
      help: `${modelOption.help}; or a member of the family: resnet18`,
    },
    'image-size': imageSizeOption,
    'batch-size': { kind: 'number', isInteger: true, least: 2, fallback: 32, help: 'pictures in a training step' },
    seconds: { kind: 'number', least: 0, fallback: 600, help: 'after which no further product is begun' },
  },

  async run({ model, seconds, 'image-size': side, 'batch-size': batchSize }, context) {
    const { file } = context.tiles;
    if (file !== undefined) await checkFile(file);
    const opened = await openModel({ model, preprocessing: { resize: side, crop: side }, seed: 0 }, context);
    const products = collect(context);
    const table = await tuneOrCancel({ batchSize, seconds }, context);
    if (file !== undefined) await keepTable(file, table);
    const facts = { model: opened.model.name, adapter: opened.adapter.description, batchSize };
    const json = { ...facts, products, file, tiles: table.tiles.length };
    return { json, text: summaryOf(products, table.tiles.length, file) };
  },
});

async function checkFile(file: string): Promise<void> {
  await makeFolder('--tiles', dirname(file));
  await checkWritable('--tiles', file);
}

/** Ctrl+C ends it with what was found. */
function tuneOrCancel(request: TuneRequest, { page, interruption }: CommandContext): Promise<TileTable> {
  return interruption.cancellable(page.call('tune', request), () => {
    page.call('cancelTuning').catch(() => undefined); // where it fails, so does the tuning
  });
}

/** The products, told of as they come. */
function collect({ page, progress }: CommandContext): Tuned[] {
  const products: Tuned[] = [];
  page.onEvent = (event) => {
    if (event.kind !== 'tuned') return;
    products.push(event.tuned);
    progress.line(linesOf(event.tuned).join('\n'));
  };
  return products;
}

/** `* 16 x 2, quads, 1 x 4       12.310 ms   (compiled in 412 ms)`: the chosen one with a star, what it was before first. */
function linesOf({ label, chosen, trials }: Tuned): string[] {
  const rows = trials.map(({ tile: { rows, columns, staging, workgroupM, workgroupN }, time, compile }, index) => {
    const name = `${rows} x ${columns}, ${staging}, ${workgroupM} x ${workgroupN}`;
    const duration = time === undefined ? 'WRONG' : `${time.toFixed(3)} ms`;
    const mark = index === chosen ? '*' : ' ';
    return `  ${mark} ${name.padEnd(26)} ${duration.padStart(12)}   (compiled in ${compile.toFixed(0)} ms)`;
  });
  return [label, ...rows];
}

function summaryOf(products: readonly Tuned[], known: number, file: string | undefined): string {
  const sum = (timeOf: (product: Tuned) => number | undefined) =>
    products.reduce((total, product) => total + (timeOf(product) ?? 0), 0).toFixed(1);
  const before = sum(({ trials }) => trials[0]?.time);
  const after = sum(({ trials, chosen }) => trials[chosen]?.time);
  const gain =
    products.length === 0 ? 'nothing that was not' : `${products.length} products: ${before} ms, now ${after} ms`;
  return `tuned ${gain}; ${known} products ${file === undefined ? 'known, and kept nowhere' : `in ${file}`}`;
}

/**
 * Everything that is written about an experiment, as texts by file name. `results.json` and `results.csv` hold what
 * follows from the document alone: on one adapter they are the same bytes however the runs were divided or broken off.
 * What time and memory it took stands in `costs.csv`, and in the report beside the rest.
 */

import { analyse, type FinishedRun } from '../analysis.js';
import type { ResolvedDocument } from '../document.js';
import { kinds } from '../kinds/kinds.js';
import { sayComparison } from '../words.js';
import { writtenDocument } from '../written-document.js';
import { figureFile } from './figure-file.js';
import { accuracyPlot } from './figures.js';
import { drawForest } from './forest.js';
import { htmlReport } from './html.js';
import { drawPlot } from './plot.js';
import { costsOfRuns, csv, pointsTable, runsTable } from './tables.js';

export type ReportFiles = Readonly<
  Record<'results.json' | 'results.csv' | 'costs.csv' | 'report.html' | 'accuracy.svg' | 'differences.svg', string>
>;

/** @param planned how many runs the whole experiment has. */
export function reportFiles(document: ResolvedDocument, planned: number, runs: readonly FinishedRun[]): ReportFiles {
  const analysis = analyse(document, runs);
  const results = {
    experiment: writtenDocument(document),
    planned,
    runs: runs.map(({ id, definition: { arm, at, seed }, record: { data, model, adapter, result } }) => ({
      ...{ run: id, arm, at, seed, data, model, adapter },
      ...result,
    })),
    ...analysis,
    sentences: analysis.comparisons.map(sayComparison),
  };
  return {
    'results.json': `${JSON.stringify(results, null, 1)}\n`,
    'results.csv': csv(runsTable(runs)),
    'costs.csv': csv(costsOfRuns(runs)),
    'report.html': htmlReport(document, planned, runs, analysis),
    'accuracy.svg': figureFile(drawPlot(accuracyPlot(kinds[document.kind], analysis))),
    'differences.svg': figureFile(drawForest(analysis.comparisons)),
  };
}

/** For a terminal: the points, and what was seen. */
export function reportText(document: ResolvedDocument, runs: readonly FinishedRun[]): string {
  const analysis = analyse(document, runs);
  const { head, rows } = pointsTable(analysis);
  const widths = head.map((name, column) => Math.max(name.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const lines = [head, ...rows].map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return [...lines, '', ...analysis.comparisons.map(sayComparison)].join('\n');
}

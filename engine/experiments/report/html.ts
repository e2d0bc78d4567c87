/** The report as one HTML file that needs nothing else: no script, no font, no picture from elsewhere. */

import type { Analysis, Comparison, FinishedRun } from '../analysis.js';
import type { ResolvedDocument } from '../document.js';
import type { Kind } from '../kinds/kind.js';
import { kinds } from '../kinds/kinds.js';
import { isSeen, sayComparison } from '../words.js';
import { writtenDocument } from '../written-document.js';
import { accuracyPlot, clockNames, coursePlot } from './figures.js';
import { drawForest } from './forest.js';
import { escape, table, wide } from './markup.js';
import { paperCredit, paperPlot } from './paper.js';
import { drawPlot } from './plot.js';
import { colours, figureStyles, pageStyles } from './styles.js';
import { comparisonsTable, costsTable, pointsTable, timesTable, type Table } from './tables.js';

export function htmlReport(
  document: ResolvedDocument,
  planned: number,
  runs: readonly FinishedRun[],
  analysis: Analysis,
): string {
  const kind = kinds[document.kind];
  const sections = [
    intro(document, kind, planned, runs),
    section('What was seen', sentences(analysis.comparisons)),
    section('Test accuracy', figures(kind, runs, analysis)),
    document.kind === 'yosinski' ? paperSection(document, analysis) : '',
    section('Differences, paired by seed', comparisons(analysis)),
    analysis.times.length > 0 ? section('Time to an accuracy', tableOf(timesTable(analysis))) : '',
    section('What it cost', tableOf(costsTable(runs))),
    section('To do it again', configuration(document, runs)),
  ];
  const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">`;
  const title = `<title>${escape(document.name)}</title>`;
  return `<!doctype html>\n<html lang="en"><head>${head}${title}<style>${colours}${figureStyles}${pageStyles}</style></head>\n<body><main>\n${sections.join('\n')}\n</main></body></html>\n`;
}

function intro(
  document: ResolvedDocument,
  { title, question }: Kind,
  planned: number,
  runs: readonly FinishedRun[],
): string {
  const seeds = `${document.seeds.length} ${document.seeds.length === 1 ? 'seed' : 'seeds'}`;
  const facts = `${document.model} on ${document.data}, ${seeds}, ${runs.length} of ${planned} runs.`;
  return `<h1>${escape(title)}: ${escape(document.name)}</h1>\n<p>${escape(question)}</p>\n<p class="quiet">${escape(facts)}</p>`;
}

function figures(kind: Kind, runs: readonly FinishedRun[], analysis: Analysis): string {
  const hasOneLevel = new Set(runs.map(({ definition }) => definition.at)).size === 1 && kind.axis === '';
  const courses = hasOneLevel ? clockNames.map((clock) => wide(drawPlot(coursePlot(runs, clock)))) : [];
  return [wide(drawPlot(accuracyPlot(kind, analysis))), tableOf(pointsTable(analysis)), ...courses].join('\n');
}

function paperSection(document: ResolvedDocument, analysis: Analysis): string {
  const note = 'Mean differences from the base network. Solid: this experiment; dashed: the paper’s own runs.';
  const credit = `<p class="quiet">${escape(paperCredit)}</p>`;
  const plot = wide(drawPlot(paperPlot(analysis, document.factors.cuts)));
  return section('Beside the paper', `<p>${escape(note)}</p>${plot}${credit}`);
}

function comparisons(analysis: Analysis): string {
  const note =
    'Runs of one seed share classes, samples, order and first weights. p-values are corrected for all comparisons of ' +
    'this table after Holm; what is called seen has a corrected p below 0.05.';
  return `${wide(drawForest(analysis.comparisons))}<p class="quiet">${note}</p>${tableOf(comparisonsTable(analysis))}`;
}

function configuration(document: ResolvedDocument, runs: readonly FinishedRun[]): string {
  const facts = (['adapter', 'thaw', 'browser', 'document', 'data', 'model'] as const).map((field) => [
    { document: 'document, SHA-256', data: 'data, SHA-256', model: 'weights, SHA-256' }[field as string] ?? field,
    [...new Set(runs.map(({ record }) => record[field]))].join('; '),
  ]);
  const command = `npm run -s thaw -- experiment ${document.name}.json --out ${document.name}`;
  return [
    table(['', ''], [...facts, ['seeds', document.seeds.join(', ')]]),
    `<p>With the document below as <code>${escape(document.name)}.json</code>:</p>`,
    `<pre>${escape(command)}</pre>`,
    `<pre>${escape(printJson(writtenDocument(document)))}</pre>`,
  ].join('\n');
}

function section(title: string, content: string): string {
  return `<section><h2>${escape(title)}</h2>\n${content}</section>`;
}

/** Claims first. */
function sentences(comparisons: readonly Comparison[]): string {
  const ordered = [...comparisons.filter(isSeen), ...comparisons.filter((one) => !isSeen(one))];
  return `<ul>${ordered.map((one) => `<li>${escape(sayComparison(one))}</li>`).join('\n')}</ul>`;
}

/** Lists of plain values, and objects of two or less, on one line. */
function printJson(value: unknown): string {
  const joined = (text: string) => text.trim().split(/\n\s*/).join(' ');
  return JSON.stringify(value, null, 2)
    .replaceAll(/\[\n([^[\]{}]*)\n\s*\]/g, (_, items: string) => `[${joined(items)}]`)
    .replaceAll(/\{\n([^[\]{},]*,?[^[\]{},]*)\n\s*\}/g, (_, fields: string) => `{ ${joined(fields)} }`);
}

function tableOf({ head, rows }: Table): string {
  return table(head, rows);
}

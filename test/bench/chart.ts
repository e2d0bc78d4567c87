/** Draws a report as an SVG: for each workload a bar an engine, as long as it takes compared with Thaw. */

import type { Report, Result } from './report.js';

const [width, labelWidth, barHeight, gap, head] = [960, 330, 11, 10, 56];
/** Bars are on a logarithmic scale, for engines differ by factors. */
const most = 100;

const colours: Readonly<Record<string, string>> = {
  Thaw: '#d97706',
  'TensorFlow.js': '#64748b',
  'jax-js': '#94a3b8',
  'ONNX Runtime Web': '#475569',
};

export function chartOf({ adapter, contenders, results }: Report): string {
  let y = head;
  const rows = results.map((result) => {
    const row = rowOf(result, y);
    y += result.entries.length * barHeight + gap;
    return row;
  });
  const isSoftware = results.some(({ entries }) => entries.some((entry) => entry.processorRatio !== undefined));
  const versions = contenders.map(({ name, version }) => `${name} ${version}`).join(', ');
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${y + 8}" font-family="system-ui, sans-serif" font-size="11">`,
    `<rect width="${width}" height="${y + 8}" fill="#ffffff"/>`,
    text(
      12,
      20,
      `${isSoftware ? 'Processor time' : 'Time'} compared with Thaw, on ${adapter}: shorter is faster`,
      'font-size="14" font-weight="600"',
    ),
    text(
      12,
      38,
      `${versions}. Logarithmic; medians of interleaved rounds, with the time that passed.`,
      'fill="#475569"',
    ),
    ...rows,
    '</svg>',
    '',
  ].join('\n');
}

function rowOf({ workload, entries }: Result, top: number): string {
  const label = text(labelWidth - 8, top + barHeight - 2, workload, 'text-anchor="end"');
  const bars = entries.map(({ contender, ratio: wall, processorRatio, median }, index) => {
    const ratio = processorRatio ?? wall;
    const y = top + index * barHeight;
    const length = Math.max(2, lengthOf(ratio));
    const note = `${contender} ${duration(median)}${contender === 'Thaw' ? '' : `, x ${ratio.toFixed(1)}`}`;
    return [
      `<rect x="${labelWidth}" y="${y}" width="${length.toFixed(1)}" height="${barHeight - 2}" fill="${colours[contender] ?? '#000000'}"/>`,
      text(labelWidth + length + 5, y + barHeight - 3, note, 'font-size="9" fill="#334155"'),
    ].join('\n');
  });
  return [label, ...bars].join('\n');
}

/** Thaw's own bar is a fifth of the room. */
function lengthOf(ratio: number): number {
  const room = width - labelWidth - 190;
  return room * (0.2 + 0.8 * (Math.log(Math.min(Math.max(ratio, 0.1), most)) / Math.log(most))) || 0;
}

function duration(ms: number): string {
  return ms >= 1000 ? `${(ms / 1000).toFixed(2)} s` : `${ms.toPrecision(3)} ms`;
}

function text(x: number, y: number, content: string, attributes = ''): string {
  const escaped = content.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" ${attributes}>${escaped}</text>`;
}

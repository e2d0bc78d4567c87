/**
 * A roofline: how fast each kernel computes, by how much it computes for every byte that it moves, under what the adapter
 * can do at best. Both axes are logarithmic.
 *
 *   roof(x) = min(peak of arithmetic, x * peak of memory),   x in operations for a byte
 *
 * Williams, Waterman and Patterson, "Roofline: an insightful visual performance model", 2009.
 */

import { svg, type TemplateResult } from 'lit';
import type { Peaks, RatedKernel } from './kernel-rates.js';

interface Scale {
  /** Powers of ten from the first to the last, both ends included. */
  readonly ticks: readonly number[];
  readonly place: (value: number) => number;
}

const height = 300;
const margin = { left: 52, right: 12, top: 12, bottom: 40 } as const;

/** The plot, `width` pixels wide; what computes nothing has no place in it. */
export function roofline(kernels: readonly RatedKernel[], peaks: Peaks, width: number): TemplateResult {
  const placed = kernels.filter(({ flops }) => flops > 0);
  const intensities = placed.map(({ flops, bytes }) => flops / bytes);
  const ridge = peaks.gflops / peaks.gigabytes;
  const x = scaleOf([...intensities, ridge], margin.left, width - margin.right);
  const y = scaleOf([...placed.map(({ gflops }) => gflops), peaks.gflops], height - margin.bottom, margin.top);
  return svg`<svg
      class="roofline"
      viewBox="0 0 ${width} ${height}"
      width=${width}
      height=${height}
      role="img"
      aria-label="Roofline: ${sayRoofline(placed, ridge)}"
    >
      ${x.ticks.map((tick) => tickAlongX(tick, x, y))}
      ${y.ticks.map((tick) => tickAlongY(tick, y, width))}
      <text class="axis" x=${(margin.left + width - margin.right) / 2} y=${height - 4} text-anchor="middle">
        operations for a byte
      </text>
      <text class="axis" transform="translate(12 ${(height - margin.bottom + margin.top) / 2}) rotate(-90)" text-anchor="middle">
        GFLOP/s
      </text>
      <path class="roof" d=${roofPath(x, y, peaks)} />
      ${placed.map((kernel, index) => point(kernel, x.place(intensities[index] ?? 1), y))}
    </svg>`;
}

/** In words: how many kernels are held back by what. */
export function sayRoofline(kernels: readonly RatedKernel[], ridge: number): string {
  const byMemory = kernels.filter(({ flops, bytes }) => flops / bytes < ridge).length;
  const side = (count: number, roof: string) =>
    `${count} ${count === 1 ? 'kernel' : 'kernels'} under the roof of ${roof}`;
  return `${side(kernels.length - byMemory, 'arithmetic')}, ${side(byMemory, 'memory')}. The table has their figures.`;
}

function scaleOf(values: readonly number[], from: number, to: number): Scale {
  const first = Math.floor(Math.log10(Math.min(...values)));
  const last = Math.max(first + 1, Math.ceil(Math.log10(Math.max(...values))));
  return {
    ticks: Array.from({ length: last - first + 1 }, (_, index) => 10 ** (first + index)),
    place: (value) => from + ((Math.log10(value) - first) / (last - first)) * (to - from),
  };
}

/** Up along what memory allows to the ridge, then level; it begins where it enters the plot. */
function roofPath(x: Scale, y: Scale, { gflops, gigabytes }: Peaks): string {
  const [leastX = 1, leastY = 1] = [x.ticks[0], y.ticks[0]];
  const begin = Math.max(leastX, leastY / gigabytes);
  const at = (intensity: number) => `${x.place(intensity)} ${y.place(Math.min(gflops, intensity * gigabytes))}`;
  return `M${at(begin)} L${at(gflops / gigabytes)} L${at(x.ticks.at(-1) ?? 1)}`;
}

/** As large as its share of the time. */
function point({ layer, kernel, gflops, share, ofPeak }: RatedKernel, at: number, y: Scale): TemplateResult {
  const title = `${layer}, ${kernel}: ${gflops.toFixed(2)} GFLOP/s, ${(100 * ofPeak).toFixed(0)} % of its roof`;
  return svg`<circle class="kernel" cx=${at} cy=${y.place(gflops)} r=${3 + 20 * Math.sqrt(share)}>
    <title>${title}</title>
  </circle>`;
}

function tickAlongX(tick: number, x: Scale, y: Scale): TemplateResult {
  const at = x.place(tick);
  return svg`<path class="grid" d="M${at} ${y.place(y.ticks[0] ?? 1)} V${margin.top}" />
    <text class="tick" x=${at} y=${height - margin.bottom + 16} text-anchor="middle">${tick}</text>`;
}

function tickAlongY(tick: number, y: Scale, width: number): TemplateResult {
  const at = y.place(tick);
  return svg`<path class="grid" d="M${margin.left} ${at} H${width - margin.right}" />
    <text class="tick" x=${margin.left - 6} y=${at + 4} text-anchor="end">${tick}</text>`;
}

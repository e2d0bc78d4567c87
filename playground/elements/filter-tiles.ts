/** What `<thaw-filters>` draws: every filter in colour, or the kernels of one filter on one range, largest norms first. */

import { colourFilter, filterOf, kernelsOf, largestOf, normOf, paintMaps } from '../../engine/index.js';
import type { FilterReport } from '../worker/protocol.js';

/** Kernels that are shown: the others have smaller norms. */
export const mostKernels = 64;

export interface FilterTile {
  /** Output channel of a filter, input channel of a kernel. */
  readonly channel: number;
  readonly norm: number;
  readonly pixels: ImageData;
}

/** @param channel whose filter it is, where the filters are shown one by one. */
export function filterTiles(report: FilterReport, channel: number): FilterTile[] {
  return report.isOfPicture ? colourTiles(report) : kernelTiles(report, channel);
}

function colourTiles(report: FilterReport): FilterTile[] {
  const [outputs, , height, width] = report.shape;
  return Array.from({ length: outputs }, (_, channel) => ({
    channel,
    norm: normOf(filterOf(report, channel)),
    pixels: new ImageData(colourFilter(report, channel), width, height),
  }));
}

function kernelTiles(report: FilterReport, channel: number): FilterTile[] {
  const [, , height, width] = report.shape;
  const reach = largestOf(filterOf(report, channel));
  const cells = [{ channel: 0, range: [-reach, reach] }] as const;
  const grid = { height, width, columns: 1, cell: width, gap: 0, isSigned: true, cells };
  return kernelsOf(report, channel)
    .slice(0, mostKernels)
    .map(({ inputChannel, norm, weights }) => {
      const painted = new Uint8ClampedArray(paintMaps(weights, grid).pixels.buffer);
      return { channel: inputChannel, norm, pixels: new ImageData(painted, width, height) };
    });
}

/** The legend of the maps' colours: the engine's own colour maps as CSS gradients, and the values at their ends. */

import type { ColourScale, MapsReport } from '../worker/protocol.js';
import { colourAt, colourMapFor } from '../../engine/index.js';
import { printValue } from './format.js';

const stops = 24;

export interface Legend {
  readonly gradient: string;
  /** What stands at the two ends of the gradient. */
  readonly ends: readonly [string, string];
  /** The rule in words. */
  readonly rule: string;
}

/** Whose values the one range is of, where there is one. */
const sharers = (isSigned: boolean): Readonly<Record<ColourScale, string>> => ({
  channel: '',
  layer: 'all channels',
  network: `all layers ${isSigned ? 'with' : 'without'} a sign`,
});

/** The legend for a range that is shared or, where each channel has its own, for the channel under the cursor. */
export function legendOf(report: MapsReport, scale: ColourScale, channel: number | undefined): Legend {
  const { isSigned, sharedRange, statistics } = report;
  const gradient = gradientOf(isSigned);
  const colours = isSigned ? 'white is zero' : 'viridis';
  if (sharedRange) {
    const rule = `one range for ${sharers(isSigned)[scale]}, ${colours}`;
    return { gradient, ends: printEnds(sharedRange, isSigned), rule };
  }
  const own = channel === undefined ? undefined : statistics[channel]?.range;
  if (own) return { gradient, ends: printEnds(own, isSigned), rule: `channel ${channel} on its own range, ${colours}` };
  const ends: [string, string] = isSigned ? ['−largest', '+largest'] : ['smallest', 'largest'];
  return { gradient, ends, rule: `each channel on its own range, ${colours}` };
}

/** Where values have a sign, the colours reach equally far to both sides of zero. */
function printEnds([low, high]: readonly [number, number], isSigned: boolean): [string, string] {
  const reach = Math.max(Math.abs(low), Math.abs(high));
  return isSigned ? [printValue(-reach), printValue(reach)] : [printValue(low), printValue(high)];
}

function gradientOf(isSigned: boolean): string {
  const map = colourMapFor(isSigned);
  const colours = Array.from({ length: stops + 1 }, (_, index) => `rgb(${colourAt(map, index / stops).join(' ')})`);
  return `linear-gradient(to right, ${colours.join(', ')})`;
}

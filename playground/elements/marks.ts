/** Outlines drawn over pictures and maps: white in black, so that they stand out from any colour. */

import { css, svg } from 'lit';
import type { SVGTemplateResult } from 'lit';
import type { MapsShape } from './format.js';
import type { MapGrid, Rectangle } from './map-grid.js';
import { mapRectangle, valueRectangle } from './map-grid.js';
import type { Place } from '../state/app-state.js';

export const markStyles = css`
  .marks {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    pointer-events: none;
  }

  .marks rect {
    fill: none;
    vector-effect: non-scaling-stroke;
  }

  .under {
    stroke: #000;
    stroke-width: 4px;
  }

  .over {
    stroke: #fff;
    stroke-width: 2px;
  }

  .echo .under {
    stroke-width: 3px;
  }

  .echo .over {
    stroke-width: 1.5px;
  }

  .map {
    stroke: var(--text);
    stroke-width: 1.5px;
  }
`;

export function outlined(rectangle: Rectangle): SVGTemplateResult {
  return svg`${outline(rectangle, 'under')} ${outline(rectangle, 'over')}`;
}

/** One value, and the map that it belongs to. */
export function placeMarks(grid: MapGrid, maps: MapsShape, place: Place): SVGTemplateResult {
  const map = mapRectangle(grid, place.channel);
  return svg`${outline(map, 'map')} ${outlined(valueRectangle(grid, maps, place))}`;
}

/** The same row and column in every map. */
export function echoMarks(grid: MapGrid, maps: MapsShape, { y, x }: Pick<Place, 'y' | 'x'>): SVGTemplateResult {
  // In whatever order the maps stand, each has the mark in the same place.
  const { columns, rows, cell, gap } = grid;
  const marks = Array.from({ length: maps.channels }, (_, channel) =>
    outlined(valueRectangle({ columns, rows, cell, gap }, maps, { channel, y, x })),
  );
  return svg`<g class="echo">${marks}</g>`;
}

function outline({ left, top, width, height }: Rectangle, name: string): SVGTemplateResult {
  return svg`<rect class=${name} x=${left} y=${top} width=${width} height=${height} />`;
}

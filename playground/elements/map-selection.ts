/**
 * What is selected on a map of pictures and in the grid of those that were picked out on it: a lasso lists pictures, all of
 * them chosen; the grid chooses among those that are listed, and the map marks the chosen ones. Pure.
 */

import { nothingSelected, within, type Selection } from './picture-selection.js';

export interface MapSelection {
  /** Names, in the order of the map. */
  readonly listed: readonly string[];
  /** Which of the listed are chosen, and where the keyboard is among them. */
  readonly selection: Selection;
}

export const nothingListed: MapSelection = { listed: [], selection: nothingSelected };

/** Lists pictures instead of what was listed, or besides it; they are chosen. @param order of all names. */
export function listing(
  now: MapSelection,
  order: readonly string[],
  names: readonly string[],
  isBesides: boolean,
): MapSelection {
  const before = isBesides ? now : nothingListed;
  const all = new Set([...before.listed, ...names]);
  const listed = order.filter((name) => all.has(name));
  return inList(before, listed, new Set([...before.selection.chosen, ...names]));
}

/** Lists and chooses a picture, or no longer where it was chosen. */
export function listingOrNot(now: MapSelection, order: readonly string[], name: string): MapSelection {
  if (!now.selection.chosen.has(name)) return listing(now, order, [name], true);
  return stillIn(
    now,
    order.filter((other) => other !== name),
  );
}

/** What is left of it when only these pictures are on the map. */
export function stillIn({ listed, selection }: MapSelection, order: readonly string[]): MapSelection {
  const names = new Set(order);
  const left = listed.filter((name) => names.has(name));
  return { listed: left, selection: within(selection, left) };
}

/** The keyboard of the grid goes to a picture, if it is listed. */
export function going({ listed, selection }: MapSelection, name: string): MapSelection {
  const place = listed.indexOf(name);
  return { listed, selection: place < 0 ? selection : { ...selection, active: place, anchor: place } };
}

function inList(before: MapSelection, listed: readonly string[], chosen: ReadonlySet<string>): MapSelection {
  return going({ listed, selection: { ...nothingSelected, chosen } }, before.listed[before.selection.active] ?? '');
}

/** Which pictures of a list are selected, and where the keyboard is in it. Pure. */

export interface Selection {
  /** Names of pictures. */
  readonly chosen: ReadonlySet<string>;
  /** The place that the keyboard is at. */
  readonly active: number;
  /** The place that Shift selects from. */
  readonly anchor: number;
}

export const nothingSelected: Selection = { chosen: new Set(), active: 0, anchor: 0 };

/** Goes to a place, and from there on Shift selects. */
export function moved({ chosen }: Selection, place: number): Selection {
  return { chosen, active: place, anchor: place };
}

/** Selects the picture of a place, or no longer. */
export function toggled({ chosen }: Selection, names: readonly string[], place: number): Selection {
  const name = names[place] ?? '';
  const next = new Set(chosen);
  if (!next.delete(name)) next.add(name);
  return { chosen: next, active: place, anchor: place };
}

/** Selects everything from the anchor to a place, besides what is selected already. */
export function extended({ chosen, anchor }: Selection, names: readonly string[], place: number): Selection {
  const range = names.slice(Math.min(anchor, place), Math.max(anchor, place) + 1);
  return { chosen: new Set([...chosen, ...range]), active: place, anchor };
}

/** Selects all, or nothing where all are selected. */
export function allOrNothing({ chosen, ...places }: Selection, names: readonly string[]): Selection {
  return { ...places, chosen: new Set(names.every((name) => chosen.has(name)) ? [] : names) };
}

/** What is left of a selection in another list. */
export function within({ chosen, active, anchor }: Selection, names: readonly string[]): Selection {
  const inside = (place: number) => Math.max(0, Math.min(place, names.length - 1));
  return {
    chosen: new Set(names.filter((name) => chosen.has(name))),
    active: inside(active),
    anchor: inside(anchor),
  };
}

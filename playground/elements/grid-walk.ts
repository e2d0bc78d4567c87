/** Walking over a grid of pictures, or a list, with the keyboard. Pure. */

/** Where a key leads in a grid of `count` places, the edges being the end; `undefined` for keys of no meaning here. */
export function placeAfter(key: string, from: number, count: number, columns: number): number | undefined {
  const steps: Readonly<Record<string, number>> = {
    ArrowLeft: -1,
    ArrowRight: 1,
    ArrowUp: -columns,
    ArrowDown: columns,
    Home: -from,
    End: count - 1 - from,
  };
  const step = steps[key];
  if (step === undefined) return undefined;
  const to = from + step;
  return to >= 0 && to < count ? to : from;
}

/** Lists of names, such as a head's classes. */

/** Names for what nobody has named: `class 0`, `class 1`, … */
export function numberedNames(what: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `${what} ${index}`);
}

/** Whether two lists have the same names in the same order. */
export function sameNames(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name, index) => name === b[index]);
}

/** Lists sorted into groups. */

/** The items by their key, keys in the order in which they first appear (`Map.groupBy`, which Node 20 lacks). */
export function groupBy<Item>(items: readonly Item[], key: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const own = groups.get(key(item));
    if (own) own.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}

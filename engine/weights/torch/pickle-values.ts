/**
 * What a pickle's values become: None, booleans, numbers, texts and bytes as their like in JavaScript, lists and tuples as
 * arrays, dictionaries as maps, sets as sets; and the two kinds below.
 */

/** Something that a pickle calls by name, `collections.OrderedDict`, with what it means here: never code of the file. */
export class Callable {
  constructor(
    readonly name: string,
    readonly call: (args: readonly unknown[]) => unknown,
  ) {}
}

/** An object that has no part in the weights, of a class that is known to hold plain values; what it held is dropped. */
export class Opaque {
  constructor(readonly className: string) {}
}

/** What a value is, for messages: `a dictionary`, `the text "abc"`. */
export function describeValue(value: unknown): string {
  if (value === null) return 'None';
  if (value === undefined) return 'nothing';
  if (value instanceof Map) return 'a dictionary';
  if (value instanceof Set) return 'a set';
  if (value instanceof Opaque) return `an object of the class ${value.className}`;
  if (value instanceof Callable) return value.name;
  if (value instanceof Uint8Array) return 'bytes';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'string') return `the text ${JSON.stringify(value.slice(0, 100))}`;
  if (typeof value === 'number' || typeof value === 'bigint') return `the number ${value}`;
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return 'a tensor or storage';
}

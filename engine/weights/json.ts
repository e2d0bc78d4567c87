/** JSON that anyone may have written: what is not as expected counts as absent. */

import { isPlainObject } from '../core/fields.js';

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** The fields of the object that the text is; none where it is something else. */
export function parseObject(text: string): Readonly<Record<string, unknown>> {
  return fieldsOf(parseJson(text));
}

export function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return isPlainObject(value) ? value : {};
}

export function isNames(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((name) => typeof name === 'string');
}

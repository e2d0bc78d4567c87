/** JSON that the rest of a file hangs on: it must be an object, in UTF-8, with every key once. */

import { messageOf, ThawError } from '../core/errors.js';
import { isPlainObject } from '../core/fields.js';
import { findDuplicateKey } from './duplicate-keys.js';

/** @throws ThawError of that operation for anything else. */
export function parseStrictly(bytes: Uint8Array, operation: string): Record<string, unknown> {
  const expected = 'a JSON object';
  let json: string;
  let value: unknown;
  try {
    json = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    value = JSON.parse(json);
  } catch (error) {
    throw new ThawError({ operation, got: `text that is not JSON (${messageOf(error)})`, expected });
  }
  const duplicate = findDuplicateKey(json);
  if (duplicate !== undefined) {
    throw new ThawError({ operation, got: `"${duplicate}" twice`, expected: 'every name once' });
  }
  if (isPlainObject(value)) return value;
  throw new ThawError({ operation, got: 'other JSON', expected });
}

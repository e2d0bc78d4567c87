/** Checking what came from a file or a person field by field: a rule a field, and an error that names the one that is wrong. */

import { expect } from './errors.js';
import { nearNames } from './near-names.js';

export interface Rule {
  readonly expected: string;
  readonly holds: (value: unknown) => boolean;
}

export type Rules<Fields> = Readonly<Record<keyof Fields, Rule>>;

export const number = (expected: string, holds: (value: number) => boolean): Rule => ({
  expected,
  holds: (value) => typeof value === 'number' && holds(value),
});

export const within = (least: number, most: number) =>
  number(`a number from ${least} to ${most}`, (value) => value >= least && value <= most);

export const wholeNumber = (least: number, most: number) =>
  number(
    `a whole number from ${least} to ${most}`,
    (value) => Number.isInteger(value) && value >= least && value <= most,
  );

export const oneOf = (...names: readonly string[]): Rule => ({
  expected: names.join(' or '),
  holds: (value) => names.includes(value as string),
});

export const list = (expected: string, item: Rule, length?: number): Rule => ({
  expected,
  holds: (value) => Array.isArray(value) && value.length === (length ?? value.length) && value.every(item.holds),
});

/**
 * Holds every field against its rule: what comes from a file or a page may be anything, whatever its type says.
 * @param where the fields come from, for errors.
 * @throws ThawError that names the first field that is wrong or unknown.
 */
export function checkFields(where: string, fields: object, table: Readonly<Record<string, Rule>>): void {
  for (const [field, value] of Object.entries(fields)) {
    const rule = Object.hasOwn(table, field) ? table[field] : undefined;
    expect(rule !== undefined, () => ({
      operation: where,
      got: `a field "${field}"`,
      expected: `a field such as ${nearNames(field, Object.keys(table)).join(', ')}`,
    }));
    checkField(where, field, value, rule);
  }
}

export function checkField(where: string, field: string, value: unknown, { expected, holds }: Rule): void {
  expect(holds(value), () => ({ operation: `${where}, ${field}`, got: print(value), expected }));
}

function print(value: unknown): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}

export function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

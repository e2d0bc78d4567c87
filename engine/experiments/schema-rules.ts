/** Rules for fields that are JSON schemas too, so that what is checked and what is published cannot differ. */

import { isPlainObject, oneOf, wholeNumber, type Rule } from '../core/fields.js';

export type Schema = Readonly<Record<string, unknown>>;

/** A rule, and the same as JSON schema. */
export interface SchemaRule extends Rule {
  readonly schema: Schema;
}

export type SchemaRules<Fields> = Readonly<Record<keyof Fields, SchemaRule>>;

export const text: SchemaRule = {
  expected: 'a text',
  holds: (value) => typeof value === 'string' && value !== '',
  schema: { type: 'string', minLength: 1 },
};

export const choice = (...names: readonly string[]): SchemaRule => ({ ...oneOf(...names), schema: { enum: names } });

export const whole = (minimum: number, maximum: number): SchemaRule => ({
  ...wholeNumber(minimum, maximum),
  schema: { type: 'integer', minimum, maximum },
});

export const orNull = ({ expected, holds, schema }: SchemaRule): SchemaRule => ({
  expected: `${expected}, or null`,
  holds: (value) => value === null || holds(value),
  schema: { anyOf: [schema, { type: 'null' }] },
});

/** A list without repetitions: a seed or an arm that came twice would count twice. */
export const distinct = (item: SchemaRule, least = 0): SchemaRule => ({
  expected: `a list${least > 0 ? ` of at least ${least}` : ''}, each once, of: ${item.expected}`,
  holds: (value) =>
    Array.isArray(value) &&
    value.length >= least &&
    value.every(item.holds) &&
    new Set(value.map((one) => JSON.stringify(one))).size === value.length,
  schema: { type: 'array', items: item.schema, minItems: least, uniqueItems: true },
});

export const either = (a: SchemaRule, b: SchemaRule): SchemaRule => ({
  expected: `${a.expected}, or ${b.expected}`,
  holds: (value) => a.holds(value) || b.holds(value),
  schema: { anyOf: [a.schema, b.schema] },
});

export const object = (schema: Schema): SchemaRule => ({ expected: 'an object', holds: isPlainObject, schema });

/** Of an object with these fields and no others. */
export function schemaOf(table: Readonly<Record<string, SchemaRule>>, required: readonly string[] = []): Schema {
  return {
    type: 'object',
    properties: Object.fromEntries(Object.entries(table).map(([name, { schema }]) => [name, schema])),
    required,
    additionalProperties: false,
  };
}

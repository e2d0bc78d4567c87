/**
 * The options of a command: declared once, parsed, checked and printed as help from that one table. What was typed
 * wrongly ends in a `UsageError` that offers the near names.
 */

import { parseArgs } from 'node:util';
import { nearNames } from '../../engine/core/near-names.js';
import type { Rgb } from '../../engine/models/model.js';

/** Wrong usage: the command line says why and ends with exit code 2. */
export class UsageError extends Error {}

export interface TextOption {
  readonly kind: 'text';
  readonly help: string;
  /** What stands for the value in the help: `FILE`. */
  readonly value: string;
  readonly isRequired?: boolean;
  readonly fallback?: string;
  readonly choices?: readonly string[];
}

export interface NumberOption {
  readonly kind: 'number';
  readonly help: string;
  readonly fallback?: number;
  readonly isInteger?: boolean;
  /** The smallest value that is allowed. */
  readonly least: number;
}

export interface FlagOption {
  readonly kind: 'flag';
  readonly help: string;
}

/** A number for red, green and blue, with commas between them. */
export interface RgbOption {
  readonly kind: 'rgb';
  readonly help: string;
}

/** What is typed without an option's name: `merge DIR DIR`. A table has one of them at most. */
export interface OperandsOption {
  readonly kind: 'operands';
  readonly help: string;
  /** What stands for them in the help: `DIR…`. */
  readonly value: string;
}

export type Option = TextOption | NumberOption | FlagOption | RgbOption | OperandsOption;
export type Options = Readonly<Record<string, Option>>;

/** A required option and one with a fallback have a value; any other may have none. */
type Present<O extends Option, V> = O extends { isRequired: true } | { fallback: V } ? V : V | undefined;
type ValueOf<O extends Option> = O extends FlagOption
  ? boolean
  : O extends OperandsOption
    ? readonly string[]
    : O extends RgbOption
      ? Rgb | undefined
      : O extends NumberOption
        ? Present<O, number>
        : Present<O, O extends { choices: readonly (infer Choice)[] } ? Choice : string>;

/** The values of a table's options, by their names. */
export type Values<T extends Options> = { readonly [N in keyof T]: ValueOf<T[N]> };

/** The value of every option. Throws a `UsageError` for what is unknown, missing or out of range. */
export function parseOptions<T extends Options>(options: T, args: readonly string[]): Values<T> {
  const { given, operands } = readTokens(options, args);
  const values = Object.entries(options).map(([name, option]) => {
    if (option.kind === 'operands') return [name, operands] as const;
    const text = given.get(name);
    return [name, option.kind === 'flag' ? given.has(name) : valueOf(name, option, text)] as const;
  });
  return Object.fromEntries(values) as Values<T>;
}

interface Typed {
  /** By option; `undefined` stands for the value of a flag. */
  readonly given: ReadonlyMap<string, string | undefined>;
  readonly operands: readonly string[];
}

function readTokens(options: Options, args: readonly string[]): Typed {
  const named = Object.entries(options).filter(([, { kind }]) => kind !== 'operands');
  const takesOperands = named.length < Object.keys(options).length;
  const types = named.map(([name, { kind }]) => [name, { type: kind === 'flag' ? 'boolean' : 'string' }] as const);
  const { tokens } = parseArgs({ args: [...args], options: Object.fromEntries(types), strict: false, tokens: true });
  const given = new Map<string, string | undefined>();
  const operands: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') {
      if (!takesOperands) throw new UsageError(`"${token.value}" belongs to no option.`);
      operands.push(token.value);
    }
    if (token.kind !== 'option') continue;
    const option = options[token.name];
    const names = named.map(([name]) => dashed(name));
    if (option === undefined || option.kind === 'operands') throw unknownName('option', token.rawName, names);
    if (given.has(token.name)) throw new UsageError(`${token.rawName} is given twice.`);
    if (option.kind === 'flag' && token.value !== undefined) throw new UsageError(`${token.rawName} takes no value.`);
    // `--model --data x` has forgotten a value; a value that does begin with dashes is written `--model=--x`.
    const isForgotten = token.value === undefined || (token.value.startsWith('--') && !token.inlineValue);
    if (option.kind !== 'flag' && isForgotten) throw new UsageError(`${token.rawName} needs a value.`);
    given.set(token.name, token.value);
  }
  return { given, operands };
}

function valueOf(
  name: string,
  option: TextOption | NumberOption | RgbOption,
  text: string | undefined,
): string | number | Rgb | undefined {
  if (option.kind === 'rgb') return text === undefined ? undefined : rgbOf(name, text);
  if (text === undefined) {
    if (option.kind === 'text' && option.isRequired)
      throw new UsageError(`${dashed(name)} ${option.value} is missing.`);
    return option.fallback;
  }
  return option.kind === 'text' ? textOf(name, option, text) : numberOf(name, option, text);
}

function textOf(name: string, { choices }: TextOption, text: string): string {
  if (choices === undefined || choices.includes(text)) return text;
  throw new UsageError(`${dashed(name)} is "${text}", and has to be ${choices.join(' or ')}.`);
}

function numberOf(name: string, { isInteger = false, least }: NumberOption, text: string): number {
  const value = text.trim() === '' ? NaN : Number(text);
  if (Number.isFinite(value) && value >= least && (!isInteger || Number.isSafeInteger(value))) return value;
  throw new UsageError(
    `${dashed(name)} is "${text}", and has to be ${isInteger ? 'an integer' : 'a number'} from ${least} up.`,
  );
}

function rgbOf(name: string, text: string): Rgb {
  const parts = text.split(',').map((part) => (part.trim() === '' ? NaN : Number(part)));
  const [red = NaN, green = NaN, blue = NaN] = parts;
  if (parts.length === 3 && parts.every(Number.isFinite)) return [red, green, blue];
  throw new UsageError(
    `${dashed(name)} is "${text}", and has to be a number for red, green and blue: 0.485,0.456,0.406.`,
  );
}

/** The one operand of a command that takes no more. @param what is asked for: `FILE.json, the experiment` */
export function onlyOperand([operand, ...more]: readonly string[], what: string): string {
  if (operand !== undefined && more.length === 0) return operand;
  throw new UsageError(`Got ${operand === undefined ? 'no file' : `${more.length + 1} files`}, expected one: ${what}.`);
}

/** `Unknown option --epoch. Did you mean --epochs or --help?` */
export function unknownName(what: string, name: string, names: readonly string[]): UsageError {
  return new UsageError(`Unknown ${what} ${name}. Did you mean ${nearNames(name, names, 2).join(' or ')}?`);
}

/** The options, one a line, as help prints them. */
export function describeOptions(options: Options): string {
  const rows = Object.entries(options).map(([name, option]) => [`  ${label(name, option)}`, note(option)] as const);
  const width = Math.max(...rows.map(([left]) => left.length)) + 2;
  return rows.map(([left, right]) => left.padEnd(width) + right).join('\n');
}

function label(name: string, option: Option): string {
  if (option.kind === 'operands') return option.value;
  if (option.kind === 'flag') return dashed(name);
  if (option.kind === 'rgb') return `${dashed(name)} R,G,B`;
  return `${dashed(name)} ${option.kind === 'text' ? option.value : option.isInteger ? 'N' : 'X'}`;
}

function note(option: Option): string {
  if (!('fallback' in option)) return option.help;
  return `${option.help} (${option.fallback})`;
}

function dashed(name: string): string {
  return `--${name}`;
}

/**
 * Buffers that may be kept as f16: what the assembler makes of a declaration behind `//# stored`. Arithmetic is in f32
 * all the same: a number is narrowed when it is written and widened when it is read, four at a time.
 *
 * Where WGSL has the type (`shader-f16`), the adapter does both. Elsewhere two halves are packed into a word, which every
 * adapter can do: the same bytes, for more instructions. What is beyond f16's range becomes its largest number.
 */

import { ThawError } from '../core/errors.js';
import type { Binding, Target } from '../graph/dispatch.js';

export interface Halves {
  /** The bindings that are kept as f16. */
  readonly bindings: ReadonlySet<number>;
  /** Whether WGSL has the type here. */
  readonly hasType: boolean;
}

/** What of a dispatch is kept as f16. */
export function halvesOf(bindings: readonly Binding[], { hasHalves }: Target): Halves {
  const halved = bindings.flatMap(({ value }, index) => (value.type === 'f16' ? [index] : []));
  return { bindings: new Set(halved), hasType: hasHalves };
}

export const noHalves: Halves = { bindings: new Set(), hasType: false };

/** How four neighbours lie in memory, and what reads and writes them. */
interface Form {
  readonly enable: readonly string[];
  readonly type: string;
  readonly read: string;
  readonly write: string;
}

const asFloats = (type: string): Form => ({ enable: [], type, read: '$', write: 'value' });

const asHalves: Form = { enable: ['enable f16;'], type: 'vec4h', read: 'vec4f($)', write: 'vec4h(near)' };

const asWords: Form = {
  enable: [],
  type: 'vec2u',
  read: 'vec4f(unpack2x16float($.x), unpack2x16float($.y))',
  write: 'vec2u(pack2x16float(near.xy), pack2x16float(near.zw))',
};

const declarationForm = /^(@group\(0\) ?@binding\((\w+)\) ?var<storage, ?(read|read_write)> (\w+): ?array<)(\w+)>;/;

/**
 * The lines in place of a declaration: the buffer, `read_NAME` and, where it can be written, `write_NAME`.
 * @param bindingOf what a number or a constant's name in `@binding(…)` stands for.
 */
export function storedBuffer(declaration: string, halves: Halves, bindingOf: (name: string) => number): string[] {
  const [, start = '', binding = '', access = '', name = '', type = ''] =
    declarationForm.exec(declaration) ?? refuse(declaration);
  const isHalved = halves.bindings.has(bindingOf(binding));
  const form = isHalved ? (halves.hasType ? asHalves : asWords) : asFloats(type);
  const read = form.read.replaceAll('$', `${name}[index]`);
  const near = isHalved ? 'let near = clamp(value, vec4f(-65504.0), vec4f(65504.0)); ' : '';
  const write = `fn write_${name}(index: u32, value: ${type}) { ${near}${name}[index] = ${form.write}; }`;
  return [
    ...form.enable,
    `${start}${form.type}>;`,
    `fn read_${name}(index: u32) -> ${type} { return ${read}; }`,
    ...(access === 'read_write' ? [write] : []),
  ];
}

function refuse(declaration: string): never {
  throw new ThawError({
    operation: 'assemble WGSL',
    got: `"${declaration}" behind //# stored`,
    expected: 'the declaration of a storage buffer that is an array',
  });
}

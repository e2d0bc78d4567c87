/**
 * The shader assembler: hand-written WGSL in, final text out. A .wgsl file is ordinary WGSL with directives, each
 * alone on a line that begins with `//#`, because WGSL has no preprocessor and register tiles must be named scalars:
 *
 *     //# if NAME            kept when the constant is neither 0 nor false   (//# else, //# end)
 *     //# repeat r COUNT     the lines once for each r = 0 … COUNT - 1, with ${r} replaced (//# end)
 *     //# include NAME       the part of that name, assembled with the same constants
 *     //# stored             the buffer that the next line declares may be kept as f16: `read_x(i)` gives the element
 *                            `x[i]` as it is counted with, `write_x(i, value)` stores one where it can be written
 *
 * `enable` directives come first, as WGSL demands. Constants become `const NAME = …` after them: integers as u32, `{ f32: x }` as f32; booleans are for `if` alone.
 */

import { ThawError } from '../core/errors.js';
import { noHalves, storedBuffer, type Halves } from './stored.js';

export type Constant = number | boolean | { readonly f32: number };
export type Constants = Readonly<Record<string, Constant>>;
export type Parts = Readonly<Record<string, string>>;

type Item =
  | string
  | { readonly kind: 'stored'; readonly declaration: string }
  | { readonly kind: 'if'; readonly name: string; readonly body: Item[]; readonly otherwise: Item[] }
  | { readonly kind: 'repeat'; readonly name: string; readonly count: string; readonly body: Item[] };

/**
 * The final text of a kernel.
 * @throws ThawError where a buffer that is kept as f16 is not declared behind `//# stored`.
 */
export function assemble(source: string, constants: Constants, parts: Parts = {}, halves: Halves = noHalves): string {
  const lines = includeParts(source.split('\n'), parts);
  const items = parse(lines);
  if (lines.length > 0) fail(`"${lines[0]?.trim() ?? ''}"`, 'an open if or repeat before it');
  const [enables, rest] = partition(render(items, constants, halves), (line) => line.startsWith('enable '));
  const found = rest.filter((line) => line.startsWith('@group') && /array<(vec4h|vec2u)>;$/.test(line)).length;
  if (found < halves.bindings.size)
    fail(`${found} buffers that can be f16`, `${halves.bindings.size} behind //# stored`);
  return [...new Set(enables), declarations(constants), ...rest].join('\n');
}

function partition<T>(items: readonly T[], test: (item: T) => boolean): [T[], T[]] {
  return [items.filter(test), items.filter((item) => !test(item))];
}

function declarations(constants: Constants): string {
  return Object.entries(constants)
    .flatMap(([name, value]) => {
      if (typeof value === 'boolean') return [];
      return typeof value === 'number'
        ? [`const ${name} = ${value.toFixed(0)}u;`]
        : [`const ${name} = f32(${value.f32.toExponential()});`];
    })
    .join('\n');
}

function includeParts(lines: readonly string[], parts: Parts): string[] {
  return lines.flatMap((line) => {
    const [keyword, name = ''] = directive(line);
    if (keyword !== 'include') return [line];
    const part = parts[name] ?? fail(`include ${name}`, `one of the parts ${Object.keys(parts).join(', ')}`);
    return includeParts(part.split('\n'), parts);
  });
}

/** Takes lines off the front, up to the end or to an `else` or `end` that belongs to the caller. */
function parse(lines: string[]): Item[] {
  const items: Item[] = [];
  for (let line = lines.shift(); line !== undefined; line = lines.shift()) {
    const [keyword, name = '', count = ''] = directive(line);
    if (keyword === 'end' || keyword === 'else') {
      lines.unshift(line);
      return items;
    }
    if (keyword === undefined) {
      items.push(line);
    } else if (keyword === 'if') {
      const body = parse(lines);
      const hasElse = directive(lines[0] ?? '')[0] === 'else';
      if (hasElse) lines.shift();
      items.push({ kind: 'if', name, body, otherwise: hasElse ? parse(lines) : [] });
      takeEnd(lines, line);
    } else if (keyword === 'repeat') {
      items.push({ kind: 'repeat', name, count, body: parse(lines) });
      takeEnd(lines, line);
    } else if (keyword === 'stored') {
      items.push({ kind: 'stored', declaration: lines.shift()?.trim() ?? '' });
    } else {
      fail(`"${line.trim()}"`, 'if, else, repeat, stored, include or end');
    }
  }
  return items;
}

function takeEnd(lines: string[], opening: string): void {
  const line = lines.shift();
  if (directive(line ?? '')[0] !== 'end') fail(line?.trim() ?? 'the end of the file', `an end for "${opening.trim()}"`);
}

function render(items: readonly Item[], constants: Constants, halves: Halves): string[] {
  return items.flatMap((item) => {
    if (typeof item === 'string') return [item];
    if (item.kind === 'stored')
      return storedBuffer(item.declaration, halves, (name) => integerOf('binding', name, constants));
    if (item.kind === 'if') return render(isTrue(item.name, constants) ? item.body : item.otherwise, constants, halves);
    const body = render(item.body, constants, halves);
    return Array.from({ length: integerOf('repeat …', item.count, constants) }, (_, index) =>
      body.map((line) => line.replaceAll('${' + item.name + '}', String(index))),
    ).flat();
  });
}

function directive(line: string): string[] {
  const trimmed = line.trimStart();
  return trimmed.startsWith('//#') ? trimmed.slice(3).trim().split(/\s+/) : [];
}

function isTrue(name: string, constants: Constants): boolean {
  const value = constants[name];
  if (value === undefined) return fail(`if ${name}`, `one of ${Object.keys(constants).join(', ')}`);
  return value !== 0 && value !== false;
}

function integerOf(where: string, name: string, constants: Constants): number {
  const value = /^\d+$/.test(name) ? Number(name) : constants[name];
  return typeof value === 'number' ? value : fail(`${where} ${name}`, 'a number or an integer constant');
}

function fail(got: string, expected: string): never {
  throw new ThawError({ operation: 'assemble WGSL', got, expected });
}

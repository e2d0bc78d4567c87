/** The shader assembler: constants, conditions, repetition, parts, and what it says when a shader is wrong. */

import { describe, expect, test } from 'vitest';
import { assemble } from '../../engine/ops/wgsl.js';

/** The lines that are not blank, without indentation. */
function lines(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

describe('constants', () => {
  test('integers are u32, marked numbers f32, and booleans are for conditions alone', () => {
    const text = assemble('body', { ROWS: 4, EPS: { f32: 1e-5 }, VECTOR: true });
    expect(lines(text)).toEqual(['const ROWS = 4u;', 'const EPS = f32(1e-5);', 'body']);
  });

  test('a whole f32 and a large u32 are valid WGSL', () => {
    const text = assemble('', { ONE: { f32: 1 }, MANY: 3_000_000_000 });
    expect(lines(text)).toEqual(['const ONE = f32(1e+0);', 'const MANY = 3000000000u;']);
  });
});

describe('if', () => {
  const source = ['//# if FLAG', 'yes', '//# else', 'no', '//# end', 'after'].join('\n');

  test.each([
    [true, 'yes'],
    [1, 'yes'],
    [false, 'no'],
    [0, 'no'],
  ])('with %s keeps "%s"', (flag, kept) => {
    expect(lines(assemble(source, { FLAG: flag })).slice(-2)).toEqual([kept, 'after']);
  });

  test('needs no else', () => {
    expect(lines(assemble('//# if FLAG\nyes\n//# end\nafter', { FLAG: false }))).toEqual(['after']);
  });

  test('nests', () => {
    const nested = ['//# if A', '//# if B', 'both', '//# else', 'a alone', '//# end', '//# else', 'none', '//# end'];
    const kept = (A: boolean, B: boolean) => lines(assemble(nested.join('\n'), { A, B }));
    expect(kept(true, true)).toEqual(['both']);
    expect(kept(true, false)).toEqual(['a alone']);
    expect(kept(false, true)).toEqual(['none']);
  });
});

describe('repeat', () => {
  test('counts from 0', () => {
    expect(lines(assemble('//# repeat r 3\nlet x_${r} = ${r}u;\n//# end', {}))).toEqual([
      'let x_0 = 0u;',
      'let x_1 = 1u;',
      'let x_2 = 2u;',
    ]);
  });

  test('takes its count from a constant', () => {
    expect(lines(assemble('//# repeat r ROWS\nrow_${r}\n//# end', { ROWS: 2 })).slice(1)).toEqual(['row_0', 'row_1']);
  });

  test('nests, inner names inside outer ones', () => {
    const source = ['//# repeat r 2', '//# repeat c 2', 'at_${r}_${c}', '//# end', '//# end'].join('\n');
    expect(lines(assemble(source, {}))).toEqual(['at_0_0', 'at_0_1', 'at_1_0', 'at_1_1']);
  });

  test('of nothing leaves nothing', () => {
    expect(lines(assemble('//# repeat r 0\nrow_${r}\n//# end\nafter', {}))).toEqual(['after']);
  });
});

describe('include', () => {
  test('puts a part in its place, assembled with the same constants', () => {
    const parts = { grid: '//# if FLAG\nfolded\n//# end' };
    expect(lines(assemble('before\n//# include grid\nafter', { FLAG: true }, parts))).toEqual([
      'before',
      'folded',
      'after',
    ]);
  });

  test('works inside parts', () => {
    const parts = { outer: '//# include inner', inner: 'found' };
    expect(lines(assemble('//# include outer', {}, parts))).toEqual(['found']);
  });
});

describe('stored', () => {
  const declaration = '@group(0) @binding(BUFFER) var<storage, read_write> y: array<vec4f>;';
  const source = `//# stored\n${declaration}`;
  const kept = (bindings: number[], hasType = false) =>
    lines(assemble(source, { BUFFER: 2 }, {}, { bindings: new Set(bindings), hasType })).filter(
      (line) => !line.startsWith('const'),
    );

  test('declares the buffer, and how its elements are read and written', () => {
    expect(kept([])).toEqual([
      declaration,
      'fn read_y(index: u32) -> vec4f { return y[index]; }',
      'fn write_y(index: u32, value: vec4f) { y[index] = value; }',
    ]);
  });

  test('packs two numbers into a word where the buffer is kept as f16', () => {
    expect(kept([2])).toEqual([
      declaration.replace('vec4f', 'vec2u'),
      'fn read_y(index: u32) -> vec4f { return vec4f(unpack2x16float(y[index].x), unpack2x16float(y[index].y)); }',
      'fn write_y(index: u32, value: vec4f) { let near = clamp(value, vec4f(-65504.0), vec4f(65504.0)); ' +
        'y[index] = vec2u(pack2x16float(near.xy), pack2x16float(near.zw)); }',
    ]);
  });

  test('uses the type where the adapter has it', () => {
    expect(kept([2], true)).toEqual([
      'enable f16;',
      declaration.replace('vec4f', 'vec4h'),
      'fn read_y(index: u32) -> vec4f { return vec4f(y[index]); }',
      'fn write_y(index: u32, value: vec4f) { let near = clamp(value, vec4f(-65504.0), vec4f(65504.0)); ' +
        'y[index] = vec4h(near); }',
    ]);
  });

  test('writes nothing into what is only read', () => {
    const text = assemble('//# stored\n@group(0) @binding(0) var<storage, read> x: array<f32>;', {});
    expect(text).toContain('fn read_x(index: u32) -> f32 { return x[index]; }');
    expect(text).not.toContain('write_x');
  });

  test('is what a buffer must be to be kept as f16', () => {
    const halves = { bindings: new Set([2]), hasType: false };
    expect(() => assemble(declaration, { BUFFER: 2 }, {}, halves)).toThrow(
      'assemble WGSL: got 0 buffers that can be f16, expected 1 behind //# stored',
    );
  });
});

describe('errors say what was found and what was expected', () => {
  test.each([
    ['an unknown constant', '//# if FLAG\n//# end', 'got if FLAG, expected one of ROWS'],
    ['an unknown count', '//# repeat r COLUMNS\n//# end', 'got repeat … COLUMNS, expected a number'],
    ['an unknown part', '//# include grid', 'got include grid, expected one of the parts row'],
    [
      'an unknown directive',
      '//# loop r 2\n//# end',
      'got "//# loop r 2", expected if, else, repeat, stored, include or end',
    ],
    ['no buffer', '//# stored\nlet x = 1;', 'got "let x = 1;" behind //# stored, expected the declaration of a'],
    ['an end too many', 'body\n//# end', 'got "//# end", expected an open if or repeat'],
    ['an else too many', 'body\n//# else', 'got "//# else", expected an open if or repeat'],
    ['an end too few', '//# if ROWS\nbody', 'got the end of the file, expected an end'],
    ['an end too few after else', '//# if ROWS\n//# else\nbody', 'got the end of the file, expected an end'],
  ])('%s', (_what, source, message) => {
    expect(() => assemble(source, { ROWS: 2 }, { row: '' })).toThrow(`assemble WGSL: ${message}`);
  });
});

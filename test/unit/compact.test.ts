/** Shaders as a build has them: nothing that only people read, everything that the assembler and the GPU do. */

import { expect, test } from 'vitest';
import { assemble } from '../../engine/ops/wgsl.js';
import { compact } from '../../shaders/compact.js';

const source = [
  '// A contract.',
  '',
  'fn main() {',
  '  //# repeat i 2',
  '  a_${i} += vec2f( 1.0, 2.0 ); // why',
  '  //# end',
  '}',
].join('\n');

test('comments, indentation and blank lines go, directives stay', () => {
  expect(compact(source)).toBe('fn main(){\n//# repeat i 2\na_${i}+=vec2f(1.0,2.0);\n//# end\n}');
});

test('what would be another sign without a space keeps it', () => {
  expect(compact('let a: array<f32, 2> = b; if (c >= d && e < f) { g -= - h; i = j - -k / l; }')).toBe(
    'let a:array<f32,2> =b;if(c >= d&&e<f){g -=- h;i=j - -k/l;}',
  );
});

const shaders = import.meta.glob<string>('../../shaders/*.wgsl', { query: '?raw', import: 'default', eager: true });

/** The words, numbers and signs of WGSL, the longest first. */
const token = /[A-Za-z_]\w*|\d[\w.]*|->|<<=|>>=|[-+*/%&|^<>=!]=|&&|\|\||<<|>>|\+\+|--|\S/g;

test.each(Object.entries(shaders))('%s keeps its words and signs, as a compiler tells them apart', (_, shader) => {
  const tokens = (text: string) => text.replaceAll(/\/\/(?!#).*/g, '').match(token);
  expect(tokens(compact(shader))).toEqual(tokens(shader));
});

test('the kernel is the same', () => {
  const marks = (text: string) => text.replaceAll(/\/\/.*/g, '').replaceAll(/\s+/g, '');
  expect(marks(assemble(compact(source), {}))).toEqual(marks(assemble(source, {})));
});

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
  expect(compact('let a: array<f32, 2> = b; if (c >= d) { e -= - f; }')).toBe(
    'let a:array<f32,2> =b;if(c >= d){e -=- f;}',
  );
});

test('the kernel is the same', () => {
  const marks = (text: string) => text.replaceAll(/\/\/.*/g, '').replaceAll(/\s+/g, '');
  expect(marks(assemble(compact(source), {}))).toEqual(marks(assemble(source, {})));
});

/** Shaders as a build has them: nothing that only people read, everything that the assembler and the GPU do. */

import { expect, test } from 'vitest';
import { assemble } from '../../engine/ops/wgsl.js';
import { compact } from '../../shaders/compact.js';

const source = ['// A contract.', '', 'fn main() {', '  //# repeat i 2', '  a_${i}(); // why', '  //# end', '}'].join(
  '\n',
);

test('comments, indentation and blank lines go, directives stay', () => {
  expect(compact(source)).toBe('fn main() {\n//# repeat i 2\na_${i}();\n//# end\n}');
});

test('the kernel is the same', () => {
  const words = (text: string) =>
    text
      .replaceAll(/\/\/.*/g, '')
      .split(/\s+/)
      .filter(Boolean);
  expect(words(assemble(compact(source), {}))).toEqual(words(assemble(source, {})));
});

/** The memory plan's promises, on random programs. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { baselineTarget, type Dispatch } from '../../engine/graph/dispatch.js';
import type { Value } from '../../engine/graph/graph.js';
import { layOut, placeActivations, type Placement } from '../../engine/graph/memory.js';

const activation = (name: string, size: number): Value => ({ name, shape: [size], type: 'f32', kind: 'activation' });

function dispatch(reads: readonly Value[], writes: readonly Value[]): Dispatch {
  const bindings = [
    ...reads.map((value) => ({ value, access: 'read' as const })),
    ...writes.map((value) => ({ value, access: 'write' as const })),
  ];
  return { label: 'test', wgsl: '', bindings, workgroups: [1, 1, 1] };
}

/** A program in which dispatch i writes one or two new values and reads some earlier ones. */
const programs = fc
  .array(
    fc.record({
      sizes: fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 2 }),
      picks: fc.array(fc.nat(), { maxLength: 3 }),
    }),
    { minLength: 1, maxLength: 24 },
  )
  .map((steps) => {
    const values: Value[] = [];
    return steps.map(({ sizes, picks }, step) => {
      const reads = [
        ...new Set(picks.map((pick) => values[pick % values.length]).filter((value) => value !== undefined)),
      ];
      const writes = sizes.map((size, index) => activation(`${step}.${index}`, size));
      values.push(...writes);
      return dispatch(reads, writes);
    });
  });

/** Whether two values have a byte in common. */
function overlap(placements: ReadonlyMap<Value, Placement>, one: Value, other: Value): boolean {
  const [a, b] = [placements.get(one), placements.get(other)];
  if (!a || !b) throw new Error(`${one.name} or ${other.name} has no place`);
  return a.arena === b.arena && a.offset < b.offset + b.bytes && b.offset < a.offset + a.bytes;
}

function place(program: readonly Dispatch[], persistent = new Set<Value>()) {
  return placeActivations(program, persistent, () => false, baselineTarget);
}

function lifetimesOf(program: readonly Dispatch[]) {
  const lifetimes = new Map<Value, [number, number]>();
  program.forEach(({ bindings }, index) =>
    bindings.forEach(({ value }) => lifetimes.set(value, [lifetimes.get(value)?.[0] ?? index, index])),
  );
  return [...lifetimes];
}

describe('the memory plan', () => {
  it('never gives the same bytes to two values that live at the same time', () => {
    fc.assert(
      fc.property(programs, (program) => {
        const { placements } = place(program);
        const lifetimes = lifetimesOf(program);
        for (const [a, [aFirst, aLast]] of lifetimes) {
          for (const [b, [bFirst, bLast]] of lifetimes) {
            if (a === b || aFirst > bLast || bFirst > aLast) continue;
            expect(overlap(placements, a, b)).toBe(false);
          }
        }
      }),
    );
  });

  it('never puts what a dispatch writes into an arena that it reads', () => {
    fc.assert(
      fc.property(programs, (program) => {
        const { placements } = place(program);
        for (const { bindings } of program) {
          const arenas = (access: string) =>
            bindings.filter((binding) => binding.access === access).map(({ value }) => placements.get(value)?.arena);
          arenas('write').forEach((arena) => expect(arenas('read')).not.toContain(arena));
        }
      }),
    );
  });

  it('aligns every value to 256 bytes, inside its arena', () => {
    fc.assert(
      fc.property(programs, (program) => {
        const { placements, arenas } = place(program);
        for (const { arena, offset, bytes } of placements.values()) {
          expect(offset % 256).toBe(0);
          expect(offset + bytes).toBeLessThanOrEqual(arenas.get(arena) ?? 0);
        }
      }),
    );
  });

  it('uses the bytes of a chain of layers again: three buffers for ten layers', () => {
    const layers = Array.from({ length: 10 }, (_, index) => activation(`layer ${index}`, 64));
    const program = layers.map((layer, index) => dispatch(layers.slice(Math.max(0, index - 1), index), [layer]));
    const total = [...place(program).arenas.values()].reduce((sum, bytes) => sum + bytes, 0);
    expect(total).toBe(2 * 256);
  });

  it('keeps what is to be read later', () => {
    const [a, b, c] = [activation('a', 64), activation('b', 64), activation('c', 64)] as const;
    const program = [dispatch([], [a]), dispatch([a], [b]), dispatch([b], [c])];
    const { placements } = place(program, new Set([a]));
    expect(overlap(placements, a, c)).toBe(false);
  });

  it('refuses a value that the adapter cannot bind, with its name and the limit', () => {
    const huge = activation('layer1.0.conv1', 2 ** 26);
    expect(() => place([dispatch([], [huge])])).toThrow(
      /layer1\.0\.conv1 \[67108864\]: got 268435456 bytes, expected at most 134217728/,
    );
  });

  it('pads bindings to whole vec4s', () => {
    const odd = activation('odd', 5);
    expect(layOut([odd], 'inputs').placements.get(odd)).toEqual({ arena: 'inputs', offset: 0, bytes: 32 });
  });
});

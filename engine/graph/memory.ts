/**
 * The memory plan: where every value lives. Values share a few large buffers, the *arenas*, and a value's bytes are
 * used again as soon as its last reader has run.
 *
 * WebGPU forbids one buffer to be bound both `read` and `read_write` in one dispatch, even for disjoint ranges. So what
 * a dispatch writes never shares an arena with what it reads: values are coloured in the order in which they are
 * written, and a chain of layers ends up ping-ponging between two arenas, with a third for skip connections.
 */

import { ThawError } from '../core/errors.js';
import { printShape, roundUp, sizeOf } from '../core/shape.js';
import type { Dispatch, Target } from './dispatch.js';
import { elementBytes, type Value } from './value.js';

/** Where a value lives: a range of an arena. Offsets are multiples of 256, as bindings must be. */
export interface Placement {
  readonly arena: string;
  readonly offset: number;
  /** Bytes of the binding: the value's own, padded to whole vec4s. */
  readonly bytes: number;
}

export interface MemoryPlan {
  readonly placements: ReadonlyMap<Value, Placement>;
  /** Bytes of each arena. */
  readonly arenas: ReadonlyMap<string, number>;
}

interface Lifetime {
  readonly value: Value;
  readonly first: number;
  last: number;
}

const alignment = 256;

/** Bytes of a value's binding: kernels may always touch whole vec4s. */
export function bindingBytes(value: Value): number {
  const bytes = elementBytes(value);
  return roundUp(Math.max(1, sizeOf(value.shape)) * bytes, 4 * bytes);
}

/** Lays values out one after the other: for what lives as long as its arena (inputs, parameters). */
export function layOut(values: readonly Value[], arena: string): MemoryPlan {
  const placements = new Map<Value, Placement>();
  let offset = 0;
  for (const value of values) {
    placements.set(value, { arena, offset, bytes: bindingBytes(value) });
    offset += roundUp(bindingBytes(value), alignment);
  }
  return { placements, arenas: new Map(offset > 0 ? [[arena, offset]] : []) };
}

/**
 * Places what the dispatches compute.
 * @param persistent values that must outlive the last dispatch: results, and what was prepared once.
 */
export function placeActivations(
  dispatches: readonly Dispatch[],
  persistent: ReadonlySet<Value>,
  isPlaced: (value: Value) => boolean,
  target: Target,
): MemoryPlan {
  const lifetimes = findLifetimes(dispatches, persistent, isPlaced);
  lifetimes.forEach(({ value }) => checkBinding(value, target));
  const colours = colour(dispatches, lifetimes);
  const placements = new Map<Value, Placement>();
  const arenas = new Map<string, number>();
  for (const arena of new Set(colours.values())) {
    const residents = [...lifetimes.values()].filter(({ value }) => colours.get(value) === arena);
    arenas.set(arena, pack(residents, arena, placements));
  }
  return { placements, arenas };
}

function findLifetimes(
  dispatches: readonly Dispatch[],
  persistent: ReadonlySet<Value>,
  isPlaced: (value: Value) => boolean,
): Map<Value, Lifetime> {
  const lifetimes = new Map<Value, Lifetime>();
  dispatches.forEach((dispatch, index) => {
    for (const { value } of dispatch.bindings) {
      if (isPlaced(value)) continue;
      const known = lifetimes.get(value);
      if (known) known.last = Math.max(known.last, index);
      else lifetimes.set(value, { value, first: index, last: persistent.has(value) ? Infinity : index });
    }
  });
  return lifetimes;
}

/** Gives every value the first arena that no value read by its writers is in. */
function colour(dispatches: readonly Dispatch[], lifetimes: ReadonlyMap<Value, Lifetime>): Map<Value, string> {
  const colours = new Map<Value, string>();
  const forbidden = forbiddenNeighbours(dispatches, lifetimes);
  for (const value of lifetimes.keys()) {
    const taken = new Set([...(forbidden.get(value) ?? [])].map((neighbour) => colours.get(neighbour)));
    let number = 0;
    while (taken.has(`activations ${number}`)) number += 1;
    colours.set(value, `activations ${number}`);
  }
  return colours;
}

/** For each value, those that some dispatch reads while it writes the value, or writes while it reads it. */
function forbiddenNeighbours(dispatches: readonly Dispatch[], lifetimes: ReadonlyMap<Value, Lifetime>) {
  const neighbours = new Map<Value, Set<Value>>();
  const forbid = (a: Value, b: Value) => {
    neighbours.set(a, (neighbours.get(a) ?? new Set()).add(b));
  };
  for (const { bindings } of dispatches) {
    const own = bindings.filter(({ value }) => lifetimes.has(value));
    const reads = own.filter(({ access }) => access !== 'write');
    for (const written of own.filter(({ access }) => access === 'write')) {
      for (const read of reads) {
        forbid(written.value, read.value);
        forbid(read.value, written.value);
      }
    }
  }
  return neighbours;
}

/**
 * Packs lifetimes into one arena, largest first, each at the lowest offset that is free while it lives.
 * Idea: "greedy by size" (Pisarchyk and Lee, Efficient Memory Management for Deep Neural Net Inference, 2020).
 */
function pack(residents: readonly Lifetime[], arena: string, placements: Map<Value, Placement>): number {
  const placed: { lifetime: Lifetime; start: number; end: number }[] = [];
  const bySize = residents.toSorted((a, b) => bindingBytes(b.value) - bindingBytes(a.value));
  for (const lifetime of bySize) {
    const size = roundUp(bindingBytes(lifetime.value), alignment);
    const contemporaries = placed
      .filter((other) => other.lifetime.first <= lifetime.last && lifetime.first <= other.lifetime.last)
      .toSorted((a, b) => a.start - b.start);
    let start = 0;
    for (const other of contemporaries) {
      if (start + size <= other.start) break;
      start = Math.max(start, other.end);
    }
    placed.push({ lifetime, start, end: start + size });
    placements.set(lifetime.value, { arena, offset: start, bytes: bindingBytes(lifetime.value) });
  }
  return Math.max(0, ...placed.map(({ end }) => end));
}

function checkBinding(value: Value, target: Target): void {
  const bytes = bindingBytes(value);
  if (bytes <= target.maxBindingBytes) return;
  throw new ThawError({
    operation: `memory for ${value.name} ${printShape(value.shape)}`,
    got: `${bytes} bytes`,
    expected: `at most ${target.maxBindingBytes}, the adapter's largest binding`,
    remedy: 'Use a smaller batch or image size.',
  });
}

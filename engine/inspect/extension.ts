/** A small graph that goes on from values that are on the GPU already: those of other sessions, and weights of models. */

import type { Device } from '../gpu/device.js';
import { Session, type SharedArena } from '../gpu/session.js';
import { Graph, type Value } from '../graph/graph.js';
import type { Placement } from '../graph/memory.js';
import { compile } from '../graph/plan.js';
import type { Model } from '../model.js';

/** A value, and the session that has computed it or the model whose weight it is. */
export interface Operand {
  readonly value: Value;
  readonly of: Session | Model;
}

export interface Extension<Outputs extends readonly Value[] = readonly Value[]> {
  readonly session: Session;
  /** They can be read and drawn. */
  readonly outputs: Outputs;
}

/**
 * Makes what `build` describes ready to run on the operands where they are; nothing is copied.
 * @param build from the operands, in their order, to what is to be kept.
 */
export async function extend<Outputs extends readonly Value[]>(
  device: Device,
  name: string,
  operands: readonly Operand[],
  build: (graph: Graph, operands: readonly Value[]) => Outputs,
): Promise<Extension<Outputs>> {
  const graph = new Graph();
  const external = new Map<string, Placement>();
  const arenas: SharedArena[] = [];
  const inputs = operands.map(({ value, of }, index) => {
    // Two sessions may have values, and arenas, of the same name.
    const own = (inside: string) => `operand ${index}: ${inside}`;
    const { arena, ...place } = placementOf(value, of);
    external.set(own(value.name), { ...place, arena: own(arena) });
    arenas.push({ name: own(arena), buffer: bufferOf(arena, of) });
    return of instanceof Session
      ? graph.input(own(value.name), value.shape)
      : graph.parameter(own(value.name), value.shape);
  });
  const outputs = build(graph, inputs);
  const plan = compile(graph, { target: device.target, keep: outputs, external });
  return { session: await Session.create(device, name, plan, arenas), outputs };
}

function placementOf(value: Value, of: Session | Model): Placement {
  const placement = of instanceof Session ? of.placement(value) : of.placements.get(value.name);
  if (placement) return placement;
  throw new TypeError(`${value.name} is no tensor of the model`);
}

function bufferOf(arena: string, of: Session | Model): GPUBuffer {
  if (of instanceof Session) return of.buffer(arena);
  const found = of.arenas.find(({ name }) => name === arena);
  if (found) return found.buffer;
  throw new TypeError(`${arena} is no arena of the model`);
}

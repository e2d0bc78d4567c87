/** The epilogue's host side: what a kernel does to a finished sum before it stores it, as constants and bindings. */

import type { Value } from '../graph/graph.js';
import type { Constants } from './wgsl.js';

export { default as epilogueSource } from '../../shaders/epilogue.wgsl?raw';

/** What happens to a sum before it is stored; see epilogue.wgsl. */
export interface Epilogue {
  /** [2, O]: scales and shifts, a folded batch norm. */
  readonly affine?: Value | undefined;
  /** [O] */
  readonly bias?: Value | undefined;
  /** As the output: the skip connection, or what another branch's gradient is. */
  readonly residual?: Value | undefined;
  readonly relu?: boolean;
  /** As the output: the output of a ReLU, whose gradient passes where it is positive. */
  readonly mask?: Value | undefined;
}

/** What a fuse pass gave a node: which operands follow its own inputs, in this order. */
export interface Fused {
  readonly affine: boolean;
  readonly residual: boolean;
  readonly relu: boolean;
}

/** The epilogue of a node, whose last inputs are its operands. */
export function fusedEpilogue(operands: readonly Value[], fused: Fused | undefined): Epilogue {
  const affine = fused?.affine ? operands[0] : undefined;
  const residual = fused?.residual ? operands[affine ? 1 : 0] : undefined;
  return { affine, residual, relu: fused?.relu ?? false };
}

/** @param at the bindings of the output and of the first operand. */
export function epilogueConstants(
  { affine, bias, residual, relu = false, mask }: Epilogue,
  at: { readonly y: number; readonly operands: number },
): Constants {
  const residualBinding = at.operands + (affine || bias ? 1 : 0);
  return {
    Y_BINDING: at.y,
    OPERAND_BINDING: at.operands,
    AFFINE: affine !== undefined,
    BIAS: bias !== undefined,
    RESIDUAL: residual !== undefined,
    RESIDUAL_BINDING: residualBinding,
    RELU: relu,
    MASK: mask !== undefined,
    MASK_BINDING: residualBinding + (residual ? 1 : 0),
  };
}

/** The operands, in the order of their bindings. */
export function operandsOf({ affine, bias, residual, mask }: Epilogue): readonly Value[] {
  return [affine, bias, residual, mask].filter((value) => value !== undefined);
}

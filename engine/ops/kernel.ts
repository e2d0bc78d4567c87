/**
 * From a kernel to a dispatch, for all ops but those of the GEMM core: inputs are bound first, outputs after them, and
 * a linear number of invocations runs in workgroups of 64.
 */

import { ceilDivide, printShape } from '../core/shape.js';
import { spread, type Binding } from '../graph/dispatch.js';
import type { Lowering, Node, Value } from '../graph/graph.js';
import elementPart from '../../shaders/element.wgsl?raw';
import gridPart from '../../shaders/grid.wgsl?raw';
import rowPart from '../../shaders/row.wgsl?raw';
import { halvesOf } from './stored.js';
import { assemble, type Constants, type Parts } from './wgsl.js';

const workgroupSize = 64;

const parts = { element: elementPart, grid: gridPart, row: rowPart };

export interface Kernel {
  /** The text of a .wgsl file. */
  readonly source: string;
  readonly constants: Constants;
  readonly invocations: number;
  /** What it includes beside the parts that all kernels may. */
  readonly parts?: Parts;
}

/** Emits the one dispatch that a node is. */
export function dispatchNode(node: Node, lowering: Lowering, kernel: Kernel): void {
  dispatchKernel(labelOf(node), node.inputs, node.outputs, lowering, kernel);
}

/** Emits a dispatch; `label` names it in errors. */
export function dispatchKernel(
  label: string,
  inputs: readonly Value[],
  outputs: readonly Value[],
  lowering: Lowering,
  { source, constants, invocations, parts: own = {} }: Kernel,
): void {
  const bindings: readonly Binding[] = [
    ...inputs.map((value) => ({ value, access: 'read' as const })),
    ...outputs.map((value) => ({ value, access: 'write' as const })),
  ];
  lowering.dispatch({
    label,
    wgsl: assemble(source, constants, { ...parts, ...own }, halvesOf(bindings, lowering.target)),
    bindings,
    workgroups: spread(ceilDivide(invocations, workgroupSize), lowering.target),
  });
}

/**
 * Emits the one dispatch of a node that reduces rows with row.wgsl: on software adapters an invocation has a row to
 * itself, because a barrier costs more there than it saves; elsewhere a workgroup has one.
 */
export function dispatchRows(
  node: Node,
  lowering: Lowering,
  source: string,
  [rows, columns]: [number, number],
  constants: Constants = {},
): void {
  const isCooperative = lowering.target.kind === 'gpu';
  dispatchNode(node, lowering, {
    source,
    constants: { ...constants, ROWS: rows, COLUMNS: columns, COOPERATIVE: isCooperative },
    invocations: isCooperative ? rows * workgroupSize : rows,
  });
}

/** `conv2d layer1.0.conv1 [1, 8, 8, 16], [3, 3, 16, 16] -> [1, 8, 8, 16]` */
export function labelOf({ op, name, inputs, outputs }: Node): string {
  const shapes = (values: readonly Value[]) => values.map(({ shape }) => printShape(shape)).join(', ');
  return `${op.name} ${name} ${shapes(inputs)} -> ${shapes(outputs)}`;
}

/** What element.wgsl counts in: vec4s where every one of these numbers of channels allows it, else single channels. */
export function elementsOf(...channels: readonly number[]): { readonly VECTOR: boolean; readonly width: number } {
  const isVector = channels.every((count) => count % 4 === 0);
  return { VECTOR: isVector, width: isVector ? 4 : 1 };
}

/**
 * Operators on small integer tensors. Exporters write a padding as the computation of one, such as PyTorch's
 * `F.pad(x, (0, 0, 0, 0, 8, 8))`: a constant, filled up with zeros, reshaped to pairs, reversed, transposed. What
 * depends on constants alone is computed here.
 *
 * Operators: https://onnx.ai/onnx/operators
 */

import { sizeOf, type Shape } from '../../core/shape.js';
import { integersOf, isSmall } from './tensor-values.js';
import type { OnnxNode } from './onnx-model.js';

export interface Integers {
  readonly shape: Shape;
  readonly values: readonly number[];
}

/** `undefined` for operands that it does not know: the node then stays, and is told as one that does not fit. */
type Operator = (operands: readonly Integers[], node: OnnxNode) => Integers | undefined;

const operators: ReadonlyMap<string, Operator> = new Map<string, Operator>([
  ['Cast', ([x]) => x],
  ['Shape', ([x]) => x && list(x.shape)],
  ['Concat', (parts) => (parts.every(isList) ? list(parts.flatMap(({ values }) => values)) : undefined)],
  ['ConstantOfShape', constantOfShape],
  ['Gather', gather],
  ['Reshape', reshape],
  ['Slice', sliceRows],
  ['Transpose', transpose],
  ['Mul', elementwise((a, b) => a * b)],
  ['Sub', elementwise((a, b) => a - b)],
]);

/** What a node makes of integers; `undefined` where it is not computed. */
export function computeIntegers(node: OnnxNode, operands: readonly Integers[]): Integers | undefined {
  const result = operators.get(node.type)?.(operands, node);
  return result && isSmall(result.shape) ? result : undefined;
}

function list(values: readonly number[]): Integers {
  return { shape: [values.length], values };
}

function isList({ shape }: Integers): boolean {
  return shape.length === 1;
}

function elementwise(operator: (a: number, b: number) => number): Operator {
  return ([a, b]) => {
    const [y] = b?.values ?? [];
    if (!a || y === undefined || b?.values.length !== 1) return undefined;
    return { shape: a.shape, values: a.values.map((x) => operator(x, y)) };
  };
}

function constantOfShape([shape]: readonly Integers[], { attributes }: OnnxNode): Integers | undefined {
  const value = attributes.get('value');
  const [fill = 0] = value?.kind === 'tensor' ? (integersOf(value.value) ?? []) : [];
  if (!shape || !isSmall(shape.values)) return undefined;
  return { shape: shape.values, values: new Array<number>(sizeOf(shape.values)).fill(fill) };
}

/** One element of a list. */
function gather([data, index]: readonly Integers[]): Integers | undefined {
  const value = data && isList(data) && index?.values.length === 1 ? data.values.at(index.values[0] ?? 0) : undefined;
  return value === undefined ? undefined : { shape: index?.shape ?? [], values: [value] };
}

/** One of the sizes may be -1: whatever is left. */
function reshape([data, target]: readonly Integers[]): Integers | undefined {
  if (!data || !target) return undefined;
  const known = sizeOf(target.values.filter((size) => size !== -1));
  const shape = target.values.map((size) => (size === -1 ? data.values.length / known : size));
  return sizeOf(shape) === data.values.length ? { shape, values: data.values } : undefined;
}

/** `x[start:end:step]` along the first axis: forwards, or all of it backwards. */
function sliceRows([data, starts, ends, axes, steps]: readonly Integers[]): Integers | undefined {
  const [start = 0, end = 0, axis = 0, step = 1] = [starts, ends, axes, steps].map((operand) => operand?.values[0]);
  const [rows = 0, ...rest] = data?.shape ?? [];
  if (!data || axis !== 0 || starts?.values.length !== 1) return undefined;
  const width = sizeOf(rest);
  const all = Array.from({ length: rows }, (_, row) => data.values.slice(row * width, (row + 1) * width));
  const isReversal = step === -1 && start === -1 && end < -rows;
  if (!isReversal && step !== 1) return undefined;
  const kept = isReversal ? all.toReversed() : all.slice(start, end);
  return { shape: [kept.length, ...rest], values: kept.flat() };
}

/** Of rows and columns. */
function transpose([data]: readonly Integers[]): Integers | undefined {
  const [rows = 0, columns = 0] = data?.shape ?? [];
  if (data?.shape.length !== 2) return undefined;
  const values = data.values.map((_, index) => data.values[(index % rows) * columns + Math.floor(index / rows)] ?? 0);
  return { shape: [columns, rows], values };
}

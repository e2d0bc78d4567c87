/**
 * The tensors of a residual network as PyTorch has them. Exporters leave out what a prediction does not need, so some
 * are made such that the network computes the same:
 *
 *     convolution with bias b, batch norm   running_mean - b
 *     convolution with bias b alone         weight 1, bias b, running_mean 0, running_var 1 - 1e-5
 *     epsilon e instead of 1e-5             weight * sqrt((running_var + 1e-5) / (running_var + e))
 *     matrix [I, O] of a linear layer       transposed
 *
 * In float32 the second is the identity exactly: 1 - 1e-5, rounded, plus 1e-5 is rounded to 1.
 */

import { ThawError } from '../../core/errors.js';
import { printShape } from '../../core/shape.js';
import { batchNormEps } from '../../models/layer.js';
import type { Tensor } from '../tensor.js';
import { kernelOf, type NamedUnit } from './family-form.js';
import { expectInt, floatOf, intOf } from './node-attributes.js';
import { describeNode, misfit, type Graph } from './onnx-graph.js';
import type { OnnxNode, OnnxTensor } from './onnx-model.js';
import type { Head } from './resnet-structure.js';
import { elementTypeOf, weightsOf, type ExternalFiles } from './tensor-values.js';

/** Reads the tensors that nodes of one graph name. */
export class StateDict {
  readonly tensors = new Map<string, Tensor>();
  /** In which the graph's weights are stored. */
  readonly elementTypes = new Set<string>();
  readonly #graph: Graph;
  readonly #external: ExternalFiles;

  constructor(graph: Graph, external: ExternalFiles) {
    this.#graph = graph;
    this.#external = external;
  }

  /** Adds a convolution and its batch norm. */
  addUnit({ conv, batchNorm, convName, batchNormName }: NamedUnit): void {
    const kernel = this.#weights(kernelOf(this.#graph, conv));
    const [channels = 0] = kernel.shape;
    this.tensors.set(`${convName}.weight`, kernel);
    const bias = this.#hasInput(conv, 2) ? this.#vector(conv, 2, channels) : undefined;
    const [weight, shift, mean, variance] = batchNorm
      ? this.#batchNorm(batchNorm, channels, bias)
      : standIn(channels, bias);
    this.#set(`${batchNormName}.weight`, weight);
    this.#set(`${batchNormName}.bias`, shift);
    this.#set(`${batchNormName}.running_mean`, mean);
    this.#set(`${batchNormName}.running_var`, variance);
  }

  /** Adds the linear layer of a head. */
  addHead({ product, sum }: Head): void {
    if (!product) return;
    const matrix = this.#graph.constant(product, 1);
    if (matrix?.dimensions.length !== 2) throw misfit(this.#graph.file, product, 'a matrix that the file holds');
    const isTransposed = product.type === 'Gemm' && intOf(product, 'transB', 0) === 1;
    const weights = this.#weights(matrix);
    const weight = isTransposed ? weights : transpose(weights);
    const [outputs = 0] = weight.shape;
    this.tensors.set('fc.weight', weight);
    this.#set('fc.bias', this.#headBias(product, sum, outputs));
  }

  #headBias(product: OnnxNode, sum: OnnxNode | undefined, outputs: number): Float32Array<ArrayBuffer> {
    const { file } = this.#graph;
    if (sum) return this.#vector(sum, this.#graph.constant(sum, 0) ? 0 : 1, outputs);
    if (product.type === 'Gemm') {
      expectInt(this.#graph, product, 'transA', 0);
      for (const factor of ['alpha', 'beta']) {
        const found = floatOf(product, factor, 1);
        if (found !== 1) throw misfit(file, product, `${factor} 1`, `${factor} ${found}`);
      }
    }
    return this.#hasInput(product, 2) ? this.#vector(product, 2, outputs) : new Float32Array(outputs);
  }

  /** Weight, bias, running mean and running variance of a batch norm after a convolution. */
  #batchNorm(node: OnnxNode, channels: number, convBias?: Float32Array): Float32Array<ArrayBuffer>[] {
    expectInt(this.#graph, node, 'spatial', 1);
    const [weight, bias, mean, variance] = [1, 2, 3, 4].map((input) => this.#vector(node, input, channels));
    if (!weight || !bias || !mean || !variance) throw misfit(this.#graph.file, node, 'four inputs beside its first');
    return [
      rescale(weight, variance, floatOf(node, 'epsilon', batchNormEps)),
      bias,
      subtract(mean, convBias),
      variance,
    ];
  }

  #hasInput({ inputs }: OnnxNode, input: number): boolean {
    return (inputs[input] ?? '') !== '';
  }

  /** One number a channel; dimensions of 1 before it count for nothing. */
  #vector(node: OnnxNode, input: number, channels: number): Float32Array<ArrayBuffer> {
    const tensor = this.#graph.constant(node, input);
    if (!tensor) throw misfit(this.#graph.file, node, `input ${input} to be numbers that the file holds`);
    const { shape, data } = this.#weights(tensor);
    if (shape.at(-1) === channels && data.length === channels) return data;
    const operation = `${this.#graph.file}, node ${describeNode(node)}`;
    throw new ThawError({ operation, got: `input ${input} of shape ${printShape(shape)}`, expected: `[${channels}]` });
  }

  #weights(tensor: OnnxTensor): Tensor {
    const weights = weightsOf(tensor, this.#external, `${this.#graph.file}, tensor ${tensor.name}`);
    this.elementTypes.add(elementTypeOf(tensor) ?? '');
    return weights;
  }

  #set(name: string, data: Float32Array<ArrayBuffer> = new Float32Array()): void {
    this.tensors.set(name, { shape: [data.length], data });
  }
}

/** A batch norm that adds the bias of its convolution and does nothing else. */
function standIn(channels: number, bias = new Float32Array(channels)): Float32Array<ArrayBuffer>[] {
  const constant = (value: number) => new Float32Array(channels).fill(value);
  return [constant(1), bias, constant(0), constant(1 - batchNormEps)];
}

/** The weight with which a batch norm of PyTorch's epsilon does what this one does with its own. */
function rescale(
  weight: Float32Array<ArrayBuffer>,
  variance: Float32Array,
  epsilon: number,
): Float32Array<ArrayBuffer> {
  if (Math.fround(epsilon) === Math.fround(batchNormEps)) return weight;
  return weight.map((value, channel) => {
    const v = variance[channel] ?? 0;
    return value * Math.sqrt((v + batchNormEps) / (v + epsilon));
  });
}

function subtract(a: Float32Array<ArrayBuffer>, b: Float32Array | undefined): Float32Array<ArrayBuffer> {
  return b ? a.map((value, index) => value - (b[index] ?? 0)) : a;
}

/** [I, O] -> [O, I] */
function transpose({ shape: [rows = 0, columns = 0], data }: Tensor): Tensor {
  const transposed = new Float32Array(data.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      transposed[column * rows + row] = data[row * columns + column] ?? 0;
    }
  }
  return { shape: [columns, rows], data: transposed };
}

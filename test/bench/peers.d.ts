/**
 * What the bench uses of the other engines: their own packages are installed only when it runs, and the checks of this
 * repository must pass without them.
 */

/** TensorFlow.js, a script that defines a global. */
declare namespace tf {
  interface Tensor {
    readonly shape: number[];
    data(): Promise<Float32Array>;
    dispose(): void;
  }
  interface Variable extends Tensor {
    assign(value: Tensor): void;
  }
  interface Optimizer {
    applyGradients(gradients: Record<string, Tensor>): void;
  }
  const version: { readonly tfjs: string };
  const train: { momentum(rate: number, momentum: number): Optimizer };
  const losses: { softmaxCrossEntropy(labels: Tensor, logits: Tensor): Tensor };
  function setBackend(name: string): Promise<boolean>;
  function ready(): Promise<void>;
  function backend(): {
    readonly device: GPUDevice;
    /** Between a dispatch and its submit. */
    readonly commandEncoder: GPUCommandEncoder | null;
    endComputePassEncoder(): void;
    submitQueue(): void;
  };
  function tidy<T>(work: () => T): T;
  function keep<T extends Tensor>(tensor: T): T;
  function tensor(data: Float32Array | Int32Array, shape: readonly number[], type?: 'int32'): Tensor;
  function variable(value: Tensor, trainable: boolean, name: string): Variable;
  function variableGrads(loss: () => Tensor, variables: Variable[]): { value: Tensor; grads: Record<string, Tensor> };
  function oneHot(labels: Tensor, depth: number): Tensor;
  function matMul(a: Tensor, b: Tensor): Tensor;
  function conv2d(x: Tensor, weight: Tensor, strides: number, pad: number): Tensor;
  function engine(): {
    runKernel(name: string, inputs: Record<string, Tensor>, attributes: object): Tensor;
  };
  function moments(x: Tensor, axes: number[]): { mean: Tensor; variance: Tensor };
  function batchNorm(x: Tensor, mean: Tensor, variance: Tensor, beta: Tensor, gamma: Tensor, epsilon: number): Tensor;
  function relu(x: Tensor): Tensor;
  function add(a: Tensor, b: Tensor): Tensor;
  function maxPool(x: Tensor, size: number, strides: number, pad: number): Tensor;
  function mean(x: Tensor, axes: number[]): Tensor;
}

declare module '@jax-js/jax' {
  export interface Array {
    /** Another owner of the same array: every function uses up what it is given. */
    readonly ref: Array;
    readonly shape: number[];
    add(other: Array | number): Array;
    sub(other: Array | number): Array;
    mul(other: Array | number): Array;
    div(other: Array | number): Array;
    reshape(shape: readonly number[]): Array;
    sum(axis?: number | number[]): Array;
    data(): Promise<Float32Array>;
    blockUntilReady(): Promise<Array>;
    dispose(): void;
  }
  type Tree = Array | Tree[] | { [name: string]: Tree };
  export const numpy: {
    array(data: Float32Array | Int32Array, options?: { shape: readonly number[] }): Array;
    matmul(a: Array, b: Array): Array;
    sqrt(x: Array): Array;
    mean(x: Array, axis: number | number[], options?: { keepdims?: boolean }): Array;
    zeros(shape: number[]): Array;
  };
  export const lax: {
    convGeneralDilated(x: Array, weight: Array, strides: number[], padding: [number, number][]): Array;
  };
  export const nn: { relu(x: Array): Array; logSoftmax(x: Array): Array };
  export function init(...devices: 'webgpu'[]): Promise<string[]>;
  export function defaultDevice(device: 'webgpu'): string;
  export function jit<A extends Tree[], R extends Tree>(f: (...args: A) => R): (...args: A) => R;
  export function vjp(f: (x: Array) => Array, primals: [Array]): [Array, (gradOutput: Array) => [Array]];
  export function valueAndGrad<T extends Tree, A extends Tree[]>(
    f: (x: T, ...rest: A) => Array,
  ): (x: T, ...rest: A) => [Array, T];
  export function blockUntilReady<T extends Tree>(tree: T): Promise<T>;
}

declare module 'onnxruntime-web/webgpu' {
  export class Tensor {
    constructor(type: 'float32', data: Float32Array, shape: readonly number[]);
    getData(): Promise<Float32Array>;
    dispose(): void;
  }
  export interface InferenceSession {
    run(feeds: Record<string, Tensor>): Promise<Record<string, Tensor>>;
  }
  export const InferenceSession: {
    create(
      model: Uint8Array,
      options: {
        executionProviders: string[];
        logSeverityLevel?: number;
        freeDimensionOverrides?: Record<string, number | undefined>;
      },
    ): Promise<InferenceSession>;
  };
  export const env: { wasm: { wasmPaths: string; numThreads: number }; versions: { web: string } };
}

/** Sliding windows: what convolution and pooling have in common. */

export interface Window {
  readonly stride: number;
  readonly padding: number;
  /** Distance between the rows (and columns) of a window; 1 without. */
  readonly dilation?: number;
}

/** floor((size + 2 padding - dilation (kernel - 1) - 1) / stride) + 1, the windows that fit along one axis. */
export function outputSize(size: number, kernel: number, { stride, padding, dilation = 1 }: Window): number {
  return Math.floor((size + 2 * padding - dilation * (kernel - 1) - 1) / stride) + 1;
}

/**
 * The windows that cover an axis without padding, the last of which may reach over its end but begins inside: PyTorch's
 * `ceil_mode=True`, ceil((size - kernel) / stride) + 1.
 */
export function coveringSize(size: number, kernel: number, stride: number): number {
  return Math.min(Math.ceil(Math.max(size - kernel, 0) / stride) + 1, Math.ceil(size / stride));
}

export interface ConvolutionAttributes {
  readonly stride: number;
  readonly padding: number;
  readonly dilation: number;
  readonly groups: number;
}

/** What is timed: plain data, so that Node can list it and the page can run it. */

export interface Product {
  readonly kind: 'product';
  readonly name: string;
  /** Square matrices of this side. */
  readonly size: number;
}

export interface Convolution {
  readonly kind: 'convolution';
  readonly name: string;
  readonly direction: 'forward' | 'backward-data' | 'backward-weights';
  /** Whether the weights never change, as they do not below what is frozen and in inference. */
  readonly isFrozen?: boolean;
  /** B, H, W, C */
  readonly input: readonly [number, number, number, number];
  readonly outputs: number;
  readonly kernelSize: number;
  readonly stride: number;
}

/** ResNet-18 on one picture. */
export interface Inference {
  readonly kind: 'inference';
  readonly name: string;
  readonly imageSize: number;
}

/** What is frozen in trainings: everything up to and including a module. */
export const masks = ['none', 'layer1', 'layer2', 'head'] as const;

/** A step of ResNet-20 on 32 pictures of 32 pixels, everything up to and including a module frozen. */
export interface Training {
  readonly kind: 'training';
  readonly name: string;
  readonly freeze: (typeof masks)[number];
}

export type Workload = Product | Convolution | Inference | Training;

const learning = [
  { variant: 'forward', direction: 'forward' },
  { variant: 'backward-data', direction: 'backward-data' },
  { variant: 'backward-weights', direction: 'backward-weights' },
] as const;

/** Where Thaw has another algorithm for it. */
const frozen = [{ variant: 'forward, frozen', direction: 'forward', isFrozen: true }] as const;

/** C, O, side of the kernel, stride, side of the input: every convolution of ResNet-18 but its stem. */
const layers = [
  [64, 64, 3, 1, 56],
  [64, 128, 3, 2, 56],
  [64, 128, 1, 2, 56],
  [128, 128, 3, 1, 28],
  [128, 256, 3, 2, 28],
  [128, 256, 1, 2, 28],
  [256, 256, 3, 1, 14],
  [256, 512, 3, 2, 14],
  [256, 512, 1, 2, 14],
  [512, 512, 3, 1, 7],
] as const;

function convolutions(): Convolution[] {
  return layers.flatMap(([channels, outputs, kernelSize, stride, side]) =>
    [...learning, ...(kernelSize === 3 && stride === 1 ? frozen : [])].map(({ variant, ...rest }): Convolution => {
      const size = `${kernelSize}x${kernelSize}${stride > 1 ? `/${stride}` : ''} ${channels} to ${outputs} at ${side}`;
      const input = [1, side, side, channels] as const;
      return { kind: 'convolution', name: `conv ${size}, ${variant}`, ...rest, input, outputs, kernelSize, stride };
    }),
  );
}

export const workloads: readonly Workload[] = [
  ...[512, 1024].map((size): Product => ({ kind: 'product', name: `matmul ${size}`, size })),
  ...convolutions(),
  ...[64, 224].map((imageSize): Inference => {
    return { kind: 'inference', name: `ResNet-18 inference at ${imageSize}`, imageSize };
  }),
  ...masks.map((freeze): Training => {
    return { kind: 'training', name: `ResNet-20 training step, frozen: ${freeze}`, freeze };
  }),
];

/** Floating-point operations of a product or a convolution, by the direct method; a multiply-add is two. */
export function flopsOf(workload: Workload): number | undefined {
  if (workload.kind === 'product') return 2 * workload.size ** 3;
  if (workload.kind !== 'convolution') return undefined;
  const { input, outputs, kernelSize, stride } = workload;
  const [batch, height, width, channels] = input;
  const pixels = batch * Math.ceil(height / stride) * Math.ceil(width / stride);
  return 2 * pixels * outputs * kernelSize ** 2 * channels;
}

/** jax-js on WebGPU: NCHW and [O, C, KH, KW], everything under `jit`. */

import * as jax from '@jax-js/jax';
import type { Array as JaxArray } from '@jax-js/jax';
import { optimiser, type Contender, type Operand, type Trial, type TrainingInputs } from '../contender.js';
import { fromNchw, fromOihw, permute, restore, toNchw, toOihw } from '../layouts.js';
import { walk, type Functions } from '../walk.js';

const { numpy: np, lax, nn } = jax;

export async function openJax(version: string): Promise<Contender> {
  await jax.init('webgpu');
  jax.defaultDevice('webgpu');
  return { name: 'jax-js', version, product, convolution, training };
}

const upload = ({ shape, data }: Operand) => np.array(data, { shape });

/** A trial of one jitted function over arrays that stay; `order` brings its result into Thaw's layout. */
function expression(
  operands: readonly JaxArray[],
  compute: (...operands: JaxArray[]) => JaxArray,
  order?: readonly number[],
): Trial {
  const compiled = jax.jit(compute);
  let last: JaxArray | undefined;
  return {
    async run() {
      last?.dispose();
      last = compiled(...operands.map(({ ref }) => ref));
      await last.blockUntilReady();
    },
    async result() {
      if (!last) return new Float32Array();
      const data = await last.ref.data();
      return order ? restore(data, last.shape, order) : data;
    },
    destroy: () => [...operands, last].forEach((array) => array?.dispose()),
  };
}

const product: Required<Contender>['product'] = (_workload, ...operands) =>
  Promise.resolve(expression(operands.map(upload), (a, b) => np.matmul(a, b)));

const convolution: Required<Contender>['convolution'] = (
  { direction, input, outputs, kernelSize, stride },
  operands,
) => {
  const [first, second] = operands;
  const conv = (x: JaxArray, weight: JaxArray) => convolve(x, weight, stride, (kernelSize - 1) / 2);
  const [batch, height, width, channels] = input;
  const zeros = (shape: readonly number[]) => np.zeros([...shape]);
  switch (direction) {
    case 'forward': {
      const [x, weight] = [upload(permute(first, toNchw)), upload(permute(second, toOihw))];
      return Promise.resolve(expression([x, weight], conv, fromNchw));
    }
    case 'backward-data': {
      const [g, weight] = [upload(permute(first, toNchw)), upload(permute(second, toOihw))];
      const compute = (gradOutput: JaxArray, w: JaxArray) =>
        pullBack((x) => conv(x, w), zeros([batch, channels, height, width]), gradOutput);
      return Promise.resolve(expression([g, weight], compute, fromNchw));
    }
    case 'backward-weights': {
      const [x, g] = [upload(permute(first, toNchw)), upload(permute(second, toNchw))];
      const compute = (own: JaxArray, gradOutput: JaxArray) =>
        pullBack((w) => conv(own, w), zeros([outputs, channels, kernelSize, kernelSize]), gradOutput);
      return Promise.resolve(expression([x, g], compute, fromOihw));
    }
  }
};

/** The gradient of a linear function; what the function itself gives is not asked for, and `jit` leaves it out. */
function pullBack(f: (x: JaxArray) => JaxArray, x: JaxArray, gradOutput: JaxArray): JaxArray {
  const [value, pull] = jax.vjp(f, [x]);
  value.dispose();
  return pull(gradOutput)[0];
}

function convolve(x: JaxArray, weight: JaxArray, stride: number, padding: number): JaxArray {
  return lax.convGeneralDilated(
    x,
    weight,
    [stride, stride],
    [
      [padding, padding],
      [padding, padding],
    ],
  );
}

/** The functions of ResNet-20. A walk reads values more than once, so each takes references. */
function functions(isBatch: (layer: string) => boolean): Functions<JaxArray> {
  return {
    conv2d: (x, weight, { stride, padding }) => convolve(x.ref, weight.ref, stride, padding),
    batchNorm(x, parameter, layer) {
      const alongChannels = (suffix: string) => parameter(suffix).ref.reshape([1, -1, 1, 1]);
      const over = { keepdims: true };
      const mean = isBatch(layer) ? np.mean(x.ref, [0, 2, 3], over) : alongChannels('running_mean');
      const centred = x.ref.sub(mean);
      const square = centred.ref.mul(centred.ref);
      const variance = isBatch(layer) ? np.mean(square, [0, 2, 3], over) : alongChannels('running_var');
      return centred
        .div(np.sqrt(variance.add(1e-5)))
        .mul(alongChannels('weight'))
        .add(alongChannels('bias'));
    },
    maxPool2d: () => {
      throw new TypeError('no padded pooling here');
    },
    globalAvgPool: (x) => np.mean(x.ref, [2, 3]),
    linear: (x, weight, bias) => np.matmul(x.ref, weight.ref).add(bias.ref),
    relu: (x) => nn.relu(x.ref),
    add: (a, b) => a.ref.add(b.ref),
  };
}

type Arrays = Record<string, JaxArray>;

const training: Required<Contender>['training'] = (_workload, inputs) => Promise.resolve(trainingTrial(inputs));

function trainingTrial({ network, weights, picture, labels, trainable, batchStatistics }: TrainingInputs): Trial {
  const changing = new Set(trainable);
  const arrays = (names: (name: string) => boolean, data: (weight: Operand) => Operand): Arrays =>
    Object.fromEntries(
      [...weights].filter(([name]) => names(name)).map(([name, weight]) => [name, upload(data(weight))]),
    );
  const ownLayout = (weight: Operand) => (weight.shape.length === 2 ? permute(weight, [1, 0]) : weight);
  const frozen = arrays((name) => !changing.has(name), ownLayout);
  const input = upload(permute(picture, toNchw));
  const classes = weights.get('fc.bias')?.shape[0] ?? 0;
  const targets = upload(oneHot(labels, classes));
  const training = functions((layer) => batchStatistics.has(layer));

  const loss = (own: Arrays, others: Arrays, x: JaxArray, target: JaxArray) => {
    const logits = walk(network, x, (name) => own[name] ?? others[name] ?? x, training);
    return nn
      .logSoftmax(logits)
      .mul(target)
      .sum()
      .mul(-1 / labels.length);
  };
  const step = jax.jit((own: Arrays, velocity: Arrays, others: Arrays, x: JaxArray, target: JaxArray) => {
    const held = Object.fromEntries(Object.entries(own).map(([name, array]) => [name, array.ref]));
    const [value, gradients] = jax.valueAndGrad(loss)(held, others, x, target);
    const moved: Arrays = {};
    const changed: Arrays = {};
    for (const [name, weight] of Object.entries(own)) {
      const speed = (velocity[name] as JaxArray).mul(optimiser.momentum).add(gradients[name] as JaxArray);
      moved[name] = speed.ref;
      changed[name] = weight.sub(speed.mul(optimiser.rate));
    }
    return { value, changed, moved };
  });

  let own = arrays((name) => changing.has(name), ownLayout);
  let velocity = arrays(
    (name) => changing.has(name),
    ({ shape, data }) => ownLayout({ shape, data: new Float32Array(data.length) }),
  );
  const references = (some: Arrays) =>
    Object.fromEntries(Object.entries(some).map(([name, array]) => [name, array.ref]));
  const losses: number[] = [];
  return {
    async run() {
      const next = step(own, velocity, references(frozen), input.ref, targets.ref);
      [own, velocity] = [next.changed, next.moved];
      losses.push((await next.value.data())[0] ?? NaN);
      await jax.blockUntilReady(own);
    },
    result: () => Promise.resolve(Float32Array.from(losses.slice(0, 2))),
    destroy: () =>
      [own, velocity, frozen, { input, targets }].forEach((some) =>
        Object.values(some).forEach((array) => array.dispose()),
      ),
  };
}

function oneHot(labels: Uint32Array, classes: number): Operand {
  const data = new Float32Array(labels.length * classes);
  labels.forEach((label, row) => (data[row * classes + label] = 1));
  return { shape: [labels.length, classes], data };
}

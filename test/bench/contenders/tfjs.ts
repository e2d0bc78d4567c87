/** TensorFlow.js on its WebGPU backend: NHWC and [KH, KW, C, O], as Thaw. */

import { optimiser, type Contender, type Operand, type Trial, type TrainingInputs } from '../contender.js';
import { permute } from '../layouts.js';
import { walk, type Functions } from '../walk.js';

/** @param scripts addresses of its two bundles, which define `tf`. */
export async function openTfjs(scripts: readonly string[]): Promise<Contender> {
  for (const src of scripts) {
    await new Promise((resolve, reject) => {
      const script = Object.assign(document.createElement('script'), { src, onload: resolve, onerror: reject });
      document.head.append(script);
    });
  }
  await tf.setBackend('webgpu');
  await tf.ready();
  return { name: 'TensorFlow.js', version: tf.version.tfjs, product, convolution, inference, training };
}

const upload = ({ shape, data }: Operand) => tf.keep(tf.tensor(data, shape));

/** Everything that was asked for has been computed. */
async function settled(): Promise<void> {
  const backend = tf.backend();
  // Reading a result has submitted what there was.
  if (backend.commandEncoder) {
    backend.endComputePassEncoder();
    backend.submitQueue();
  }
  await backend.device.queue.onSubmittedWorkDone();
}

/** A trial of one expression over tensors that stay. */
function expression(operands: readonly tf.Tensor[], compute: () => tf.Tensor): Trial {
  let last: tf.Tensor | undefined;
  return {
    async run() {
      last?.dispose();
      last = tf.tidy(compute);
      await settled();
    },
    result: async () => (await last?.data()) ?? new Float32Array(),
    destroy: () => [...operands, last].forEach((tensor) => tensor?.dispose()),
  };
}

const product: Required<Contender>['product'] = (_workload, ...operands) => {
  const [a, b] = operands.map(upload) as [tf.Tensor, tf.Tensor];
  return Promise.resolve(expression([a, b], () => tf.matMul(a, b)));
};

const convolution: Required<Contender>['convolution'] = (
  { direction, input, outputs, kernelSize, stride },
  operands,
) => {
  const [first, second] = operands.map(upload) as [tf.Tensor, tf.Tensor];
  const pad = (kernelSize - 1) / 2;
  const attributes = { strides: [stride, stride], pad, dataFormat: 'NHWC', dimRoundingMode: null };
  const compute = {
    forward: () => tf.conv2d(first, second, stride, pad),
    'backward-data': () =>
      tf.engine().runKernel('Conv2DBackpropInput', { dy: first, filter: second }, { ...attributes, inputShape: input }),
    'backward-weights': () => {
      const filterShape = [kernelSize, kernelSize, input[3], outputs];
      return tf.engine().runKernel('Conv2DBackpropFilter', { x: first, dy: second }, { ...attributes, filterShape });
    },
  }[direction];
  return Promise.resolve(expression([first, second], compute));
};

/** The functions of a network; `isBatch` says which batch norms use the statistics of the batch. */
function functions(isBatch: (layer: string) => boolean): Functions<tf.Tensor> {
  return {
    conv2d: (x, weight, { stride, padding }) => tf.conv2d(x, weight, stride, padding),
    batchNorm(x, parameter, layer) {
      const { mean, variance } = isBatch(layer)
        ? tf.moments(x, [0, 1, 2])
        : { mean: parameter('running_mean'), variance: parameter('running_var') };
      return tf.batchNorm(x, mean, variance, parameter('bias'), parameter('weight'), 1e-5);
    },
    maxPool2d: (x, { kernelSize, stride, padding }) => tf.maxPool(x, kernelSize, stride, padding),
    globalAvgPool: (x) => tf.mean(x, [1, 2]),
    linear: (x, weight, bias) => tf.add(tf.matMul(x, weight), bias),
    relu: tf.relu,
    add: tf.add,
  };
}

function ownLayout(weight: Operand): Operand {
  if (weight.shape.length === 4) return permute(weight, [2, 3, 1, 0]);
  return weight.shape.length === 2 ? permute(weight, [1, 0]) : weight;
}

const inference: Required<Contender>['inference'] = (_workload, { network, weights, picture }) => {
  const tensors = new Map([...weights].map(([name, weight]) => [name, upload(ownLayout(weight))]));
  const input = upload(picture);
  const parameter = (name: string) => tensors.get(name) ?? input;
  const evaluating = functions(() => false);
  return Promise.resolve(expression([...tensors.values(), input], () => walk(network, input, parameter, evaluating)));
};

const training: Required<Contender>['training'] = (_workload, inputs) => Promise.resolve(trainingTrial(inputs));

function trainingTrial({ network, weights, picture, labels, trainable, batchStatistics }: TrainingInputs): Trial {
  const changing = new Set(trainable);
  const variables = new Map(
    [...weights].map(([name, weight]) => [
      name,
      tf.variable(upload(ownLayout(weight)), changing.has(name), `${name} ${String(trialCount)}`),
    ]),
  );
  trialCount += 1;
  const trained = [...variables].filter(([name]) => changing.has(name)).map(([, variable]) => variable);
  const input = upload(picture);
  const classes = weights.get('fc.bias')?.shape[0] ?? 0;
  const targets = tf.keep(tf.oneHot(tf.tensor(Int32Array.from(labels), [labels.length], 'int32'), classes));
  const momentum = tf.train.momentum(optimiser.rate, optimiser.momentum);
  const training = functions((layer) => batchStatistics.has(layer));
  const losses: number[] = [];
  const loss = () => {
    const logits = walk(network, input, (name) => variables.get(name) ?? input, training);
    return tf.losses.softmaxCrossEntropy(targets, logits);
  };
  return {
    async run() {
      const value = tf.tidy(() => {
        const { value, grads } = tf.variableGrads(loss, trained);
        momentum.applyGradients(grads);
        return value;
      });
      losses.push((await value.data())[0] ?? NaN);
      value.dispose();
      await settled();
    },
    result: () => Promise.resolve(Float32Array.from(losses.slice(0, 2))),
    destroy: () => [...variables.values(), input, targets].forEach((tensor) => tensor.dispose()),
  };
}

/** Variables have names of their own. */
let trialCount = 0;

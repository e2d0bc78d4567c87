/** Looking closer on behalf of the page: saliency maps, filters, what excites channels and what they like, probes, blocks compared; gradients checked, kernels timed. */

import {
  checkGradients,
  differenceOf,
  findExciting,
  gradCam,
  gradientTolerance,
  initialWeights,
  inputGradient,
  linearCka,
  maximise,
  Model,
  normOf,
  occlusion,
  poolFeatures,
  probeBlocks,
  profileModel,
  gradientPictures,
  readFilterGradient,
  readFilters,
  type Look,
  type PixelSet,
  type Probe,
  type SaliencyMap,
  type TrainingData,
} from '../../engine/index.js';
import { Cancellation } from './cancellation.js';
import { drain } from './drain.js';
import type {
  ClimbStep,
  ExcitingReport,
  FilterReport,
  GradientRequest,
  ModelProfile,
  ProfileRequest,
  Progress,
  SaliencyReport,
  SaliencyRequest,
  SimilarityReport,
  TensorCheck,
  WeightsOf,
} from './protocol.js';

type Tell = (progress: Progress) => void;

/** Pictures that blocks are compared by: their Gram matrices grow with the square of it. */
const comparedPictures = 256;
const probeEpochs = 30;
/** Of the weights that are drawn to see which maps notice. */
const randomSeed = 1;

export class InspectDesk {
  readonly #cancellation = new Cancellation();

  /** Where a class is seen in the picture of a look, by the model itself or one retrained from it. */
  async saliency(look: Look, judge: Model, request: SaliencyRequest, tell: Tell): Promise<SaliencyReport> {
    const { classes } = judge.description;
    const model = request.randomised ? await withRandomWeights(judge) : judge;
    try {
      const classIndex = request.classIndex ?? indexOfLargest(await look.logits(judge));
      const map = await this.#map(model, look.pixels, classIndex, request, tell);
      return { map, classIndex, className: classes[classIndex] ?? `class ${classIndex}` };
    } finally {
      if (model !== judge) model.destroy();
    }
  }

  /** A convolution's weights, by the model that came, the one retrained from it, or what is between the two. */
  async filters(before: Model, after: Model, layer: string, of: Exclude<WeightsOf, 'gradient'>): Promise<FilterReport> {
    if (of !== 'change') return readFilters(of === 'pretrained' ? before : after, layer);
    const [bankBefore, bankAfter] = [await readFilters(before, layer), await readFilters(after, layer)];
    const difference = differenceOf(bankAfter, bankBefore);
    return { ...difference, change: normOf(difference.data) / normOf(bankBefore.data) };
  }

  /** Where the training pictures would turn a convolution's weights. */
  async filterGradient(model: Model, layer: string, data: TrainingData): Promise<FilterReport> {
    const bank = await readFilterGradient(model, layer, data);
    const pictures = Math.min(gradientPictures, data.train.count);
    return { ...bank, gradient: { norm: normOf(bank.data), pictures } };
  }

  /** What excites each channel of a layer most among the test pictures. */
  async exciting(model: Model, { test }: TrainingData, layer: string, tell: Tell): Promise<ExcitingReport> {
    const signal = this.#cancellation.start();
    const channels = await drain(findExciting(model, test, layer, { signal }), ({ done, total }) =>
      tell({ stage: 'Looking through the test pictures', done, total }),
    );
    return { layer, channels, pictures: test.samples.map(({ name }) => name) };
  }

  /** Makes a picture that a channel likes. */
  climb(model: Model, layer: string, channel: number, onStep: (step: ClimbStep) => void): Promise<void> {
    return drain(maximise(model, layer, channel, { signal: this.#cancellation.start() }), onStep);
  }

  /** Trains a linear head on what each block makes of the data. */
  probes(model: Model, data: TrainingData, tell: Tell, onProbe: (probe: Probe) => void): Promise<readonly Probe[]> {
    return drain(probeBlocks(model, data, { epochs: probeEpochs }, this.#cancellation.start()), (event) => {
      if (event.kind === 'probe') onProbe(event.probe);
      else tell(event.progress);
    });
  }

  /** How alike the blocks are in what they make of the test pictures: of one network, or of two. */
  async similarity(model: Model, other: Model | undefined, test: PixelSet, tell: Tell): Promise<SimilarityReport> {
    const signal = this.#cancellation.start();
    const pixels = { ...test, count: Math.min(comparedPictures, test.count) };
    const blocks = model.network.blocks.slice(0, -1);
    const outputs = blocks.map(({ output }) => output);
    const pool = (of: Model, stage: string) =>
      drain(poolFeatures(of, pixels, outputs, signal), ({ done, total }) => tell({ stage, done, total }));
    const own = await pool(model, 'Features of the test images');
    const others = other && (await pool(other, 'Features by the retrained network'));
    return {
      blocks: blocks.map(({ name }) => name),
      rows: linearCka([...own.values()], others ? [...others.values()] : undefined),
      pictures: pixels.count,
      isOfTwo: others !== undefined,
    };
  }

  /** Checks gradients tensor by tensor; gives the part by which they may differ. */
  async gradients(model: Model, request: GradientRequest, onTensor: (check: TensorCheck) => void): Promise<number> {
    await drain(checkGradients(model, request), onTensor);
    return gradientTolerance;
  }

  /** Times every kernel. */
  profile(model: Model, request: ProfileRequest, tell: Tell): Promise<ModelProfile> {
    const onTimed = (done: number, total: number) => tell({ stage: 'Timing kernels', done, total });
    return profileModel(model, request, { onTimed, signal: this.#cancellation.start() });
  }

  cancel(): void {
    this.#cancellation.cancel();
  }

  #map(
    model: Model,
    pixels: Uint8Array<ArrayBuffer>,
    classIndex: number,
    { method }: SaliencyRequest,
    tell: Tell,
  ): Promise<SaliencyMap> {
    if (method === 'grad-cam') return gradCam(model, pixels, classIndex);
    if (method === 'input-gradient') return inputGradient(model, pixels, classIndex);
    const size = model.description.preprocessing.crop;
    const window = Math.max(4, Math.round(size / 6));
    const covering = { window, stride: Math.max(1, Math.round(window / 2)), signal: this.#cancellation.start() };
    return drain(occlusion(model, pixels, classIndex, covering), ({ done, total }) =>
      tell({ stage: 'Covering parts of the picture', done, total }),
    );
  }
}

function withRandomWeights({ device, description, network }: Model): Promise<Model> {
  return Model.upload(device, description, initialWeights(network.layers, randomSeed));
}

function indexOfLargest(logits: Float32Array): number {
  return logits.reduce((best, logit, index) => (logit > (logits[best] ?? -Infinity) ? index : best), 0);
}

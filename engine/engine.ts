/** The engine as one object: a device, and the ways to get models and pictures onto it. */

import { decodeImage } from './data/image.js';
import { cropOf, type Crop } from './data/resample.js';
import { Device } from './gpu/device.js';
import { ImageResizer } from './gpu/image-resizer.js';
import { Look } from './inspect/look.js';
import { Model } from './model.js';
import { architecture } from './models/architecture.js';
import { defaultClasses, defaultPreprocessing, type ModelDescription } from './models/model.js';
import { choosePreprocessing, type PreprocessingChoice } from './models/preprocessing-rules.js';
import { resnet } from './models/resnet.js';
import type { Progress } from './train/events.js';
import { initialWeights } from './weights/initialise.js';
import { MemoryStore, type FileStore } from './weights/download/file-store.js';
import { loadModel, type HeadOptions } from './weights/load.js';
import type { OpenBeside } from './weights/weight-file.js';

export interface EngineOptions {
  /** `navigator.gpu`; an error says what to do where there is none. */
  readonly gpu: GPU | undefined;
  /** The address that the zoo's files are relative to. */
  readonly base: string;
  /** Where downloaded models are kept; for as long as the engine where absent. */
  readonly files?: FileStore;
}

export interface FeedOptions {
  /** What of its preprocessing is to be another than the model came with. */
  readonly preprocessing?: PreprocessingChoice | undefined;
}

export interface LoadOptions extends FeedOptions, HeadOptions {
  /** Opens what lies beside a file: configurations, and files that it is continued in. */
  readonly beside?: OpenBeside | undefined;
  /** Ends a download; what has come of it is kept. */
  readonly signal?: AbortSignal | undefined;
}

/** A picture as a model takes it. */
export interface FramedPicture {
  /** Of the decoded picture, in pixels. */
  readonly width: number;
  readonly height: number;
  /** The square of it that the model sees, in its pixels. */
  readonly crop: Crop;
  /** RGBA bytes [S, S, 4]. */
  readonly pixels: Uint8Array<ArrayBuffer>;
}

export class Engine {
  private constructor(
    readonly device: Device,
    readonly resizer: ImageResizer,
    readonly base: string,
    readonly files: FileStore,
  ) {}

  /** Opens the most capable adapter. Throws a `ThawError` where there is none. */
  static async create({ gpu, base, files = new MemoryStore() }: EngineOptions): Promise<Engine> {
    const device = await Device.open(gpu);
    return new Engine(device, await ImageResizer.create(device), base, files);
  }

  /**
   * Loads a model: by its name in the zoo, downloaded once, or from a weights file.
   * @throws ThawError for an unknown name, a download that fails, a damaged file, or tensors that fit no member of the
   * family; the signal's reason where a download is cancelled.
   */
  async load(
    source: string | File,
    onProgress: (progress: Progress) => void = () => undefined,
    options: LoadOptions = {},
  ): Promise<Model> {
    const isName = typeof source === 'string';
    const { findByFile, findInZoo, checkBrought } = await zoo();
    const entry = isName ? findInZoo(source) : findByFile(source.name);
    const bytes = isName ? await this.fetch(source, onProgress, options) : new Uint8Array(await source.arrayBuffer());
    if (!isName && entry) await checkBrought(bytes, entry);
    const name = entry?.name ?? (isName ? source : source.name);
    const { description, weights, report } = await loadModel(bytes, name, entry, options.beside, options);
    return Model.upload(this.device, choosePreprocessing(description, options.preprocessing), weights, report);
  }

  /** The file of a zoo's model, kept for the next time; what comes with the page is left to the browser's own cache. */
  async fetch(
    name: string,
    onProgress: (progress: Progress) => void = () => undefined,
    { signal }: LoadOptions = {},
  ): Promise<Uint8Array<ArrayBuffer>> {
    const { findInZoo, download, refuseLink, requestOf } = await zoo();
    const entry = findInZoo(name);
    refuseLink(entry);
    const files = entry.source.kind === 'embedded' ? new MemoryStore() : this.files;
    return download(requestOf(entry, this.base), { files, onProgress, signal });
  }

  /**
   * A member of the family (`resnet50`) with weights drawn from a seed, as PyTorch draws them.
   * @throws ThawError that offers near names where there is none.
   */
  async draw(name: string, seed: number, { preprocessing }: FeedOptions = {}): Promise<Model> {
    const drawn = architecture(name);
    const description: ModelDescription = {
      name,
      architecture: drawn,
      classes: await defaultClasses(drawn),
      preprocessing: defaultPreprocessing(drawn),
      preprocessingSource: 'default',
    };
    const weights = initialWeights(resnet(drawn).layers, seed);
    return Model.upload(this.device, choosePreprocessing(description, preprocessing), weights);
  }

  /** Decodes a picture and frames it for a model. Throws a `ThawError` that says what the file really is. */
  async frame(picture: Blob, { description }: Model): Promise<FramedPicture> {
    const bitmap = await decodeImage(picture, picture instanceof File ? picture.name : 'the picture');
    try {
      const { width, height } = bitmap;
      const pixels = await this.resizer.resizeAll([bitmap], description.preprocessing);
      return { width, height, crop: cropOf(width, height, description.preprocessing), pixels };
    } finally {
      bitmap.close();
    }
  }

  /** A picture's way through a model, every layer's values kept to be read or drawn. */
  async look(model: Model, picture: Blob): Promise<Look> {
    const look = await Look.create(model);
    await look.show((await this.frame(picture, model)).pixels);
    return look;
  }
}

/** The list of models, and what downloads and checks their files: loaded with the first one. */
async function zoo() {
  const [list, files, { download }] = await Promise.all([
    import('./models/zoo.js'),
    import('./weights/download/zoo-files.js'),
    import('./weights/download/download.js'),
  ]);
  return { ...list, ...files, download };
}

/** The engine as one object: a device, and the ways to get models and pictures onto it. */

import { decodeImage } from './data/image.js';
import { cropOf, type Crop } from './data/resample.js';
import { Device } from './gpu/device.js';
import { ImageResizer } from './gpu/image-resizer.js';
import { Look } from './inspect/look.js';
import { Model } from './model.js';
import { architecture } from './models/architecture.js';
import { defaultClasses, defaultPreprocessing, type ModelDescription } from './models/model.js';
import { resnet } from './models/resnet.js';
import { findInZoo } from './models/zoo.js';
import type { Progress } from './train/events.js';
import { initialWeights } from './weights/initialise.js';
import { fetchBytes } from './weights/fetch-bytes.js';
import { loadModel, type HeadOptions } from './weights/load.js';
import { nothingBeside } from './weights/weight-file.js';

export interface EngineOptions {
  /** `navigator.gpu`; an error says what to do where there is none. */
  readonly gpu: GPU | undefined;
  /** The address that the zoo's files are relative to. */
  readonly base: string;
}

export interface SizeOptions {
  /** The side of the images that the model is given, in pixels, if not what it was trained with. */
  readonly imageSize?: number | undefined;
}

export type LoadOptions = SizeOptions & HeadOptions;

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
  ) {}

  /** Opens the most capable adapter. Throws a `ThawError` where there is none. */
  static async create({ gpu, base }: EngineOptions): Promise<Engine> {
    const device = await Device.open(gpu);
    return new Engine(device, await ImageResizer.create(device), base);
  }

  /**
   * Loads a model: by its name in the zoo, or from the bytes of a weights file.
   * @throws ThawError for an unknown name, a damaged file, or tensors that fit no member of the family.
   */
  async load(
    source: string | File,
    onProgress: (progress: Progress) => void = () => undefined,
    options: LoadOptions = {},
  ): Promise<Model> {
    const known = typeof source === 'string' ? findInZoo(source) : undefined;
    const bytes =
      typeof source === 'string'
        ? await fetchBytes(new URL(known?.file ?? '', this.base), source, onProgress)
        : new Uint8Array(await source.arrayBuffer());
    const name = typeof source === 'string' ? source : source.name;
    const { description, weights, report } = await loadModel(bytes, name, known, nothingBeside, options);
    return Model.upload(this.device, resized(description, options), weights, report);
  }

  /**
   * A member of the family (`resnet50`) with weights drawn from a seed, as PyTorch draws them.
   * @throws ThawError that offers near names where there is none.
   */
  draw(name: string, seed: number, options: SizeOptions = {}): Promise<Model> {
    const drawn = architecture(name);
    const description = {
      name,
      architecture: drawn,
      classes: defaultClasses(drawn),
      preprocessing: defaultPreprocessing(drawn),
    };
    return Model.upload(this.device, resized(description, options), initialWeights(resnet(drawn).layers, seed));
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

/** A description with images of another size. */
function resized(description: ModelDescription, { imageSize }: SizeOptions): ModelDescription {
  if (imageSize === undefined) return description;
  return { ...description, preprocessing: { ...description.preprocessing, resize: imageSize, crop: imageSize } };
}

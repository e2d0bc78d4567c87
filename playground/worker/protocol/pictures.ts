/** Pictures: what the network makes of the open one, and how its maps are drawn. */

import type { Arithmetic, ChannelOrder, ChannelStatistics, LayerFigures, Range } from '../../../engine/index.js';

/** Which head predicts: the one the model came with, or the one trained here. */
export type Head = 'pretrained' | 'retrained';

/** Whose values: one network's, with random weights where it is untrained, or what training changed in them. */
export type ValuesOf = Head | 'change' | 'untrained';

export interface Prediction {
  readonly className: string;
  readonly classIndex: number;
  readonly probability: number;
  /** What WordNet says that the class is a kind of, if it is one of ImageNet's. */
  readonly parent?: string | undefined;
}

export interface PictureReport {
  /** Of the decoded picture, in pixels. */
  readonly width: number;
  readonly height: number;
  /** The square of the picture that the network sees, in the picture's pixels. */
  readonly crop: { readonly x: number; readonly y: number; readonly size: number };
  /** What the network is shown: that square at the size of its input, RGBA bytes. */
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
  readonly seconds: number;
}

/**
 * How map values become colours: each channel on its own range, one range for the layer, or one for all layers of the
 * network whose values have a sign as its have, or have none as they have none.
 */
export type ColourScale = 'channel' | 'layer' | 'network';

export interface MapsRequest {
  readonly layer: string;
  readonly network: ValuesOf;
  readonly scale: ColourScale;
  readonly order: ChannelOrder;
  /** The grid: `columns` cells of `cell` device pixels, `gap` device pixels apart, row by row in that order. */
  readonly columns: number;
  readonly cell: number;
  readonly gap: number;
}

export interface MapsReport {
  readonly layer: string;
  readonly channels: number;
  /** Of one map, in values. */
  readonly height: number;
  readonly width: number;
  /** By channel. */
  readonly statistics: readonly ChannelStatistics[];
  /** Of the whole layer. */
  readonly figures: LayerFigures;
  /** The channel in each cell of the grid. */
  readonly order: readonly number[];
  /** The range that all channels are coloured over; `undefined` where each has its own. */
  readonly sharedRange: Range | undefined;
  readonly isSigned: boolean;
}

/** All values of a layer for one picture. */
export interface FeatureValues {
  readonly layer: string;
  /** As PyTorch has it, the batch of one included: `[1, C, H, W]`, or `[1, features]` for the head. */
  readonly shape: readonly number[];
  readonly data: Float32Array<ArrayBuffer>;
  readonly isSigned: boolean;
}

export interface PictureCommands {
  /** Decodes a picture and runs the network on it; its maps stay on the GPU until the next one. */
  openPicture(picture: Blob): Promise<PictureReport>;

  /** The `count` most probable classes for the open picture. */
  predict(head: Head, count: number): Promise<readonly Prediction[]>;

  /** Gives the worker a canvas to draw on, under a name of the page's choice (`early`, `late`, `thumbnail:layer1.0`). */
  attachCanvas(name: string, canvas: OffscreenCanvas): Promise<void>;

  detachCanvas(name: string): Promise<void>;

  /** Draws a layer's maps for the open picture on that canvas (which it resizes to the grid), without a read-back. */
  drawMaps(canvas: string, request: MapsRequest): Promise<MapsReport>;

  /** One value of a layer for the open picture; by the network as it came where nothing is said of it. */
  readValue(layer: string, channel: number, y: number, x: number, network?: ValuesOf): Promise<number>;

  /** All values of a layer for the open picture. Rejects, offering near names, where there is no such layer. */
  readFeatures(layer: string): Promise<FeatureValues>;

  /** What a value of a convolution, or behind one, is made of, for the open picture; of a change, what it became. */
  explainValue(layer: string, channel: number, y: number, x: number, network?: ValuesOf): Promise<Arithmetic>;
}

/** Models: where they come from, and what the page is told of one. */

import type {
  Architecture,
  Block,
  HeadOptions,
  LoadReport,
  Preprocessing,
  PreprocessingChoice,
  PreprocessingSource,
  Progress,
  ReceptiveField,
  ZooReport,
} from '../../../engine/index.js';

/** A zoo name, or the bytes of a weights file that a person brought. */
export type ModelSource = (
  | { readonly kind: 'zoo'; readonly name: string }
  | {
      readonly kind: 'file';
      readonly file: File;
      /** Files of the same folder or drop, by their names: configurations, or what the weights are continued in. */
      readonly beside?: readonly File[] | undefined;
    }
  /** A member of the family with weights drawn from the seed. */
  | { readonly kind: 'drawn'; readonly name: string; readonly seed: number }
) & {
  /** What of its preprocessing is to be another than it came with. */
  readonly preprocessing?: PreprocessingChoice | undefined;
  /** Takes the body alone, and puts a new head in the place of what stands behind it in the file. */
  readonly leaveOut?: HeadOptions['leaveOut'];
};

export interface LayerSummary {
  /** torchvision's feature-extraction name: `layer1.0.conv1`, `layer1.0.relu_1`, `avgpool`, `fc`. */
  readonly name: string;
  /** `convolution`, `batch norm`, `ReLU`, `addition`, `max pool`, `average pool`, `linear`. */
  readonly kind: string;
  /** As PyTorch has it, for one image: `[C, H, W]`, or `[features]` for the head. */
  readonly shape: readonly number[];
  readonly receptiveField: ReceptiveField;
  /** True for values that may be negative (before a ReLU): drawn on a diverging colour map centred on zero. */
  readonly isSigned: boolean;
  /** Weights that can be trained; 0 where the layer has none. */
  readonly parameters: number;
}

export interface BlockSummary {
  /** `layer1.0`; the stem is `stem`, the head is `head`. */
  readonly name: string;
  /** `stem`, `layer1` … `layer4`, `head`. */
  readonly stage: string;
  readonly layers: readonly LayerSummary[];
  /** The layer whose values leave the block; its maps are the block's thumbnail. */
  readonly output: string;
  /** What the skip connection does; `none` for stem and head. */
  readonly shortcut: Block['shortcut'];
  readonly parameters: number;
}

export interface ModelSummary {
  readonly name: string;
  /** `ResNet-20 (CIFAR)` */
  readonly architecture: string;
  /** The member of the family that it is, in numbers. */
  readonly member: Architecture;
  readonly parameters: number;
  readonly classes: readonly string[];
  /** Side of the square input in pixels. */
  readonly inputSize: number;
  readonly preprocessing: Preprocessing;
  readonly preprocessingSource: PreprocessingSource;
  /** What became of the tensors of its file, block by block; of a model that was drawn there is none. */
  readonly report?: LoadReport | undefined;
  readonly blocks: readonly BlockSummary[];
}

export interface ModelCommands {
  /** Loads a model; a head alone goes onto the model that is there. */
  loadModel(source: ModelSource, onProgress: (progress: Progress) => void): Promise<ModelSummary>;

  /** Feeds the loaded model in another way. The open picture has to be opened anew, and what was trained is forgotten. */
  changePreprocessing(choice: PreprocessingChoice): Promise<ModelSummary>;

  /** The models that load by name, and what of them this browser keeps. */
  zoo(): Promise<ZooReport>;

  /** Downloads a model unless it is kept. Rejects with an `AbortError` when it is cancelled. */
  downloadModel(name: string, onProgress: (progress: Progress) => void): Promise<void>;

  cancelDownload(): Promise<void>;

  /** Deletes a kept file, by its file name; its checksum is remembered. */
  deleteKept(fileName: string): Promise<void>;

  /** Deletes all kept files, and forgets their checksums. */
  clearKept(): Promise<void>;
}

/** Looking closer: where a class is seen, what channels like, how alike blocks are, which pictures lie near each other. */

import type {
  Agreement,
  ChannelActivity,
  ClimbStep,
  FilterBank,
  Neighbours,
  Probe,
  Progress,
  SaliencyMap,
} from '../../../engine/index.js';
import type { Split } from './data.js';
import type { Head } from './pictures.js';

export type SaliencyMethod = 'grad-cam' | 'input-gradient' | 'occlusion';

export interface SaliencyRequest {
  readonly method: SaliencyMethod;
  readonly head: Head;
  /** The most probable one where absent. */
  readonly classIndex?: number | undefined;
  /** By the same network with weights drawn anew: a map that stays the same shows nothing that was learned. */
  readonly randomised: boolean;
}

export interface SaliencyReport {
  readonly map: SaliencyMap;
  readonly classIndex: number;
  readonly className: string;
}

/** Of the network as it came, as it was trained here, what training added, or where it would go on to turn them. */
export type WeightsOf = 'pretrained' | 'retrained' | 'change' | 'gradient';

export interface FilterReport extends FilterBank {
  /** Of a change: its norm by the norm of the layer's weights before; exactly 0 where every weight is the same. */
  readonly change?: number | undefined;
  /** Of a gradient: its norm, and of how many pictures it is. */
  readonly gradient?: { readonly norm: number; readonly pictures: number } | undefined;
}

export interface ExcitingRequest {
  readonly layer: string;
  readonly head: Head;
}

/** What excites the channels of a layer among the test pictures; pictures by their index there. */
export interface ExcitingReport {
  readonly layer: string;
  readonly channels: readonly ChannelActivity[];
  /** Names of the test pictures, by index. */
  readonly pictures: readonly string[];
}

/** A channel, and the network whose it is. */
export interface ClimbRequest {
  readonly layer: string;
  readonly channel: number;
  readonly head: Head;
}

export interface SimilarityReport {
  readonly blocks: readonly string[];
  /** Linear CKA of each block with each: of the network itself, or down the retrained one. */
  readonly rows: readonly (readonly number[])[];
  readonly pictures: number;
  /** Whether the columns are the retrained network's blocks. */
  readonly isOfTwo: boolean;
}

/** The network whose last features are mapped, and the part of the data whose pictures; `all` for both. */
export interface FeatureRequest {
  readonly head: Head;
  readonly split: Split | 'all';
}

export interface MappedPicture {
  readonly name: string;
  readonly label: number;
  readonly part: Split;
  /** The class that the network's own head takes it for. */
  readonly predicted: string;
}

/** Where the N pictures lie in the space of the network's last features [N, D]. */
export interface FeatureMap extends FeatureRequest {
  /** Of the data, by label. */
  readonly classes: readonly string[];
  readonly pictures: readonly MappedPicture[];
  /** Pictures that there are: beyond some thousand, they are taken evenly from all. */
  readonly total: number;
  /** D */
  readonly width: number;
  /** [N, 2]: along the principal components of the network as it came, whichever network this is of. */
  readonly places: Float64Array;
  /** The part of all variance of these features along either axis. */
  readonly shares: readonly number[];
  /** In all D dimensions, as all that follows. */
  readonly neighbours: Neighbours;
  readonly agreement: Agreement;
  /** Between the means of classes; NaN where a class has no picture here. */
  readonly classDistances: readonly (readonly number[])[];
}

export interface InspectionCommands {
  /** Where in the open picture a class is seen. */
  findSaliency(request: SaliencyRequest, onProgress: (progress: Progress) => void): Promise<SaliencyReport>;

  /** The weights of a convolution. Rejects for other layers, and where nothing was trained yet; a gradient takes the data. */
  readFilters(layer: string, of: WeightsOf, onProgress: (progress: Progress) => void): Promise<FilterReport>;

  /** What excites each channel of a layer most among the test pictures, and how often it is above zero. */
  findExciting(request: ExcitingRequest, onProgress: (progress: Progress) => void): Promise<ExcitingReport>;

  /** Makes a picture that a channel likes, telling of every step; `cancelInspection` stops it, and it resolves then. */
  climbChannel(request: ClimbRequest, onStep: (step: ClimbStep) => void): Promise<void>;

  /** How well each block's features tell the loaded data's classes apart. */
  probeBlocks(onProgress: (progress: Progress) => void, onProbe: (probe: Probe) => void): Promise<readonly Probe[]>;

  /** How alike blocks are in what they make of the test pictures: the network's own, or those of the retrained one. */
  compareBlocks(withRetrained: boolean, onProgress: (progress: Progress) => void): Promise<SimilarityReport>;

  /** Where the pictures of the loaded data lie in the space of a network's last features. */
  mapFeatures(request: FeatureRequest, onProgress: (progress: Progress) => void): Promise<FeatureMap>;

  /**
   * The same pictures laid out by UMAP, [N, 2]: from where they lay in the layout before, or along the principal
   * components. Rejects where there are fewer than three.
   */
  layOutFeatures(request: FeatureRequest, onProgress: (progress: Progress) => void): Promise<Float64Array>;

  /** Ends what looks closer; it rejects then. */
  cancelInspection(): Promise<void>;
}

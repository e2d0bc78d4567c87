/** Looking closer: where a class is seen, what channels like, how alike blocks are. */

import type { ChannelActivity, FilterBank, SaliencyMap } from '../../../engine/index.js';
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

/** Of the network as it came, as it was trained here, or what training added. */
export type WeightsOf = 'pretrained' | 'retrained' | 'change';

export interface FilterReport extends FilterBank {
  /** Of a change: its norm by the norm of the layer's weights before; exactly 0 where every weight is the same. */
  readonly change?: number | undefined;
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

/** The experiments that are ready to be run, from docs/experiments: what they ask, small and whole. */

import batchNormQuick from '../../docs/experiments/emoji12-batch-norm-quick.json' with { type: 'json' };
import batchNorm from '../../docs/experiments/emoji12-batch-norm.json' with { type: 'json' };
import sweepQuick from '../../docs/experiments/emoji12-freeze-sweep-quick.json' with { type: 'json' };
import sweep from '../../docs/experiments/emoji12-freeze-sweep.json' with { type: 'json' };
import generalisationQuick from '../../docs/experiments/emoji12-generalisation-quick.json' with { type: 'json' };
import generalisation from '../../docs/experiments/emoji12-generalisation.json' with { type: 'json' };
import labelsQuick from '../../docs/experiments/emoji12-labels-quick.json' with { type: 'json' };
import labels from '../../docs/experiments/emoji12-labels.json' with { type: 'json' };
import recipesQuick from '../../docs/experiments/emoji12-recipes-quick.json' with { type: 'json' };
import recipes from '../../docs/experiments/emoji12-recipes.json' with { type: 'json' };
import surgical from '../../docs/experiments/emoji12-surgical.json' with { type: 'json' };
import taskDistanceQuick from '../../docs/experiments/emoji12-task-distance-quick.json' with { type: 'json' };
import taskDistance from '../../docs/experiments/emoji12-task-distance.json' with { type: 'json' };
import transferQuick from '../../docs/experiments/emoji12-transfer-quick.json' with { type: 'json' };
import transfer from '../../docs/experiments/emoji12-transfer.json' with { type: 'json' };
import yosinskiQuick from '../../docs/experiments/emoji12-yosinski-quick.json' with { type: 'json' };
import yosinski from '../../docs/experiments/emoji12-yosinski.json' with { type: 'json' };
import type { DocumentInput } from '../worker/experiment-protocol.js';

export interface ReadyExperiment {
  readonly question: string;
  /** Few images, small ones, and few epochs: minutes on a processor. */
  readonly quick: DocumentInput | undefined;
  readonly whole: DocumentInput;
}

/** Modules of JSON know no literal types; documents are checked where they are used. */
type Written = Omit<DocumentInput, 'kind' | 'factors' | 'recipe'> &
  Readonly<{ kind: string; factors?: object; recipe?: object }>;

function ready(question: string, quick: Written | undefined, whole: Written): ReadyExperiment {
  return { question, quick: quick as DocumentInput | undefined, whole: whole as DocumentInput };
}

export const readyExperiments: readonly ReadyExperiment[] = [
  ready('Where to cut: every freeze boundary', sweepQuick, sweep),
  ready('Transfer against training from scratch', transferQuick, transfer),
  ready('How many labels it takes', labelsQuick, labels),
  ready('How transferable each layer is (Yosinski)', yosinskiQuick, yosinski),
  ready('Batch norm of frozen layers', batchNormQuick, batchNorm),
  ready('Near and far tasks, and negative transfer', taskDistanceQuick, taskDistance),
  ready('Recipes of retraining', recipesQuick, recipes),
  ready('One block alone', undefined, surgical),
  ready('How it does on pictures of another kind', generalisationQuick, generalisation),
];

const embedded = { model: 'resnet20-cifar10', data: 'emoji12' };
/** Small images for a network that was made for large ones. */
const smallSide = 64;

/** The same question to another model, or of other data. */
export function asked(document: DocumentInput, model: string, data: string): DocumentInput {
  if (model === embedded.model && data === embedded.data) return document;
  const { name = '', imageSize } = document;
  const side = imageSize !== undefined && model !== embedded.model ? smallSide : imageSize;
  const names = [name.replace(/^emoji12/, data), ...(model === embedded.model ? [] : [model])];
  return { ...document, name: names.join('-'), model, data, ...(side !== undefined && { imageSize: side }) };
}

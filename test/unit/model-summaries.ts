/** Summaries of members of the family, as the page gets them: without a GPU. */

import type { LoadReport, Model } from '../../engine/index.js';
import { Graph } from '../../engine/graph/graph.js';
import { architecture, type ArchitectureOptions } from '../../engine/models/architecture.js';
import { buildForward } from '../../engine/models/forward.js';
import { defaultPreprocessing } from '../../engine/models/model.js';
import { resnet } from '../../engine/models/resnet.js';
import { summarise } from '../../playground/worker/model-summary.js';
import type { ModelSummary } from '../../playground/worker/protocol.js';

/** A model as far as a summary looks at it. */
export function describedModel(name: string, options: ArchitectureOptions = {}, report?: LoadReport): Model {
  const member = architecture(name, options);
  const preprocessing = defaultPreprocessing(member);
  const classes = Array.from({ length: member.classCount }, (_, index) => `class ${index}`);
  const description = { name: `my ${name}`, architecture: member, classes, preprocessing };
  const described: Pick<Model, 'description' | 'network' | 'report'> = {
    description,
    network: resnet(member),
    ...(report && { report }),
  };
  return described as Model;
}

export function summaryOf(name: string, options: ArchitectureOptions = {}): ModelSummary {
  const model = describedModel(name, options);
  const { crop } = model.description.preprocessing;
  const graph = new Graph();
  const layers = buildForward(graph, graph.input('picture', [1, crop, crop, 4]), model.network);
  return summarise(model, (layer) => layers.get(layer)?.shape ?? []);
}

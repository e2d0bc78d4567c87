/**
 * Reads the weights of a ResNet from an ONNX file. A graph computes; a state dict names tensors. Between them: the
 * graph is followed and must be a network of the family, and each tensor gets the name that its place has there.
 */

import { ThawError } from '../../core/errors.js';
import { batchNormEps } from '../../models/layer.js';
import type { OpenBeside, WeightFile } from '../weight-file.js';
import { decodeModel } from './decode-model.js';
import { nameUnits, type NamedUnit } from './family-form.js';
import { floatOf, intOf } from './node-attributes.js';
import { Graph } from './onnx-graph.js';
import type { OnnxTensor } from './onnx-model.js';
import { readStructure, type Structure } from './resnet-structure.js';
import { StateDict } from './state-dict.js';
import type { ExternalFiles } from './tensor-values.js';

/**
 * @param file names the file in errors.
 * @param beside opens the files that tensors may be stored in.
 * @throws ThawError for damage, for the first node that has no place in a ResNet of the family, and for tensors that are
 * not there or not of the size that their shape says.
 */
export async function readOnnx(bytes: Uint8Array, file: string, beside: OpenBeside): Promise<WeightFile> {
  const model = decodeModel(bytes, file);
  const graph = new Graph(model.graph, file);
  const structure = readStructure(graph);
  const units = nameUnits(graph, structure);
  const stateDict = new StateDict(graph, await openExternal(model.graph.initialisers, file, beside));
  for (const unit of units) stateDict.addUnit(unit);
  if (structure.head) stateDict.addHead(structure.head);
  return {
    format: 'ONNX',
    tensors: stateDict.tensors,
    elementTypes: [...stateDict.elementTypes],
    metadata: model.metadata,
    skipped: [],
    notes: notesOn(units, structure),
  };
}

/** Opens every file that tensors are in, once. Their names must be plain: a path could lead anywhere. */
async function openExternal(tensors: readonly OnnxTensor[], file: string, beside: OpenBeside): Promise<ExternalFiles> {
  const files = new Map<string, Uint8Array>();
  for (const { name, content } of tensors) {
    if (content.kind !== 'external') continue;
    const { location = '' } = content.place;
    if (files.has(location)) continue;
    const operation = `${file}, tensor ${name}`;
    if (!/^(?!\.{1,2}$)[^/\\:\0]+$/.test(location)) {
      const got = `its data in "${location}"`;
      throw new ThawError({ operation, got, expected: 'the name of a file in the same folder' });
    }
    const opened = await beside(location);
    if (!opened) {
      const remedy = 'The weights are in a file of their own: give both together.';
      throw new ThawError({ operation, got: `no file ${location}`, expected: 'it beside the model', remedy });
    }
    files.set(location, opened);
  }
  return files;
}

function notesOn(units: readonly NamedUnit[], { head }: Structure): string[] {
  const batchNorms = units.flatMap(({ batchNorm }) => (batchNorm ? [batchNorm] : []));
  const folded = units.length - batchNorms.length;
  const epsilons = new Set(batchNorms.map((node) => Number(floatOf(node, 'epsilon', batchNormEps).toPrecision(6))));
  epsilons.delete(batchNormEps);
  const notes: [boolean, string][] = [
    [
      folded > 0,
      `Batch norm is folded into ${folded} of ${units.length} convolutions: in its place is one that only adds their bias. ` +
        'Its statistics are not those of any data, so leave the policy of batch norms at eval.',
    ],
    [
      epsilons.size > 0,
      `Batch norms have an epsilon of ${[...epsilons].join(', ')}: weights are scaled to do the same with ${batchNormEps}.`,
    ],
    [
      batchNorms.some((node) => intOf(node, 'training_mode', 0) === 1),
      'The file was exported for training: batch norms are read with their running statistics.',
    ],
    [head?.softmax !== undefined, 'The softmax at the end is left out: the outputs are logits.'],
    [head !== undefined && !head.product, 'The graph ends before a linear layer: there is no head.'],
  ];
  return notes.flatMap(([applies, note]) => (applies ? [note] : []));
}

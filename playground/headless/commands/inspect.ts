/** `inspect`: what a weights file holds, and what it would be loaded as. Nothing in it is run, and no GPU is needed. */

import { sha256 } from '../../../engine/core/sha256.js';
import { printShape } from '../../../engine/core/shape.js';
import { findByFile } from '../../../engine/models/zoo.js';
import {
  inspectWeights,
  type ModelInspection,
  type WeightsInspection,
} from '../../../engine/weights/inspect-weights.js';
import { describeLine } from '../../../engine/weights/report.js';
import { printCount } from '../../elements/format.js';
import { sayPreprocessing } from '../../elements/preprocessing-words.js';
import { defineCommand } from '../command.js';
import { readLocalWeights } from '../local-weights.js';
import { onlyOperand } from '../options.js';
import { printTable } from '../table.js';
import { leaveOutOption, weightsOperand } from './shared.js';

export const inspect = defineCommand({
  summary: 'tell what a weights file holds and what it would be loaded as',
  options: {
    file: weightsOperand,
    tensors: { kind: 'flag', help: 'list every tensor with its shape' },
    'leave-out': leaveOutOption,
  },

  prepare({ file }) {
    onlyOperand(file, weightsOperand.what);
    return Promise.resolve();
  },

  async answer({ file, tensors: isListed, 'leave-out': leaveOut }) {
    const { name, bytes, beside } = await readLocalWeights(onlyOperand(file, weightsOperand.what));
    const inspection = await inspectWeights(bytes, name, findByFile(name), beside, { leaveOut });
    const { model, tensors, ...rest } = inspection;
    const facts = { file: name, bytes: bytes.length, sha256: await sha256(bytes) };
    const list = isListed ? ['', listTensors(inspection)] : [];
    return {
      json: { ...facts, loads: inspection.problem === undefined, ...rest, ...model, tensors },
      text: [sayFile(facts, inspection), ...(model ? sayModel(model) : []), ...sayRest(inspection), ...list].join('\n'),
    };
  },
});

interface Facts {
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
}

function sayFile({ file, bytes, sha256: hash }: Facts, { format, elementTypes, tensors }: WeightsInspection): string {
  const stored = [format, elementTypes.join(' and '), `${printCount(tensors.length)} tensors`].filter(
    (part) => part !== '',
  );
  return `${file}: ${stored.join(', ')}, ${printCount(bytes)} bytes\nSHA-256 ${hash}`;
}

function sayModel({ architecture, parameters, classes, preprocessing, report }: ModelInspection): string[] {
  const fed = sayPreprocessing({ preprocessing, preprocessingSource: preprocessing.source });
  return [
    `${architecture}, ${printCount(parameters)} weights, ${printCount(classes.length)} classes`,
    `pictures: ${fed}`,
    '',
    ...report.map(describeLine),
  ];
}

function sayRest({ notes, problem, metadata }: WeightsInspection): string[] {
  const texts = Object.entries(metadata).map(([name, text]) => [name, shortened(text)]);
  return [
    ...notes,
    ...(texts.length > 0 ? ['', 'Beside the tensors:', printTable(texts, [])] : []),
    ...(problem === undefined ? [] : ['', `It cannot be loaded as it is. ${problem}`]),
  ];
}

/** On one line. */
function shortened(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length <= 100 ? line : `${line.slice(0, 99)}…`;
}

function listTensors({ tensors }: WeightsInspection): string {
  return printTable(
    tensors.map(({ name, shape }) => [name, printShape(shape)]),
    [],
  );
}

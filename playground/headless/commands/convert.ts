/** `convert`: writes a weights file of any form anew, as .safetensors with torchvision's names or as ONNX. */

import { findByFile } from '../../../engine/models/zoo.js';
import { loadModel, type LoadedModel } from '../../../engine/weights/load.js';
import { provenanceFrom } from '../../../engine/weights/metadata.js';
import { saveOnnx } from '../../../engine/weights/onnx/write-onnx.js';
import { saveModel } from '../../../engine/weights/save.js';
import { printCount } from '../../elements/format.js';
import { replaceFile } from '../checkpoint-file.js';
import { defineCommand } from '../command.js';
import { readLocalWeights } from '../local-weights.js';
import { checkWritable } from '../named-files.js';
import { onlyOperand } from '../options.js';
import { formOf } from '../saved-forms.js';
import { weightsOperand } from './shared.js';

export const convert = defineCommand({
  summary: 'write a weights file anew, as .safetensors or .onnx',
  options: {
    file: weightsOperand,
    to: { kind: 'text', value: 'F', isRequired: true, help: 'the new file: its name ends in .safetensors or .onnx' },
  },

  async prepare({ file, to }) {
    onlyOperand(file, weightsOperand.what);
    formOf('--to', to);
    await checkWritable('--to', to);
  },

  async answer({ file, to }) {
    const { name, bytes, beside } = await readLocalWeights(onlyOperand(file, weightsOperand.what));
    const model = await loadModel(bytes, name, findByFile(name), beside);
    const form = formOf('--to', to);
    const written = write(model, form);
    await replaceFile(to, written);
    const { architecture, notes } = model.report;
    const json = { from: name, to, form, bytes: written.length, tensors: model.weights.size, architecture, notes };
    return { json, text: [...notes, `${architecture}: ${printCount(written.length)} bytes are in ${to}.`].join('\n') };
  },
});

/** What the file says that the model was trained from is said of it further on. */
function write({ description, weights, metadata }: LoadedModel, form: 'safetensors' | 'onnx'): Uint8Array<ArrayBuffer> {
  return (form === 'onnx' ? saveOnnx : saveModel)(description, weights, provenanceFrom(metadata));
}

/** ONNX Runtime Web on its WebGPU execution provider: inference alone. */

import * as ort from 'onnxruntime-web/webgpu';
import { saveOnnx } from '../../../engine/weights/onnx/write-onnx.js';
import type { Contender, Operand } from '../contender.js';
import { permute, toNchw } from '../layouts.js';

/** @param folder the address of its WebAssembly files. */
export function openOnnxRuntime(folder: string): Contender {
  ort.env.wasm.wasmPaths = folder;
  ort.env.wasm.numThreads = 1;
  return { name: 'ONNX Runtime Web', version: ort.env.versions.web, inference };
}

const inference: Required<Contender>['inference'] = async (_workload, { description, weights, picture }) => {
  const { shape, data } = permute(picture, toNchw) satisfies Operand;
  const [batch, , height, width] = shape;
  const session = await ort.InferenceSession.create(saveOnnx(description, weights), {
    executionProviders: ['webgpu'],
    logSeverityLevel: 3,
    // A file for one size of picture, as a runtime likes it best.
    freeDimensionOverrides: { batch, height, width },
  });
  const input = new ort.Tensor('float32', data, shape);
  let logits: Float32Array = new Float32Array();
  return {
    async run() {
      const [output] = Object.values(await session.run({ pixels: input }));
      logits = new Float32Array((await output?.getData()) ?? []);
      output?.dispose();
    },
    result: () => Promise.resolve(logits),
    destroy: () => input.dispose(),
  };
};

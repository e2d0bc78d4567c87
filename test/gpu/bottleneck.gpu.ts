/** One step of training the whole of a ResNet-50 with bottleneck blocks: what every tensor moves by, against PyTorch. */

import type { Session } from '../../engine/gpu/session.js';
import type { Graph } from '../../engine/graph/graph.js';
import { Model } from '../../engine/model.js';
import { architecture } from '../../engine/models/architecture.js';
import { inputName } from '../../engine/models/layer.js';
import { defaultClasses, defaultPreprocessing } from '../../engine/models/model.js';
import { resnet } from '../../engine/models/resnet.js';
import { planFreeze } from '../../engine/train/freeze.js';
import { checkRecipe } from '../../engine/train/recipe-rules.js';
import { Run } from '../../engine/train/run.js';
import type { SampleSource } from '../../engine/train/sample-source.js';
import { assert, assertClose } from '../assert.js';
import { Fixture, toPicture } from '../fixture.js';
import fixtureUrl from '../fixtures/bottleneck-training.safetensors?url';
import { seededParameters, seededTensor } from '../seeded.js';
import type { GpuCases } from './harness.js';

/** Numbers of the network's input as they are, without pixels. */
class GivenPictures implements SampleSource {
  readonly boundary = inputName;
  readonly arenas = [];

  constructor(
    readonly count: number,
    readonly size: number,
  ) {}

  describe(graph: Graph, batch: number) {
    return graph.input(inputName, [batch, this.size, this.size, 4]);
  }

  write(session: Session, graph: Graph): void {
    const { data } = toPicture(seededTensor('input', [this.count, 3, this.size, this.size]));
    session.write(graph.value(inputName), Float32Array.from(data));
  }
}

export const cases: GpuCases = {
  'one step of ResNet-50 moves every tensor as PyTorch does': async ({ device }) => {
    const fixture = await Fixture.fetch(fixtureUrl);
    const setting = (name: string) => fixture.attributes<number>(name);
    const [batchSize, size, classCount] = [setting('batchSize'), setting('imageSize'), 5];
    const member = architecture('resnet50', { classCount });
    const [classes, preprocessing] = [await defaultClasses(member), defaultPreprocessing(member)];
    const tensors = seededParameters(resnet(member).parameters);
    const model = await Model.upload(
      device,
      { name: member.name, architecture: member, classes, preprocessing },
      tensors,
    );
    const recipe = checkRecipe({
      freeze: 'none',
      batchNorm: { trainable: 'eval' },
      batchSize,
      learningRate: setting('learningRate'),
      momentum: setting('momentum'),
      weightDecay: setting('weightDecay'),
    });
    const pictures = new GivenPictures(batchSize, size);
    const plan = planFreeze(model.network, recipe);
    const run = await Run.create({
      model,
      recipe,
      plan,
      tensors,
      train: pictures,
      test: pictures,
      recomputed: 'nothing',
    });
    try {
      const labels = Uint32Array.from({ length: batchSize }, (_, index) => index % classCount);
      const samples = Uint32Array.from({ length: batchSize }, (_, index) => index);
      const pace = { rate: recipe.learningRate, momentum: recipe.momentum, step: 1 };
      const report = await run.train({ samples, labels, epoch: 1 }, pace, true);
      assertClose([report?.loss ?? NaN], fixture.tensor('loss').data, 1e-5);
      for (const [name, { data }] of await run.readTensors()) {
        const [largest = NaN, ...expected] = fixture.tensor(name).data;
        const before = tensors.get(name)?.data ?? [];
        expected.forEach((move, place) => {
          const index = Math.floor((place * data.length) / expected.length);
          const moved = (data[index] ?? NaN) - (before[index] ?? NaN);
          assert(Math.abs(moved - move) <= 1e-3 * largest, `${name}[${index}] moved by ${moved}, not by ${move}`);
        });
      }
    } finally {
      run.destroy();
      model.destroy();
    }
  },
};

/** Why a loss is not finite: the first layer, on a batch's way through the network, with values that are not. */

import { ThawError } from '../core/errors.js';
import { Session } from '../gpu/session.js';
import type { Batch, Run } from './run.js';
import { planLayers } from './train-step.js';

export interface BadStep {
  readonly step: number;
  readonly rate: number;
  readonly loss: number;
}

/**
 * The error that ends a training whose loss is not finite. The optimiser has left the weights as they were before that
 * step, so the batch can be sent through them once more.
 */
export async function lossNotFinite(run: Run, batch: Batch, { step, rate, loss }: BadStep): Promise<ThawError> {
  const layer = await firstBadLayer(run, batch);
  const where =
    layer === undefined ? 'every layer before the loss is finite' : `${layer} is the first layer that is not`;
  return new ThawError({
    operation: `training, step ${step} at a learning rate of ${Number(rate.toPrecision(3))}`,
    got: `a loss of ${loss}; ${where}`,
    expected: 'a finite one',
    remedy: 'Use a lower learning rate, a warm-up, or clip gradients to a norm of 1.',
  });
}

async function firstBadLayer(run: Run, { samples, epoch }: Batch): Promise<string | undefined> {
  const { train, model } = run.options;
  const { graph, layers, plan } = planLayers(run.stepOptions(train, samples.length));
  const session = await Session.create(model.device, `a look at ${layers.length} layers`, plan, run.sharedWith(train));
  try {
    train.write(session, graph, samples, epoch);
    session.run();
    for (const layer of layers) {
      const [values = []] = await session.read(graph.value(layer));
      if (!values.every(Number.isFinite)) return layer;
    }
    return undefined;
  } finally {
    session.destroy();
  }
}

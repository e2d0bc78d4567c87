/**
 * Looks at the open picture by other networks than the one that came: by it as it was trained here, at the moment that is
 * shown, by it with random weights, and what training changed. Each is made when it is first asked for.
 */

import { initialWeights, Look, LookDifference, Model, type MapSource } from '../../engine/index.js';
import type { ValuesOf } from './protocol.js';

/** Of the weights that an untrained network has. */
const randomSeed = 1;

interface Known {
  look: Look;
  /** Whose weights it looked with last. */
  model: Model;
}

export class NetworkLooks {
  #retrained: Known | undefined;
  #untrained: Known | undefined;
  #change: LookDifference | undefined;
  #turn: Promise<unknown> = Promise.resolve();

  /**
   * @param own the look of the network as it came, with the picture that is open.
   * @param retrained the network as trained here, where that is asked for.
   */
  of(values: Exclude<ValuesOf, 'pretrained'>, own: Look, retrained: () => Model): Promise<MapSource> {
    // One after the other: two panes may ask for the same look at once.
    const turn = this.#turn.then(() => this.#find(values, own, retrained));
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  /** Gives up what belongs to the model that was loaded. */
  destroy(): void {
    this.#change?.destroy();
    this.#retrained?.look.destroy();
    this.#untrained?.look.destroy();
    this.#untrained?.model.destroy();
    this.#change = this.#retrained = this.#untrained = undefined;
  }

  async #find(values: Exclude<ValuesOf, 'pretrained'>, own: Look, retrained: () => Model): Promise<MapSource> {
    if (values === 'untrained') return this.#random(own);
    const look = await this.#trained(own, retrained());
    return values === 'retrained' ? look : (this.#change ??= new LookDifference(look, own));
  }

  async #random(own: Look): Promise<Look> {
    const { device, description, network } = own.model;
    const model =
      this.#untrained?.model ?? (await Model.upload(device, description, initialWeights(network.layers, randomSeed)));
    this.#untrained ??= { model, look: await Look.create(model) };
    return showing(this.#untrained.look, own);
  }

  async #trained(own: Look, model: Model): Promise<Look> {
    const known = this.#retrained;
    if (known && known.model.own[0] === model.own[0]) {
      if (known.model === model) return showing(known.look, own);
      // Other weights lie where its own lay.
      known.model = model;
      known.look.forward.session.prepare();
      await known.look.show(own.pixels);
      return known.look;
    }
    this.#change?.destroy();
    this.#change = undefined;
    known?.look.destroy();
    this.#retrained = undefined;
    this.#retrained = { model, look: await Look.create(model) };
    return showing(this.#retrained.look, own);
  }
}

/** The same picture as in another look. */
async function showing(look: Look, other: Look): Promise<Look> {
  if (look.pixels !== other.pixels) await look.show(other.pixels);
  return look;
}

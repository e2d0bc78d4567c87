/** Tuning on behalf of the page: one after another, kept as it is found, for the next time that the page is opened. */

import { tileTable, tuneModel, type Model, type TileTable, type Tuned, type TuneRequest } from '../../engine/index.js';
import { keepTable } from './tile-store.js';

type Tile = TileTable['tiles'][number][1];

export class TuneDesk {
  readonly #found = new Map<string, Tile>();
  #abort = new AbortController();

  /** Gives all that there is for this adapter; when cancelled, what there is by then. */
  async tune(model: Model, request: TuneRequest, onTuned: (tuned: Tuned) => void): Promise<TileTable> {
    this.cancel();
    const { signal } = (this.#abort = new AbortController());
    const known = new Set([...model.device.tiles.keys(), ...this.#found.keys()]);
    for await (const tuned of tuneModel(model, request, { known, signal })) {
      const tile = tuned.trials[tuned.chosen]?.tile;
      if (tile) this.#found.set(tuned.key, tile);
      await keepTable(await tileTable(model.device, this.#found));
      onTuned(tuned);
    }
    return tileTable(model.device, this.#found);
  }

  /** Lets the product under way be the last. */
  cancel(): void {
    this.#abort.abort();
  }
}

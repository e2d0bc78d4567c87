/** The run list: every training is kept, in the browser's storage where that is allowed, and can be looked at again. */

import { ThawError } from '../../engine/index.js';
import { BrowserTable } from '../worker/browser-table.js';
import type { AppState } from './app-state.js';
import type { Look } from './look.js';
import type { Planning } from './planning.js';
import { nameOf, trainingOf, type RunRecord } from './run-record.js';
import type { Store } from './store.js';
import { expectIdle, type TrainingState } from './training.js';

/** More curves than this cannot be told apart. */
export const mostCompared = 4;

export class Runs {
  readonly #stored = new BrowserTable<RunRecord>('runs', 'id');
  /** The run whose weights the worker has. */
  #latest: string | undefined;

  constructor(
    private readonly store: Store<AppState>,
    private readonly look: Look,
    private readonly planning: Planning,
  ) {}

  /** Finds the runs of earlier visits. */
  async start(): Promise<void> {
    await this.#attempt(async () => {
      const earlier = (await this.#stored.list()).toSorted((a, b) => a.startedAt - b.startedAt);
      const known = new Set(this.store.state.runs.map(({ id }) => id));
      this.store.update({ runs: [...earlier.filter(({ id }) => !known.has(id)), ...this.store.state.runs] });
    });
  }

  /** Keeps a training that has come to an end. */
  async keep(training: TrainingState, recipe: RunRecord['recipe'], startedAt: number): Promise<void> {
    const { model, data, adapter, runs } = this.store.state;
    const { phase, report, error, epochs, stepLosses } = training;
    const run: RunRecord = {
      id: crypto.randomUUID(),
      name: nameOf(recipe),
      startedAt,
      outcome: phase === 'failed' || phase === 'cancelled' ? phase : 'done',
      recipe,
      model: model?.name ?? '',
      data: data.summary?.name ?? '',
      dataOrigin: training.dataOrigin,
      adapter: adapter?.description ?? '',
      seconds: report?.seconds ?? (Date.now() - startedAt) / 1000,
      epochs,
      losses: report?.losses ?? stepLosses,
      report,
      error,
    };
    if (report) this.#latest = run.id;
    this.store.update({ runs: [...runs, run] });
    await this.#attempt(() => this.#stored.put(run));
  }

  async rename(id: string, name: string): Promise<void> {
    const run = this.#find(id);
    const renamed = run && name.trim() !== '' ? { ...run, name: name.trim() } : undefined;
    if (!renamed) return;
    this.store.update({ runs: this.store.state.runs.map((one) => (one === run ? renamed : one)) });
    await this.#attempt(() => this.#stored.put(renamed));
  }

  async remove(id: string): Promise<void> {
    const { runs, compared } = this.store.state;
    this.store.update({ runs: runs.filter((run) => run.id !== id), compared: compared.filter((one) => one !== id) });
    await this.#attempt(() => this.#stored.remove(id));
  }

  /** Lays a run over the chart and beside the others, or takes it away; of too many, the first goes. */
  compare(id: string, isCompared: boolean): void {
    const others = this.store.state.compared.filter((one) => one !== id);
    this.store.update({ compared: isCompared ? [...others, id].slice(-mostCompared) : others });
  }

  /** Shows a run as if it had just ended, and plans the next one by its recipe. */
  open(id: string): void {
    const run = this.#find(id);
    if (!run) return;
    try {
      expectIdle(this.store.state.training, 'open run');
      this.planning.changeRecipe(run.recipe);
      const isPast = id !== this.#latest || !this.store.state.trained;
      this.store.update({ training: { ...trainingOf(run), isPast }, samples: undefined });
    } catch (error) {
      this.look.report(error);
    }
  }

  #find(id: string): RunRecord | undefined {
    return this.store.state.runs.find((run) => run.id === id);
  }

  async #attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.look.report(
        new ThawError({
          operation: 'run list',
          got: error instanceof Error ? error.message : String(error),
          expected: 'the browser’s storage',
          remedy: 'Runs are kept until the page is closed; export those that matter.',
        }),
      );
    }
  }
}

/** The guided lesson: opens its pages, and watches the state for the result of the action that the open page asks for. */

import type { LessonPage, PageName, Since } from '../lesson/page.js';
import type { AppState } from './app-state.js';
import { freshProgress, skip, storedProgress, storeProgress, type Progress } from './lesson-progress.js';
import type { Look } from './look.js';
import type { Planning } from './planning.js';
import { embeddedData, type Retrain } from './retrain.js';
import type { Store } from './store.js';

export class Lesson {
  #pages: readonly LessonPage[] = [];
  /** How things were when the page was opened; none once its action has had its result. */
  #since: Since | undefined;

  /** @param load brings the pages, when the lesson is first opened. */
  constructor(
    private readonly store: Store<AppState>,
    private readonly actions: { readonly look: Look; readonly planning: Planning; readonly retrain: Retrain },
    private readonly load: () => Promise<readonly LessonPage[]>,
  ) {
    store.subscribe(() => this.#watch());
  }

  /** Opens a page, or the one that was open last. Its room on the page is there at once, its words once they are loaded. */
  async open(page?: PageName): Promise<void> {
    const before = this.store.state.lesson ?? storedProgress();
    this.#show({ ...before, page: page ?? before.page });
    try {
      this.#pages = await this.load();
    } catch (error) {
      this.close();
      this.actions.look.report(error);
      return;
    }
    this.#showParts();
    this.#watch();
  }

  close(): void {
    this.store.update({ lesson: undefined });
  }

  /** Leaves the page undone, and says so. */
  skip(): void {
    const { lesson } = this.store.state;
    if (lesson) this.#show(skip(lesson));
  }

  turnTo(page: PageName): void {
    const { lesson } = this.store.state;
    if (lesson) this.#show({ ...lesson, page });
  }

  /** From the first page on, with nothing measured. */
  restart(): void {
    this.#show(freshProgress);
  }

  /** Puts there what the open page needs, because the visitor asked for it. */
  async setUp(): Promise<void> {
    const setUp = this.#page?.setUp;
    if (!setUp) return;
    const { planning, retrain } = this.actions;
    planning.changeRecipe(setUp.recipe);
    if (!this.store.state.data.summary) await retrain.loadData({ kind: 'embedded', name: embeddedData });
  }

  get #page(): LessonPage | undefined {
    return this.#pages.find(({ name }) => name === this.store.state.lesson?.page);
  }

  #show(lesson: Progress): void {
    this.#since = { time: Date.now(), state: this.store.state };
    this.#keep(lesson);
    this.#showParts();
  }

  /** A page may need what a shared link has hidden. */
  #showParts(): void {
    const { hidden } = this.store.state;
    const shown = hidden.filter((part) => !this.#page?.needs.includes(part));
    if (shown.length < hidden.length) this.store.update({ hidden: shown });
  }

  #watch(): void {
    const { lesson } = this.store.state;
    const measured = this.#since && this.#page?.measure(this.store.state, this.#since);
    if (!lesson || !measured) return;
    this.#since = undefined;
    this.#keep({ ...lesson, measures: { ...lesson.measures, ...measured } });
  }

  #keep(lesson: Progress): void {
    storeProgress(lesson);
    this.store.update({ lesson });
  }
}

/** What opens the lesson's pages and watches for their results, on a page of its own making: no engine, no browser. */

import { beforeEach, describe, expect, it } from 'vitest';
import type { LessonPage } from '../../../playground/lesson/page.js';
import { initialState, type AppState } from '../../../playground/state/app-state.js';
import { Lesson } from '../../../playground/state/lesson.js';
import { Store } from '../../../playground/state/store.js';

const words = { title: '', text: '', action: '', place: 'early', result: () => undefined } as const;

/** The first is done by a run more than before. */
const pages: readonly LessonPage[] = [
  {
    ...words,
    name: 'early',
    needs: ['inspector'],
    setUp: { words: '', recipe: { epochs: 3 }, isNeeded: () => true },
    measure: ({ runs }, since) =>
      runs.length > since.state.runs.length
        ? { early: { layer: 'conv1', value: runs.length, side: 3, inputSide: 32 } }
        : undefined,
  },
  { ...words, name: 'late', needs: [], measure: () => undefined },
];

let store: Store<AppState>;
let asked: unknown[];

function lessonOf(load = () => Promise.resolve(pages)): Lesson {
  const tell = (what: string) => (detail: unknown) => void asked.push([what, detail]);
  const actions = {
    look: { report: tell('report') },
    planning: { changeRecipe: tell('recipe') },
    retrain: { loadData: tell('data') },
  };
  return new Lesson(store, actions as unknown as ConstructorParameters<typeof Lesson>[1], load);
}

const run = {} as AppState['runs'][number];
const train = () => store.update({ runs: [...store.state.runs, run] });
const value = () => store.state.lesson?.measures.early?.value;

beforeEach(() => {
  store = new Store(initialState);
  asked = [];
});

describe('a lesson', () => {
  it('opens at its first page, or at one that is named', async () => {
    const lesson = lessonOf();
    await lesson.open();
    expect(store.state.lesson).toEqual({ page: 'early', measures: {}, skipped: [] });
    lesson.close();
    expect(store.state.lesson).toBeUndefined();
    await lesson.open('late');
    expect(store.state.lesson?.page).toBe('late');
  });

  it('takes its room at once, and gives it back where its pages cannot be loaded', async () => {
    const opening = lessonOf(() => Promise.reject(new Error('no connection'))).open();
    expect(store.state.lesson).toBeDefined();
    await opening;
    expect(store.state.lesson).toBeUndefined();
    expect(asked).toEqual([['report', new Error('no connection')]]);
  });

  it('measures what is done while a page is open, once for each time that it is opened', async () => {
    train();
    const lesson = lessonOf();
    await lesson.open();
    expect(value()).toBeUndefined();
    train();
    expect(value()).toBe(2);
    train();
    expect(value()).toBe(2);
    lesson.turnTo('late');
    lesson.turnTo('early');
    train();
    expect(value()).toBe(4);
  });

  it('measures nothing while it is closed', async () => {
    const lesson = lessonOf();
    await lesson.open();
    lesson.close();
    train();
    await lesson.open('late');
    expect(value()).toBeUndefined();
  });

  it('skips a page by saying so, and forgets that from the start again', async () => {
    const lesson = lessonOf();
    await lesson.open();
    lesson.skip();
    expect(store.state.lesson).toMatchObject({ page: 'late', skipped: ['early'] });
    lesson.restart();
    expect(store.state.lesson).toMatchObject({ page: 'early', skipped: [] });
  });

  it('shows the parts of the page that the open one needs', async () => {
    store.update({ hidden: ['inspector', 'runs'] });
    await lessonOf().open();
    expect(store.state.hidden).toEqual(['runs']);
  });

  it('sets up what is missing, when it is told to', async () => {
    const lesson = lessonOf();
    await lesson.open();
    expect(asked).toEqual([]);
    await lesson.setUp();
    expect(asked).toEqual([
      ['recipe', { epochs: 3 }],
      ['data', { kind: 'embedded', name: 'emoji12' }],
    ]);
  });
});

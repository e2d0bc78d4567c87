/** The pages that train: the head alone on what the network knows already, then a stage more, to see what freezing saves. */

import { defaultRecipe, type Recipe } from '../../engine/index.js';
import { printAmount, printBytes, printPercent, printSeconds } from '../elements/format.js';
import type { AppState } from '../state/app-state.js';
import { sayMask, type RunRecord } from '../state/run-record.js';
import type { LessonPage, Result, RunFigures, Since } from './page.js';

/** Enough to time an epoch by; on a slow adapter each takes some seconds. */
const fewEpochs = 3;

const headOnly = { freeze: 'head', unfreeze: [], phases: [], fromScratch: false } as const;

export const trainPages: readonly LessonPage[] = [
  {
    name: 'head',
    title: 'Reuse them, train the last',
    text:
      'Transfer learning keeps what a network has learnt and gives it a new task. All layers stay frozen, and only the ' +
      'head, the last layer, is new: it begins with random weights and learns your classes from the frozen features. ' +
      'Frozen layers give the same answer every time, so they are computed once for each picture; after that an epoch is quick.',
    action: 'Train the head: press Train and let it come to its end.',
    place: 'training',
    needs: ['data'],
    setUp: {
      words: 'Set up: freeze all but the head',
      recipe: { ...headOnly, epochs: defaultRecipe.epochs },
      isNeeded: ({ recipe, data }) => !isHeadOnly(recipe) || !data.summary,
    },
    measure(now, since) {
      const head = latestRun(now, since, isHeadOnly);
      return head && { head };
    },
    result: ({ head }) => head && { sentence: sayReached(head) },
  },
  {
    name: 'thawed',
    title: 'What freezing saves',
    text:
      'What is frozen needs no gradient, no memory for one, and no time to compute it. Thaw some of it and you pay for that: ' +
      'in every step the thawed layers are run forward and back again. In return they can adapt to your pictures. The ' +
      'figures under the network say beforehand what it would take.',
    action: 'Drag the ice line to before the last stage, or choose the preset “Last stage and head”. Then train.',
    place: 'network',
    needs: ['network', 'data'],
    setUp: {
      words: `Set up: a short run of ${fewEpochs} epochs`,
      recipe: { epochs: fewEpochs, phases: [], fromScratch: false },
      isNeeded: ({ recipe, data }) => recipe.epochs > fewEpochs || isOther(recipe) || !data.summary,
    },
    measure(now, since) {
      const thawed = latestRun(now, since, (recipe) => !isHeadOnly(recipe) && !isOther(recipe));
      return thawed && { thawed };
    },
    result: ({ head, thawed }) => thawed && compareRuns(thawed, head),
  },
];

/** Neither from what was learnt before, nor with one mask. */
function isOther({ fromScratch, phases }: Recipe): boolean {
  return fromScratch || phases.length > 0;
}

function isHeadOnly(recipe: Recipe): boolean {
  return recipe.freeze === headOnly.freeze && recipe.unfreeze.length === 0 && !isOther(recipe);
}

/** The last run that was begun since then, by such a recipe, and got to the end of an epoch. */
function latestRun({ runs }: AppState, since: Since, isWanted: (recipe: Recipe) => boolean): RunFigures | undefined {
  const run = runs.findLast(({ startedAt, recipe }) => startedAt >= since.time && isWanted(recipe));
  return run && figuresOf(run);
}

function figuresOf({ recipe, model, data, report, epochs }: RunRecord): RunFigures | undefined {
  if (!report || epochs.length === 0) return undefined;
  return {
    learns: sayMask(recipe),
    model,
    data,
    classes: report.classes.length,
    epochs: epochs.length,
    testAccuracy: report.testAccuracy,
    trainableParameters: report.trainableParameters,
    bytes: report.memory.total,
    epochSeconds: Math.min(...epochs.map(({ seconds }) => seconds)),
  };
}

function sayReached({ testAccuracy, classes, epochs, trainableParameters }: RunFigures): string {
  const [reached, guessed] = [testAccuracy, 1 / classes];
  const times = (reached / guessed).toFixed(1);
  const verdict =
    reached > guessed
      ? `${times} times as often right as a guess, from ${printAmount(trainableParameters)} new weights`
      : 'no better than a guess: more epochs, or another rate, may help';
  const length = `${epochs} ${epochs === 1 ? 'epoch' : 'epochs'}`;
  return `Your head reached ${printPercent(reached)} in ${length}; guessing gives ${printPercent(guessed)}. That is ${verdict}.`;
}

function compareRuns(thawed: RunFigures, head: RunFigures | undefined): Result {
  const isSameTask = head?.model === thawed.model && head.data === thawed.data;
  const runs = head && isSameTask ? [head, thawed] : [thawed];
  const row = (name: string, say: (run: RunFigures) => string) => [name, ...runs.map(say)];
  return {
    sentence: head && isSameTask ? sayPrice(thawed, head) : sayAlone(thawed),
    table: {
      head: ['', ...runs.map(({ learns }) => learns)],
      rows: [
        row('weights that learn', ({ trainableParameters }) => printAmount(trainableParameters)),
        row('GPU memory', ({ bytes }) => printBytes(bytes)),
        row('an epoch', ({ epochSeconds }) => printSeconds(epochSeconds)),
        row('test accuracy', ({ testAccuracy }) => printPercent(testAccuracy)),
        row('after epochs', ({ epochs }) => String(epochs)),
      ],
    },
  };
}

function sayPrice(thawed: RunFigures, head: RunFigures): string {
  const times = (of: keyof RunFigures & ('trainableParameters' | 'bytes' | 'epochSeconds')) =>
    printTimes(thawed[of] / head[of]);
  return (
    `Thawed, ${times('trainableParameters')} as many weights learnt; it took ${times('bytes')} the memory, and an epoch ` +
    `took ${times('epochSeconds')} as long as with the head alone.`
  );
}

function sayAlone({ trainableParameters, bytes, epochSeconds }: RunFigures): string {
  return (
    `${printAmount(trainableParameters)} weights learnt, in ${printBytes(bytes)}; an epoch took ${printSeconds(epochSeconds)}. ` +
    'Train the head alone on the same data, on the page before, and the two stand side by side.'
  );
}

/** `265 times`, `1.4 times` */
function printTimes(ratio: number): string {
  return `${ratio < 10 ? ratio.toFixed(1) : Math.round(ratio)} times`;
}
